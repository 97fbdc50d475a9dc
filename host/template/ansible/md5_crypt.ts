/**
 * MD5-crypt, the `$1$` of old password files: no package has it.
 *
 * @see https://passlib.readthedocs.io/en/stable/lib/passlib.hash.md5_crypt.html#algorithm
 * @module
 */

import { startHash } from "./hash.ts";

const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Which bytes of the digest make each group of characters, the last for the lowest bits. */
const GROUPS = [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5], [11]] as const;

/** The hash of `password`, with its salt. */
export function md5Crypt(password: string, salt: string): string {
  const key = new TextEncoder().encode(password);
  const grain = new TextEncoder().encode(salt);
  let digest = md5(key, new TextEncoder().encode("$1$"), grain, ...mixed(key, grain));
  for (let round = 0; round < 1000; round++) {
    digest = md5(
      round % 2 === 1 ? key : digest,
      ...(round % 3 > 0 ? [grain] : []),
      ...(round % 7 > 0 ? [key] : []),
      round % 2 === 1 ? digest : key,
    );
  }
  return `$1$${salt}$${GROUPS.map((group) => characters(digest, group)).join("")}`;
}

/** As many bytes of another digest as the key has, then one for each bit of its length. */
function mixed(key: Uint8Array, salt: Uint8Array): Uint8Array[] {
  const other = md5(key, salt, key);
  const parts: Uint8Array[] = [];
  for (let left = key.length; left > 0; left -= other.length) parts.push(other.subarray(0, left));
  for (let bits = key.length; bits > 0; bits >>= 1) {
    parts.push(bits % 2 === 1 ? new Uint8Array(1) : key.subarray(0, 1));
  }
  return parts;
}

function characters(digest: Uint8Array, group: readonly number[]): string {
  let bits = group.reduce((value, index) => value << 8 | (digest[index] ?? 0), 0);
  let written = "";
  for (let count = Math.ceil(group.length * 8 / 6); count > 0; count--) {
    written += ALPHABET[bits % 64];
    bits >>= 6;
  }
  return written;
}

function md5(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = startHash("md5");
  if (hash === undefined) throw new RangeError("there is no MD5 here");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
