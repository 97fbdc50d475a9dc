/**
 * What a program writes, on its way to whoever waits for it.
 *
 * @module
 */
import type { Sink } from "@shep/sdk";
import { concat } from "./bytes.ts";

/** How much output one reply carries of each stream; more than that is streamed before it. */
export const REPLY_OUTPUT_BYTES = 48 * 1024;

/** Holds output for the reply, and streams all it holds whenever that becomes too much. */
export class OutputBuffer {
  readonly #stream: (data: Uint8Array) => Promise<void>;
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  /** `stream` sends bytes ahead of the reply. */
  constructor(stream: (data: Uint8Array) => Promise<void>) {
    this.#stream = stream;
  }

  /** Takes the next bytes, and keeps them; the promise it may return holds the writer back. */
  readonly sink: Sink = (data) => {
    this.#held.push(data);
    this.#heldBytes += data.length;
    return this.#heldBytes > REPLY_OUTPUT_BYTES ? this.#stream(this.rest()) : undefined;
  };

  /** What was not streamed; asked for at the end. */
  rest(): Uint8Array {
    const held = concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    return held;
  }
}
