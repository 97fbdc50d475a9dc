/**
 * Files of the controller in clear text, whether they are vaulted or not.
 *
 * @module
 */
import { VAULT_PREFIX } from "../vault/envelope.ts";
import { isVaulted } from "../vault/mod.ts";
import type { Vault } from "../vault/vault.ts";
import type { FoundFile } from "./files.ts";

/**
 * What was found, with its clear text if it is vaulted: plugins never see a vault. Of any other file
 * only the first bytes are read.
 *
 * @throws {Fault} if it cannot be decrypted.
 */
export async function inClear(found: FoundFile, vault: Vault): Promise<FoundFile> {
  if (found.kind !== "file" || !await beginsAsVault(found.path)) return found;
  const clear = await vault.file(found.path, await Deno.readFile(found.path));
  return { ...found, size: clear.length, clear };
}

async function beginsAsVault(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  const start = new Uint8Array(VAULT_PREFIX.length);
  const length = await file.read(start);
  return length === start.length && isVaulted(start);
}
