/**
 * A gate that lets in so many at a time.
 *
 * @module
 */

/** Lets work begin in the order in which it came. */
export class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param places How many may be inside at once. */
  constructor(places: number) {
    this.#free = places;
  }

  /** Does `work` as soon as there is a place. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((enter) => this.#waiting.push(enter));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    }
  }
}
