/**
 * Digests, computed at once.
 *
 * WebCrypto answers later, which a template cannot wait for; loading `node:crypto` takes 40 ms, so
 * that only templates that hash pay for it.
 *
 * @module
 */
import type { Hash } from "node:crypto";

/** An unfinished digest; `undefined` when there is no such algorithm. */
export function startHash(algorithm: string): Hash | undefined {
  const { createHash, getHashes } = process.getBuiltinModule("node:crypto");
  return getHashes().includes(algorithm) ? createHash(algorithm) : undefined;
}
