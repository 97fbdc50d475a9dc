/**
 * What a template has written so far.
 *
 * @module
 */

import { text } from "../values/text.ts";

/** Collects pieces; a sole piece keeps its type until it is asked for as text. */
export class Output {
  #count = 0;
  #first: unknown = "";
  #text = "";

  /** Writes a piece. */
  push(piece: unknown): void {
    this.#count++;
    if (this.#count === 1) {
      this.#first = piece;
    } else {
      if (this.#count === 2) this.#text = textOf(this.#first);
      this.#text += typeof piece === "string" ? piece : textOf(piece);
    }
  }

  /** How many pieces were written. */
  get count(): number {
    return this.#count;
  }

  /** The first piece, with its type. */
  get first(): unknown {
    return this.#first;
  }

  /** All pieces as one text. */
  get text(): string {
    return this.#count < 2 ? textOf(this.#first) : this.#text;
  }
}

/** A piece as it prints; None prints as nothing. */
function textOf(piece: unknown): string {
  return piece === null ? "" : text(piece);
}
