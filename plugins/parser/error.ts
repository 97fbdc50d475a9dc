/**
 * What a file that cannot be read is answered with.
 *
 * @module
 */

import { LineIndex } from "./position.ts";

/** What is wrong, where, and how to put it right. */
export interface Diagnosis {
  /** What is wrong, in one line. */
  readonly message: string;
  /** Index into the source, in UTF-16 units. */
  readonly offset: number;
  /** Why, and what to write instead. */
  readonly hint: string;
}

/**
 * A file that is not YAML as Ansible reads it.
 *
 * `String(error)` shows the place, the line and the hint:
 *
 *     site.yml:3:10: a value that starts with "{{" needs quotes
 *       3 |     msg: {{ greeting }}
 *         |          ^
 *     YAML reads "{" as the start of a dictionary. Write: msg: "{{ greeting }}"
 */
export class YamlError extends Error {
  /** Tells it from other errors. */
  override readonly name = "YamlError";
  /** The name that was given with the text. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
  /** Why it is wrong and what to write instead. */
  readonly hint: string;
  /** The line, without its line break. */
  readonly sourceLine: string;

  /** `diagnosis.offset` is an index into `source`. */
  constructor(diagnosis: Diagnosis, source: string, file: string) {
    super(diagnosis.message);
    const lines = new LineIndex(source);
    const { line, column } = lines.position(diagnosis.offset);
    this.file = file;
    this.line = line;
    this.column = column;
    this.hint = diagnosis.hint;
    this.sourceLine = lines.text(line);
  }

  /** The error with its place, the line and the hint, on several lines. */
  override toString(): string {
    const { start, text } = excerpt(this.sourceLine, this.column - 1);
    const gutter = `  ${this.line} | `;
    const margin = `${" ".repeat(gutter.length - 2)}| `;
    return [
      `${this.file}:${this.line}:${this.column}: ${this.message}`,
      gutter + printable(text),
      margin + blank(text.slice(0, this.column - 1 - start)) + "^",
      this.hint,
    ].join("\n");
  }
}

const WIDEST = 120;

/** A part of an endless line around `index`, so that an error fits on a screen. */
function excerpt(line: string, index: number): { start: number; text: string } {
  if (line.length <= WIDEST) return { start: 0, text: line };
  const start = Math.max(0, Math.min(index - WIDEST / 2, line.length - WIDEST));
  return { start, text: line.slice(start, start + WIDEST) };
}

/** `text` without what could steer a terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t]/gu, "\uFFFD");
}

/** As wide as `text` on a terminal where it matters most: tabs stay tabs. */
function blank(text: string): string {
  return text.replace(/[^\t]/g, " ");
}

/** How the parts of the parser stop: {@linkcode YamlError} before it knows its file. */
export class Refusal extends Error {
  /** Tells it from other errors. */
  override readonly name = "Refusal";
  /** Why, and where. */
  readonly diagnosis: Diagnosis;

  /** Stops because of `diagnosis`. */
  constructor(diagnosis: Diagnosis) {
    super(diagnosis.message);
    this.diagnosis = diagnosis;
  }
}

/** Stops: the text at `offset` cannot be used. */
export function refuse(message: string, offset: number, hint: string): never {
  throw new Refusal({ message, offset, hint });
}
