/**
 * How many connections are made at a time.
 *
 * @module
 */
import { after } from "@shep/sdk/timer";

/**
 * How long a connection counts among those that are being made, in milliseconds. Making one is work
 * for the processor, nearly all of it in the first second; what takes longer only waits, as for a
 * host that is down, and holds up nobody.
 */
const BUSY_MILLISECONDS = 1000;

/** Lets so many begin at a time; the others wait in line. */
export class StartLimit {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  /** `limit` is how many. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Waits for its turn and begins; the next one may begin once `done` settles or time passes. */
  async begin<T>(start: () => Promise<T>, done: Promise<unknown>): Promise<T> {
    if (this.#busy >= this.#limit) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#busy++;
    let isOver = false;
    const end = (): void => {
      cancelTimer();
      if (isOver) return;
      isOver = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    };
    const cancelTimer = after(BUSY_MILLISECONDS, end);
    done.then(end, end);
    return await start();
  }
}
