/**
 * Dictionaries laid over one another: `hash_behaviour = merge`.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html#default-hash-behaviour
 * @module
 */

/** `strong` over `weak`, key by key, at any depth; lists and all else of `strong` stand alone. */
export function mergedHashes(
  weak: ReadonlyMap<unknown, unknown>,
  strong: ReadonlyMap<unknown, unknown>,
): ReadonlyMap<unknown, unknown> {
  const merged = new Map(weak);
  for (const [key, value] of strong) {
    const below = merged.get(key);
    const isBoth = value instanceof Map && below instanceof Map;
    merged.set(key, isBoth ? mergedHashes(below, value) : value);
  }
  return merged;
}

/**
 * The values of one name, from the strongest on, as one: dictionaries are merged as long as there
 * are no others between them. `undefined` if there are none.
 */
export function mergedValues(strongestFirst: Iterable<unknown>): unknown {
  const hashes: ReadonlyMap<unknown, unknown>[] = [];
  for (const value of strongestFirst) {
    if (value instanceof Map) hashes.push(value);
    else if (hashes.length === 0) return value;
    else break;
  }
  return hashes.length === 0
    ? undefined
    : hashes.reduceRight((weak, strong) => mergedHashes(weak, strong));
}
