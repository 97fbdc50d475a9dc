/**
 * A memory of limited size.
 *
 * @module
 */

/**
 * Remembers the entries that were used lately: at least half of `capacity`, never more than all of
 * it. Two generations make that cheap: when the young one is full it becomes the old one, and what
 * is used again moves back.
 */
export class BoundedCache<K, V> {
  readonly #half: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
  }

  /** How many entries are kept. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** The entry under `key`, made by `make` if need be. */
  get(key: K, make: (key: K) => V): V {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const value = this.#old.get(key) ?? make(key);
    this.#old.delete(key);
    if (this.#young.size >= this.#half) [this.#old, this.#young] = [this.#young, new Map()];
    this.#young.set(key, value);
    return value;
  }
}
