/**
 * What `shep vault` does with files. Each function does it with one; what fails leaves the file as
 * it was.
 *
 * @module
 */
import {
  type Identity,
  isVaulted,
  type Keyring,
  type OpenedVault,
  sealWith,
} from "@shep/host/vault";
import { Fault } from "@shep/sdk";
import type { VaultContext } from "./context.ts";
import { replaceFile } from "./replace_file.ts";

/** What stands for stdin and stdout. */
export const STANDARD_STREAM = "-";

/** Encrypts a file, into itself or into `output`. */
export async function encryptFile(
  path: string,
  identity: Identity,
  output: string,
  context: VaultContext,
): Promise<void> {
  const clear = await read(path, context);
  if (isVaulted(clear)) throw new Fault("failed", "input is already encrypted", { file: path });
  await write(output, encode(await sealWith(identity, clear)), context);
}

/** Decrypts a file, into itself or into `output`. */
export async function decryptFile(
  path: string,
  keyring: Keyring,
  output: string,
  context: VaultContext,
): Promise<void> {
  await write(output, (await open(path, keyring, context)).clear, context);
}

/** Encrypts a file anew, with another password. */
export async function rekeyFile(
  path: string,
  keyring: Keyring,
  identity: Identity,
  context: VaultContext,
): Promise<void> {
  const { clear } = await open(path, keyring, context);
  await write(path, encode(await sealWith(identity, clear)), context);
}

/**
 * Lets the user edit a file. It is encrypted with the password that opened it, under the id that it
 * had, unless another `identity` is given; and left alone if nothing was changed.
 */
export async function editFile(
  path: string,
  keyring: Keyring,
  identity: Identity | undefined,
  context: VaultContext,
): Promise<void> {
  const opened = await open(path, keyring, context);
  const edited = await context.edit(opened.clear, path);
  const isSame = isEqual(edited, opened.clear);
  if (isSame && (identity === undefined || identity.id === opened.label)) return;
  await replaceFile(path, encode(await sealWith(identity ?? sealerOf(opened), edited)));
}

/** Lets the user write a new file. */
export async function createFile(
  path: string,
  identity: Identity,
  context: VaultContext,
): Promise<void> {
  if (await exists(path)) {
    throw new Fault("failed", `'${path}' is there already`, {
      hint: "Use 'shep vault edit' if it is vaulted, 'shep vault encrypt' if it is not",
    });
  }
  const written = await context.edit(new Uint8Array(), path);
  await replaceFile(path, encode(await sealWith(identity, written)));
}

function sealerOf({ identity, label }: OpenedVault): Identity {
  return label === undefined ? { ...identity, id: "default" } : { ...identity, id: label };
}

async function open(path: string, keyring: Keyring, context: VaultContext): Promise<OpenedVault> {
  const content = await read(path, context);
  const name = path === STANDARD_STREAM ? "stdin" : path;
  if (!isVaulted(content)) {
    throw new Fault("failed", "input is not vault encrypted data", {
      file: name,
      hint: "'shep vault encrypt' encrypts it",
    });
  }
  return await keyring.open(new TextDecoder().decode(content), { file: name, isFile: true });
}

async function read(path: string, context: VaultContext): Promise<Uint8Array> {
  if (path === STANDARD_STREAM) return await context.readInput();
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw error instanceof Deno.errors.NotFound
      ? new Fault("not-found", `there is no file '${path}'`, { cause: error })
      : new Fault("failed", `'${path}' cannot be read: ${error.message}`, { cause: error });
  }
}

/** Writes to a file, or to stdout. */
export async function write(
  path: string,
  content: Uint8Array,
  context: VaultContext,
): Promise<void> {
  if (path === STANDARD_STREAM) return await context.writeOutput(content);
  try {
    await replaceFile(path, content);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `'${path}' cannot be written: ${error.message}`;
    throw new Fault("failed", message, { cause: error });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The bytes of a text. */
export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
