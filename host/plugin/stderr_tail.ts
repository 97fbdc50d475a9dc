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
  readonly #lines: string[] = [];
  #partial = "";

  /** Reads to the end of the stream. */
  async drain(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of stream) this.#add(decoder.decode(chunk, { stream: true }));
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
