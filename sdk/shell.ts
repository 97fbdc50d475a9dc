/**
 * Shell text that quotes what is put into it, so that nobody quotes by hand.
 *
 * @module
 */

/** Text that is shell syntax already. */
export class ShellText {
  /** All of the text, what it has of a library included. */
  readonly text: string;
  /** The functions that the text begins with: the same for every script that uses them. */
  readonly library: string;

  /** Text that is to be taken as it is, behind the functions of a library if it uses any. */
  constructor(text: string, library = "") {
    this.text = library + text;
    this.library = library;
  }

  /** The text itself. */
  toString(): string {
    return this.text;
  }
}

/** What may stand in a `${}` of {@linkcode sh}. */
export type ShellWord = string | number | boolean | ShellText | readonly (string | number)[];

/**
 * Shell text whose interpolations arrive as exactly one word each, whatever they hold; a list
 * arrives as one word per item, {@linkcode ShellText} as it is.
 *
 * @throws {TypeError} For a text with a NUL, which no shell can be given.
 *
 * @example
 * ```ts
 * import { sh } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * const path = "it's here; rm -rf /";
 * assert.equal(String(sh`test -e ${path}`), `test -e 'it'\\''s here; rm -rf /'`);
 * assert.equal(String(sh`set -- ${["a b", "c"]}`), "set -- 'a b' 'c'");
 * ```
 */
export function sh(strings: TemplateStringsArray, ...words: readonly ShellWord[]): ShellText {
  let text = strings[0]!;
  words.forEach((word, index) => text += shellWord(word) + strings[index + 1]!);
  return new ShellText(text);
}

function shellWord(word: ShellWord): string {
  if (word instanceof ShellText) return word.text;
  if (typeof word === "object") return word.map((item) => shellQuote(String(item))).join(" ");
  return shellQuote(String(word));
}

/**
 * `text` as one word of any POSIX shell.
 *
 * @throws {TypeError} For a text with a NUL, which no shell can be given.
 */
export function shellQuote(text: string): string {
  if (text.includes("\0")) throw new TypeError("A NUL cannot be given to a shell");
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Shell text that runs one piece after the other. */
export function shellLines(pieces: readonly (ShellText | string)[]): ShellText {
  return new ShellText(pieces.map(String).join("\n"));
}
