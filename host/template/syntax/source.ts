/**
 * Source text and places in it.
 *
 * @module
 */

import type { Origin } from "../text.ts";

/** The text of one template and where it comes from. */
export class Source {
  readonly text: string;
  readonly origin: Origin;

  constructor(text: string, origin: Origin = {}) {
    this.text = text;
    this.origin = origin;
  }

  /** The 1-based line and column of `offset` within this text. */
  locate(offset: number): { readonly line: number; readonly column: number } {
    const before = this.text.slice(0, offset);
    const lineStart = before.lastIndexOf("\n") + 1;
    return { line: before.split("\n").length, column: offset - lineStart + 1 };
  }

  /** The text of the 1-based `line`. */
  line(line: number): string {
    return this.text.split("\n")[line - 1] ?? "";
  }
}

/** A place in a source. */
export interface Mark {
  readonly source: Source;
  /** In UTF-16 code units from the start of the source. */
  readonly offset: number;
}
