/**
 * One of a shell's two outputs, as the answers of the requests that were sent.
 *
 * @module
 */
import type { Sink } from "@shep/sdk";
import { MarkerScanner } from "./marker.ts";

const NOTHING = new Uint8Array(0);

interface Answer {
  readonly marker: Uint8Array;
  readonly sink: Sink;
  readonly label: PromiseWithResolvers<string>;
  /** The sink threw: the rest of its answer is read and dropped. */
  isDropped: boolean;
}

/**
 * Hands every byte to the request that it answers. Requests are answered in the order in which
 * they were sent.
 */
export class AnswerStream {
  readonly #scanner = new MarkerScanner();
  readonly #answers: Answer[] = [];
  #failure: Error | undefined;

  /** How many answers are still to come. */
  get pending(): number {
    return this.#answers.length;
  }

  /** Hands what comes before `marker` to `sink`; resolves to the text on the marker's line. */
  expect(marker: Uint8Array, sink: Sink): Promise<string> {
    if (this.#failure) return Promise.reject(this.#failure);
    const label = Promise.withResolvers<string>();
    this.#answers.push({ marker, sink, label, isDropped: false });
    return label.promise;
  }

  /** Takes the next bytes. Bytes that answer nothing are dropped. */
  async feed(chunk: Uint8Array): Promise<void> {
    let data = chunk;
    for (;;) {
      const answer = this.#answers[0];
      if (!answer) return;
      const { body, label } = this.#scanner.scan(answer.marker, data);
      if (body.length > 0) await deliver(answer, body);
      if (label === undefined) return;
      this.#answers.shift();
      answer.label.resolve(label);
      if (!this.#scanner.hasHeld) return;
      data = NOTHING;
    }
  }

  /** No answer will come any more. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const answer of this.#answers.splice(0)) answer.label.reject(error);
  }
}

async function deliver(answer: Answer, body: Uint8Array): Promise<void> {
  if (answer.isDropped) return;
  try {
    await answer.sink(body);
  } catch (error) {
    answer.isDropped = true;
    answer.label.reject(error);
  }
}
