/**
 * CPython's random numbers, so that `random(seed=inventory_hostname)` gives what Ansible gives.
 *
 * @see https://docs.python.org/3/library/random.html
 * @module
 */

import { startHash } from "./hash.ts";
import { encode } from "../methods/string.ts";

const SIZE = 624;
const SHIFT = 397;

/** A Mersenne Twister (MT19937), seeded as Python's `random.Random` is. */
export class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  #index = SIZE;

  constructor(seed: string | number | bigint) {
    this.#initialize(typeof seed === "string" ? wordsOfText(seed) : wordsOf(BigInt(seed)));
  }

  /** An integer of `count` random bits, at most 32. */
  bits(count: number): number {
    return count === 0 ? 0 : this.#next() >>> (32 - count);
  }

  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number {
    if (limit >= 2 ** 32) {
      throw new RangeError(`random numbers up to ${limit} are not supported yet`);
    }
    const count = limit === 0 ? 0 : 32 - Math.clz32(limit);
    let value = this.bits(count);
    while (value >= limit) value = this.bits(count);
    return value;
  }

  #initialize(key: readonly number[]): void {
    const state = this.#state;
    state[0] = 19650218;
    for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1812433253, this.#mixed(i - 1)) + i;
    let [i, j] = [1, 0];
    for (let k = Math.max(SIZE, key.length); k > 0; k--) {
      state[i] = (this.#at(i) ^ Math.imul(this.#mixed(i - 1), 1664525)) + (key[j] ?? 0) + j;
      if (++i >= SIZE) {
        state[0] = this.#at(SIZE - 1);
        i = 1;
      }
      j = (j + 1) % key.length;
    }
    for (let k = SIZE - 1; k > 0; k--) {
      state[i] = (this.#at(i) ^ Math.imul(this.#mixed(i - 1), 1566083941)) - i;
      if (++i >= SIZE) {
        state[0] = this.#at(SIZE - 1);
        i = 1;
      }
    }
    state[0] = 0x80000000;
  }

  #at(index: number): number {
    return this.#state[index] ?? 0;
  }

  #mixed(index: number): number {
    const value = this.#at(index);
    return value ^ (value >>> 30);
  }

  #next(): number {
    if (this.#index >= SIZE) this.#twist();
    let value = this.#at(this.#index++);
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9d2c5680;
    value ^= (value << 15) & 0xefc60000;
    return (value ^ (value >>> 18)) >>> 0;
  }

  #twist(): void {
    for (let i = 0; i < SIZE; i++) {
      const pair = (this.#at(i) & 0x80000000) | (this.#at((i + 1) % SIZE) & 0x7fffffff);
      const twisted = this.#at((i + SHIFT) % SIZE) ^ (pair >>> 1);
      this.#state[i] = pair & 1 ? twisted ^ 0x9908b0df : twisted;
    }
    this.#index = 0;
  }
}

/** The 32-bit words of an integer, the lowest first. */
function wordsOf(value: bigint): number[] {
  const words: number[] = [];
  for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 32n) {
    words.push(Number(rest & 0xffffffffn));
  }
  return words.length === 0 ? [0] : words;
}

/** Python seeds with the text followed by its SHA-512, read as one big-endian integer. */
function wordsOfText(text: string): number[] {
  const bytes = encode(text, "utf-8");
  const hash = startHash("sha512")!.update(bytes).digest("hex");
  return wordsOf(BigInt(`0x${bytes.toHex()}${hash}`));
}
