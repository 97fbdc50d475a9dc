/**
 * Lines and columns.
 *
 * @module
 */

/** A place in a text as editors show it: both count from 1, columns in UTF-16 units. */
export interface Position {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;
}

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Finds the line and column of an offset.
 *
 * Lines end with LF, CRLF or CR. A byte order mark takes no column.
 *
 * @example
 * ```ts
 * import { LineIndex } from "@shep/plugins/parser/position";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(new LineIndex("a: 1\nb: 2").position(8), { line: 2, column: 4 });
 * ```
 */
export class LineIndex {
  readonly #source: string;
  readonly #starts: readonly number[];

  /** Reads `source` once, to find its lines. */
  constructor(source: string) {
    this.#source = source;
    this.#starts = lineStarts(source);
  }

  /** Where `offset` is; the end of the source is a place too. */
  position(offset: number): Position {
    const line = this.#lineOf(offset);
    return { line, column: Math.max(offset - this.#start(line), 0) + 1 };
  }

  /** The text of a line, counted from 1, without its line break. */
  text(line: number): string {
    const end = this.#starts[line] ?? this.#source.length;
    return this.#source.slice(this.#start(line), end).replace(/\r?\n$|\r$/, "");
  }

  #start(line: number): number {
    return this.#starts[line - 1] ?? this.#source.length;
  }

  /** The last line that starts at or before `offset`, by bisection. */
  #lineOf(offset: number): number {
    let low = 1;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lineStarts(source: string): number[] {
  const starts = [source.startsWith(BYTE_ORDER_MARK) ? 1 : 0];
  for (const { index, 0: lineBreak } of source.matchAll(/\r\n?|\n/g)) {
    starts.push(index + lineBreak.length);
  }
  return starts;
}

/** Index of the first character of the line that `offset` is on. */
export function startOfLine(text: string, offset: number): number {
  const before = text.slice(0, offset);
  return Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
}

/** Index of the line break that ends the line that `offset` is on, or the length of `text`. */
export function endOfLine(text: string, offset: number): number {
  const lineBreak = /[\r\n]|$/g;
  lineBreak.lastIndex = offset;
  return lineBreak.exec(text)?.index ?? text.length;
}
