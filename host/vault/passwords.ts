/**
 * Vault passwords, read from their sources.
 *
 * @see https://docs.ansible.com/ansible/latest/vault_guide/vault_managing_passwords.html
 * @module
 */
import { basename } from "@shep/sdk/path";
import { Fault } from "@shep/sdk";
import { DEFAULT_ID, isVaulted } from "./envelope.ts";
import { type Identity, Keyring } from "./keyring.ts";
import type { Config } from "../config/mod.ts";
import { Secret } from "./secret.ts";
import { type PasswordSource, passwordSources, type VaultRequest } from "./sources.ts";

/** What a program printed, and how it ended. */
export interface ProgramAnswer {
  /** 0 if all went well. */
  readonly exitCode: number;
  /** For a password script: the password. */
  readonly stdout: string;
  /** Why there is none. */
  readonly stderr: string;
}

/** Asks the user for a password; nothing if there is nobody to ask. */
export type AskPassword = (question: string) => string | undefined;

/** The world, as far as passwords are concerned. */
export interface PasswordWorld {
  /** What stands at a path; nothing if nothing does. */
  stat(path: string): Promise<{ readonly isFile: boolean; readonly isExecutable: boolean } | null>;
  /** The text of a file. */
  readText(path: string): Promise<string>;
  /** Runs a program to its end; rejects if it cannot be started. */
  run(path: string, args: readonly string[]): Promise<ProgramAnswer>;
  /** Asks the user; absent where nobody can be asked. */
  readonly ask?: AskPassword | undefined;
}

/** What passwords are wanted for. */
export interface PasswordPurpose {
  /** Whether something new is encrypted: then a password is asked for twice. */
  readonly isNew?: boolean;
}

/**
 * The keyring that the command line and the settings ask for. Prompts come now, before anything
 * runs.
 *
 * @throws {Fault} if a password cannot be had.
 */
export async function openKeyring(
  request: VaultRequest,
  config: Config,
  world: PasswordWorld,
  purpose: PasswordPurpose = {},
): Promise<Keyring> {
  const sources = passwordSources(request, config);
  const matchesIds = config.get("DEFAULT_VAULT_ID_MATCH");
  return new Keyring(await readIdentities(sources, world, purpose), { matchesIds });
}

/**
 * The passwords of sources, one after another.
 *
 * @throws {Fault} if one cannot be had, or is empty.
 */
export async function readIdentities(
  sources: readonly PasswordSource[],
  world: PasswordWorld,
  { isNew = false }: PasswordPurpose = {},
): Promise<Identity[]> {
  const identities: Identity[] = [];
  for (const source of sources) {
    const text = source.kind === "file"
      ? await fromFile(source, world, identities)
      : isNew
      ? askedTwice(source.id, world)
      : asked(source.id, world);
    identities.push({ id: source.id, password: new Secret(text) });
  }
  return identities;
}

function askedTwice(id: string, world: PasswordWorld): string {
  const first = answered(`New Vault password${labelOf(id)}: `, world);
  const second = answered(`Confirm new Vault password${labelOf(id)}: `, world);
  if (first === second) return first;
  throw new Fault("invalid-argument", "The two passwords are not the same");
}

function asked(id: string, world: PasswordWorld): string {
  return answered(`Vault password${labelOf(id)}: `, world);
}

function labelOf(id: string): string {
  return id === DEFAULT_ID ? "" : ` (${id})`;
}

function answered(question: string, { ask }: PasswordWorld): string {
  const answer = ask?.(question);
  if (answer === undefined) {
    throw new Fault("failed", "A vault password was to be asked for, but there is no terminal", {
      hint: "Put it into a file that only you can read, and name that: --vault-password-file FILE",
    });
  }
  if (answer !== "") return answer;
  throw new Fault("invalid-argument", "The vault password that was typed is empty");
}

type FileSource = Extract<PasswordSource, { kind: "file" }>;

/** @param known The passwords that were read before: a password file may be vaulted, too. */
async function fromFile(
  source: FileSource,
  world: PasswordWorld,
  known: readonly Identity[],
): Promise<string> {
  const { path } = source;
  const found = await world.stat(path);
  if (found === null) {
    throw new Fault("not-found", `The vault password file '${path}' is not there`);
  }
  if (!found.isFile) throw new Fault("failed", `The vault password file '${path}' is no file`);
  const password = found.isExecutable
    ? await fromScript(source, world)
    : await clearText(path, await world.readText(path), known);
  if (password !== "") return password;
  const what = found.isExecutable ? "script printed no password" : "file is empty";
  throw new Fault("failed", `The vault password ${what}: '${path}'`);
}

async function clearText(
  path: string,
  text: string,
  known: readonly Identity[],
): Promise<string> {
  if (!isVaulted(text)) return text.trim();
  const { clear } = await new Keyring(known).open(text, { file: path, isFile: true });
  return new TextDecoder().decode(clear).trim();
}

/** How a client script says that it has no password for an id. */
const UNKNOWN_ID = 2;

async function fromScript({ id, path }: FileSource, world: PasswordWorld): Promise<string> {
  const args = isClient(path) ? ["--vault-id", id] : [];
  const { exitCode, stdout, stderr } = await runScript(path, args, world);
  if (exitCode === 0) return stdout.replace(/[\r\n]+$/, "").replace(/^[\r\n]+/, "");
  const isUnknown = exitCode === UNKNOWN_ID && args.length > 0;
  throw new Fault(
    "failed",
    isUnknown
      ? `The vault password script '${path}' has no password for the vault id '${id}'`
      : `The vault password script '${path}' ended with exit code ${exitCode}`,
    stderr.trim() === "" ? {} : { detail: stderr.trim() },
  );
}

async function runScript(
  path: string,
  args: readonly string[],
  world: PasswordWorld,
): Promise<ProgramAnswer> {
  try {
    return await world.run(path, args);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault("failed", `The vault password script '${path}' cannot be run`, {
      detail: reason,
      hint: "An executable file is run: it needs a first line such as #!/bin/sh. " +
        "If it holds the password itself, take that right away: chmod -x",
      cause: error,
    });
  }
}

/** A script whose name ends with `-client` is told for which id a password is wanted. */
function isClient(path: string): boolean {
  return /-client(\.[^./]*)?$/.test(basename(path));
}
