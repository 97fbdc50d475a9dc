/**
 * Shares of an inventory, for runs that several controllers divide among themselves.
 *
 * @module
 */
import type { Inventory } from "./inventory.ts";

/** One share of so many. */
export interface Shard {
  /** Which: 1 to `count`, or 0, which is the same as `count`. */
  readonly index: number;
  /** How many there are. */
  readonly count: number;
}

/**
 * Those hosts that belong to a share. A host's share follows from its name alone, so that it stays
 * the same while others come and go. The implicit `localhost` is each controller's own, and belongs
 * to every share.
 */
export function hostsOfShard(
  hosts: readonly string[],
  shard: Shard | undefined,
  inventory: Pick<Inventory, "host">,
): readonly string[] {
  if (shard === undefined) return hosts;
  const { index, count } = shard;
  return hosts.filter((host) =>
    hash(host) % count === index % count || (inventory.host(host)?.implicit ?? false)
  );
}

/**
 * FNV-1a, and the end of MurmurHash3 behind it: names that differ in one digit are spread evenly.
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 * @see https://github.com/aappleby/smhasher/wiki/MurmurHash3
 */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
