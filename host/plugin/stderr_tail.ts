/**
 * The last lines that a plugin wrote to stderr: kept for the day it dies.
 *
 * @module
 */

/** How many lines are kept. */
const LINES = 20;

/** A longer line is cut. */
const LINE_LENGTH = 500;

/** Drains a stream for ever, so that its writer never blocks, and keeps its end. */
export class StderrTail {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #lines: string[] = [];
  #partial = "";

  /** @param stream What is to be drained; nobody else reads it. */
  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** Reads to the end of the stream. */
  async drain(): Promise<void> {
    const decoder = new TextDecoder();
    while (true) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      this.#add(decoder.decode(value, { stream: true }));
    }
  }

  /** Reads no further, whoever may still hold the other end. */
  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }

  /** What is left of it. */
  get lines(): readonly string[] {
    return this.#partial === "" ? this.#lines : [...this.#lines, this.#partial];
  }

  #add(text: string): void {
    const lines = (this.#partial + text).split("\n");
    this.#partial = lines.pop()!.slice(0, LINE_LENGTH);
    // Only what can be kept is looked at: a flood costs no more than its bytes.
    for (const line of lines.slice(-LINES)) this.#lines.push(line.slice(0, LINE_LENGTH));
    if (this.#lines.length > LINES) this.#lines.splice(0, this.#lines.length - LINES);
  }
}
