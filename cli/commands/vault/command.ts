/**
 * What `shep vault` does, by its actions.
 *
 * @see https://docs.ansible.com/ansible/latest/cli/ansible-vault.html
 * @module
 */
import {
  type Identity,
  type Keyring,
  openKeyring,
  passwordSources,
  type VaultRequest,
} from "@shep/host/vault";
import { Config } from "@shep/host/config";
import { Fault } from "@shep/sdk";
import type { Arguments } from "../../arguments/arguments.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { tellError } from "../../settings.ts";
import type { Streams } from "../../terminal/streams.ts";
import { vaultRequest } from "../../vault_flags.ts";
import type { VaultContext } from "./context.ts";
import { encryptStrings } from "./encrypt_string.ts";
import {
  createFile,
  decryptFile,
  editFile,
  encode,
  encryptFile,
  rekeyFile,
  STANDARD_STREAM,
  write,
} from "./files.ts";
import { VAULT_ACTIONS, VAULT_COMMAND, type VaultAction } from "./table.ts";

/**
 * Carries out `shep vault`, and returns the exit code.
 *
 * @throws {UsageError} if it is not said what to do, or with what.
 */
export async function carryOut(
  args: Arguments,
  streams: Streams,
  context: VaultContext,
): Promise<number> {
  const { action, files } = actionOf(args);
  checkFlags(action, args);
  checkFiles(action, files, args);
  try {
    await RUNNERS[action](files, args, context);
    return 0;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tellError(streams, error);
    return 1;
  }
}

type Runner = (files: readonly string[], args: Arguments, context: VaultContext) => Promise<void>;

const RUNNERS: Readonly<Record<VaultAction, Runner>> = {
  encrypt: async (files, args, context) => {
    const identity = await newIdentity(args, context);
    for (const file of orStdin(files)) {
      await encryptFile(file, identity, args.last("output") ?? file, context);
    }
    context.say("Encryption successful");
  },
  decrypt: async (files, args, context) => {
    const keyring = await keyringOf(args, context);
    for (const file of orStdin(files)) {
      await decryptFile(file, keyring, args.last("output") ?? file, context);
    }
    context.say("Decryption successful");
  },
  view: async (files, args, context) => {
    const keyring = await keyringOf(args, context);
    for (const file of files) await decryptFile(file, keyring, STANDARD_STREAM, context);
  },
  edit: async (files, args, context) => {
    const keyring = await keyringOf(args, context);
    const id = args.last("encrypt-vault-id");
    const identity = id === undefined ? undefined : keyring.sealingIdentity(id);
    for (const file of files) await editFile(file, keyring, identity, context);
  },
  create: async (files, args, context) => {
    const identity = await newIdentity(args, context);
    for (const file of files) await createFile(file, identity, context);
  },
  rekey: async (files, args, context) => {
    const keyring = await keyringOf(args, context);
    const identity = await rekeyIdentity(args, context);
    for (const file of files) await rekeyFile(file, keyring, identity, context);
    context.say("Rekey successful");
  },
  "encrypt-string": async (texts, args, context) => {
    const identity = await newIdentity(args, context);
    const stdinName = args.last("stdin-name");
    const yaml = await encryptStrings(
      {
        texts,
        names: args.all("name"),
        isAsked: args.has("prompt"),
        ...(stdinName === undefined ? {} : { stdinName }),
      },
      identity,
      context,
    );
    await write(args.last("output") ?? STANDARD_STREAM, encode(yaml), context);
    context.say("Encryption successful");
  },
};

function orStdin(files: readonly string[]): readonly string[] {
  return files.length === 0 ? [STANDARD_STREAM] : files;
}

/** The passwords to open vaults with. Where none is named the user is asked for one. */
function keyringOf(args: Arguments, context: VaultContext): Promise<Keyring> {
  return openKeyring(
    askIfNone(vaultRequest(args), context),
    context.config,
    context.passwords,
  );
}

/** The password to encrypt something new with. */
async function newIdentity(args: Arguments, context: VaultContext): Promise<Identity> {
  const { config, passwords } = context;
  const request = askIfNone(vaultRequest(args), context);
  const keyring = await openKeyring(request, config, passwords, { isNew: true });
  const usual = config.get("DEFAULT_VAULT_ENCRYPT_IDENTITY") ?? undefined;
  return keyring.sealingIdentity(args.last("encrypt-vault-id") ?? usual);
}

/** What nobody says anything in. */
const NO_SETTINGS = new Config();

/** The password to encrypt something with that had another one. */
async function rekeyIdentity(args: Arguments, context: VaultContext): Promise<Identity> {
  const request = {
    ids: args.all("new-vault-id"),
    passwordFiles: args.all("new-vault-password-file"),
  };
  const isNamed = request.ids.length + request.passwordFiles.length > 0;
  // The settings tell of the old passwords only.
  const keyring = await openKeyring({ ...request, ask: !isNamed }, NO_SETTINGS, context.passwords, {
    isNew: true,
  });
  return keyring.sealingIdentity(args.last("encrypt-vault-id"));
}

function askIfNone(request: VaultRequest, { config }: VaultContext): VaultRequest {
  return passwordSources(request, config).length > 0 ? request : { ...request, ask: true };
}

function actionOf(args: Arguments): { action: VaultAction; files: readonly string[] } {
  const [typed = "", ...files] = args.positionals;
  // As ansible-vault spells it.
  const name = typed.replaceAll("_", "-");
  if (Object.hasOwn(VAULT_ACTIONS, name)) return { action: name as VaultAction, files };
  throw new UsageError(`no command 'vault ${typed}'`, {
    command: "vault",
    typed,
    candidates: Object.keys(VAULT_ACTIONS),
  });
}

/** A flag of another action would do nothing. */
function checkFlags(action: VaultAction, args: Arguments): void {
  const own: readonly string[] = VAULT_ACTIONS[action];
  const others = new Set(Object.values(VAULT_ACTIONS).flat().filter((name) => !own.includes(name)));
  const wrong = VAULT_COMMAND.flags.find(({ name }) => others.has(name as never) && args.has(name));
  if (wrong === undefined) return;
  throw new UsageError(`shep vault ${action} takes no --${wrong.name}`, { command: "vault" });
}

function checkFiles(action: VaultAction, files: readonly string[], args: Arguments): void {
  const command = "vault";
  const canReadStdin = action.startsWith("encrypt") || action === "decrypt";
  if (files.length === 0 && !canReadStdin) {
    throw new UsageError(`shep vault ${action} needs a FILE`, { command });
  }
  if (files.includes(STANDARD_STREAM) && !canReadStdin) {
    throw new UsageError(`shep vault ${action} does not read stdin`, { command });
  }
  if (files.length > 1 && args.has("output") && action !== "encrypt-string") {
    throw new UsageError("--output is for one FILE", { command });
  }
}
