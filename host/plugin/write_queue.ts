/**
 * Writes frames to a plugin's stdin: whatever is sent before the next microtask leaves in one
 * write, and the next write begins when the last one is done.
 *
 * @module
 */
import { Outbox } from "@shep/sdk/wire";

/** A queue in front of a writer. */
export class WriteQueue {
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  readonly #onError: (error: unknown) => void;
  /** One is filled while the other is being written. */
  #filling = new Outbox();
  #writing = new Outbox();
  #isBusy = false;
  #isScheduled = false;

  constructor(write: (bytes: Uint8Array) => Promise<void>, onError: (error: unknown) => void) {
    this.#write = write;
    this.#onError = onError;
  }

  /** Sends a frame; its bytes are good only during the call. */
  readonly send = (frame: Uint8Array): void => {
    this.#filling.push(frame);
    if (this.#isBusy || this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#drain().catch(this.#onError);
    });
  };

  async #drain(): Promise<void> {
    this.#isBusy = true;
    try {
      while (this.#filling.bytes > 0) {
        [this.#filling, this.#writing] = [this.#writing, this.#filling];
        await this.#write(this.#writing.take());
      }
    } finally {
      this.#isBusy = false;
    }
  }
}
