/**
 * Where vault passwords come from: what the command line and the environment name.
 *
 * @see https://docs.ansible.com/ansible/latest/vault_guide/vault_using_encrypted_content.html#passing-vault-ids
 * @module
 */
import { resolve } from "@shep/sdk/path";
import { Fault } from "@shep/sdk";
import type { Config } from "../config/mod.ts";
import { DEFAULT_ID } from "./envelope.ts";

/** What the command line says of vault passwords. */
export interface VaultRequest {
  /** `--vault-id`: `[ID@]SOURCE`, where `SOURCE` is `prompt` or a file. */
  readonly ids?: readonly string[];
  /** `--vault-password-file`. */
  readonly passwordFiles?: readonly string[];
  /** `--ask-vault-pass`. */
  readonly ask?: boolean;
}

/** One source of a password. */
export type PasswordSource =
  | { readonly kind: "prompt"; readonly id: string }
  /** A file that holds the password or, if it is executable, prints it. */
  | { readonly kind: "file"; readonly id: string; readonly path: string };

/** The variables of the user's environment. */
export type EnvironmentVariables = Readonly<Record<string, string>>;

/**
 * The sources in the order in which their passwords are tried. The list of the settings comes first;
 * their file counts where the command line names none.
 *
 * @throws {Fault} `invalid-argument`, for an id without a source.
 */
export function passwordSources(
  { ids = [], passwordFiles = [], ask = false }: VaultRequest,
  config: Config,
): PasswordSource[] {
  const { environment } = config;
  const listed = config.get("DEFAULT_VAULT_IDENTITY_LIST");
  const usualFile = config.get("DEFAULT_VAULT_PASSWORD_FILE");
  const files = passwordFiles.length === 0 && usualFile !== null ? [usualFile] : passwordFiles;
  const sources = [
    ...[...listed, ...ids].map((text) => parseVaultId(text, environment)),
    ...files.map((path) => fileSource(DEFAULT_ID, path, environment)),
  ];
  if (ask || config.get("DEFAULT_ASK_VAULT_PASS")) sources.push({ kind: "prompt", id: DEFAULT_ID });
  return sources;
}

/**
 * The source that `[ID@]SOURCE` names.
 *
 * @throws {Fault} `invalid-argument`, if it names none.
 */
export function parseVaultId(text: string, environment: EnvironmentVariables): PasswordSource {
  const at = text.indexOf("@");
  const id = at <= 0 ? DEFAULT_ID : text.slice(0, at);
  const source = text.slice(at + 1);
  if (source === "") {
    throw new Fault("invalid-argument", `The vault id '${text}' names no source of a password`, {
      hint: "Write ID@FILE, or ID@prompt to be asked",
    });
  }
  if (source === "prompt" || source === "prompt_ask_vault_pass") return { kind: "prompt", id };
  return fileSource(id, source, environment);
}

function fileSource(id: string, path: string, environment: EnvironmentVariables): PasswordSource {
  const home = environment["HOME"];
  const expanded = home === undefined ? path : path.replace(/^~(?=\/|$)/, home);
  return { kind: "file", id, path: resolve(expanded) };
}
