/**
 * Files of the controller in clear text, whether they are vaulted or not.
 *
 * @module
 */
import { VAULT_PREFIX } from "../vault/envelope.ts";
import { isVaulted } from "../vault/mod.ts";
import type { Vault } from "../vault/vault.ts";
import type { FoundFile } from "./files.ts";

/** A file of at most so many bytes is read whole: to open it once more takes as long as to find it. */
const SHORT_BYTES = 48 * 1024;

/**
 * What was found, with its clear text if it is vaulted: plugins never see a vault. Of a long file that
 * is none only the first bytes are read.
 *
 * @throws {Fault} if it cannot be decrypted.
 */
export async function inClear(found: FoundFile, vault: Vault): Promise<FoundFile> {
  if (found.kind !== "file") return found;
  // What has no size, as a device, may have no end.
  const content = found.size > 0 && found.size <= SHORT_BYTES
    ? await Deno.readFile(found.path)
    : undefined;
  if (!isVaulted(content ?? await beginning(found.path))) {
    return content === undefined ? found : { ...found, size: content.length, content };
  }
  const clear = await vault.file(found.path, content ?? await Deno.readFile(found.path));
  return { ...found, size: clear.length, clear };
}

/** What was found, as an empty file if it is vaulted. */
export async function withoutSecrets(found: FoundFile): Promise<FoundFile> {
  if (found.kind !== "file" || !isVaulted(await beginning(found.path))) return found;
  return { ...found, size: 0, content: new Uint8Array() };
}

async function beginning(path: string): Promise<Uint8Array> {
  using file = await Deno.open(path);
  const start = new Uint8Array(VAULT_PREFIX.length);
  return start.subarray(0, await file.read(start) ?? 0);
}
