/**
 * Shell text that quotes what is put into it, so that nobody quotes by hand.
 *
 * @module
 */

/** Text that is shell syntax already. */
export class ShellText {
  /** All of the text; what it needs of libraries comes first. */
  readonly text: string;
  /** The functions of {@linkcode shellLibrary} that the text begins with. */
  readonly library: string;

  /** Text that is to be taken as it is, behind the functions of `library` if it uses any. */
  constructor(text: string, library = "") {
    this.text = library + text;
    this.library = library;
  }

  /** The text without the functions of libraries. */
  get body(): string {
    return this.text.slice(this.library.length);
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
  return new ShellText(text, libraryOf(words));
}

function shellWord(word: ShellWord): string {
  if (word instanceof ShellText) return word.body;
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
  const bodies = pieces.map((piece) => typeof piece === "string" ? piece : piece.body);
  return new ShellText(bodies.join("\n"), libraryOf(pieces));
}

/**
 * Definitions of functions that several scripts share. A script that has them among its pieces can
 * call them anywhere; a shell that is held open is sent their text once, and each script only names
 * it. They are evaluated first, so they can be nothing that depends on a script's variables.
 *
 * @example
 * ```ts
 * import { sh, shellLibrary, shellLines } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * const greeting = shellLibrary('greet() { echo "Hello, $1"; }');
 * const script = shellLines([sh`greet ${"world"}`, greeting]);
 * assert.equal(script.library, 'greet() { echo "Hello, $1"; }\n');
 * assert.equal(script.body, "greet 'world'\n");
 * ```
 */
export function shellLibrary(functions: string): ShellText {
  return new ShellText("", `${functions.trim()}\n`);
}

/** The libraries of all pieces, each once. */
function libraryOf(pieces: readonly unknown[]): string {
  const libraries = pieces.map((piece) => piece instanceof ShellText ? piece.library : "");
  return [...new Set(libraries)].join("");
}
