/**
 * The text of a file, by lines: what errors quote, and where the text of a template begins.
 *
 * @module
 */

/** A file that was read. */
export class SourceFile {
  /** Its name, as errors show it. */
  readonly name: string;
  readonly #lines: readonly string[];

  /** The file `name`, which holds `text`; without it, a file whose lines are not at hand. */
  constructor(name: string, text?: string) {
    this.name = name;
    this.#lines = text === undefined ? [] : text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  }

  /** A line, counted from 1, without its line break; nothing beyond the end. */
  line(number: number): string | undefined {
    return this.#lines[number - 1];
  }

  /**
   * Where the text of a scalar begins that was written at a place: behind its quote, on the line
   * below its `|` or `>`, or there. An indentation that is given, as in `|2`, is not regarded.
   */
  textStart(line: number, column: number): { readonly line: number; readonly column: number } {
    const opening = this.line(line)?.charAt(column - 1);
    if (opening === '"' || opening === "'") return { line, column: column + 1 };
    if (opening === "|" || opening === ">") {
      return { line: line + 1, column: this.#indentationFrom(line + 1) + 1 };
    }
    return { line, column };
  }

  /** The spaces before the first line that is not blank. */
  #indentationFrom(line: number): number {
    for (let number = line;; number++) {
      const text = this.line(number);
      if (text === undefined) return 0;
      if (text.trim() !== "") return text.search(/\S/);
    }
  }
}

/** Where something was written. */
export interface Place {
  readonly source: SourceFile;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
}
