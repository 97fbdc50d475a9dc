/**
 * Lines of files, for messages.
 *
 * @module
 */

import { isVaulted } from "../vault/envelope.ts";

/** Reads a file when an error in it is first shown, and keeps its lines. */
export class SourceLines {
  readonly #files = new Map<string, readonly string[]>();

  /** The line of a file, counted from 1; none where there is no such file or line. */
  line(file: string, line: number): string | undefined {
    let lines = this.#files.get(file);
    if (!lines) this.#files.set(file, lines = readLines(file));
    return lines[line - 1];
  }
}

function readLines(file: string): readonly string[] {
  try {
    const text = Deno.readTextFileSync(file);
    // The lines of a vaulted file are not those that its errors tell of.
    return isVaulted(text) ? [] : text.split(/\r\n|\n|\r/);
  } catch {
    // What cannot be read, as the text of `-e`, has no lines to show.
    return [];
  }
}
