/**
 * One output of a program, read until its end.
 *
 * @module
 */
import type { Sink } from "@shep/sdk";
import { after, type Cancel } from "@shep/sdk/timer";

/**
 * How often, in all, bytes are waited for in vain after a program ended. What it wrote itself is in
 * the pipe by then; an end that does not come is held open by a daemon which it left behind, and
 * that would be waited for as long as the daemon lives. Waits are counted, not time: in each of them
 * this process has had its turn to read, however busy the machine is.
 */
const MOST_WAITS = 10;

/** How long each of them is. */
const WAIT_MILLISECONDS = 10;

/** Most of what programs write is short; who fills this is given more room. */
const FIRST_READ_BYTES = 4 * 1024;

/** What a pipe holds. */
const READ_BYTES = 64 * 1024;

/** Hands what a program writes to a sink, no faster than the sink takes it. */
export class OutputPump {
  readonly #reader: ReadableStreamBYOBReader;
  readonly #sink: Sink;
  /** Used again for each read: left to itself, the stream makes one of 64 KiB for each. */
  #buffer = new ArrayBuffer(FIRST_READ_BYTES);
  #isReading = false;
  #hasProgramEnded = false;
  #waitsLeft = MOST_WAITS;
  #cancelTimer: Cancel | undefined;

  /** `sink` takes what `stream` has; a promise it returns holds the program back. */
  constructor(stream: ReadableStream<Uint8Array>, sink: Sink) {
    this.#reader = stream.getReader({ mode: "byob" });
    this.#sink = sink;
  }

  /** Resolves at the output's end; rejects with what the sink threw, having closed the output. */
  async run(): Promise<void> {
    try {
      for (let data = await this.#read(); data; data = await this.#read()) {
        const pending = this.#sink(data);
        if (pending) await pending;
      }
    } catch (error) {
      await this.#reader.cancel();
      throw error;
    }
  }

  /** Nobody wants the rest; resolves when the output is closed. */
  async stop(): Promise<void> {
    await this.#reader.cancel();
    this.#cancelTimer?.();
  }

  /** From now on, patience is limited. */
  programEnded(): void {
    this.#hasProgramEnded = true;
    if (this.#isReading) this.#startTimer();
  }

  async #read(): Promise<Uint8Array | undefined> {
    this.#isReading = true;
    if (this.#hasProgramEnded) this.#startTimer();
    const { done, value } = await this.#reader.read(new Uint8Array(this.#buffer));
    this.#isReading = false;
    this.#cancelTimer?.();
    return done || value === undefined ? undefined : this.#take(value);
  }

  /** The bytes for the sink to keep. */
  #take(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
    const isFull = bytes.length === bytes.buffer.byteLength;
    this.#buffer = isFull ? new ArrayBuffer(READ_BYTES) : bytes.buffer;
    return isFull ? bytes : bytes.slice();
  }

  #startTimer(): void {
    this.#cancelTimer = after(WAIT_MILLISECONDS, () => {
      if (--this.#waitsLeft > 0) this.#startTimer();
      // A reader that is cancelled has come to its end.
      else void this.#reader.cancel();
    });
  }
}
