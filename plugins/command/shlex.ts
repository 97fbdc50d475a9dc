/**
 * A command line as words, the way Python's `shlex` does it in POSIX mode.
 *
 * @see https://docs.python.org/3/library/shlex.html#parsing-rules
 * @module
 */
import { Fault } from "@shep/sdk";

const WHITE_SPACE = /[ \t\r\n]/;

/**
 * The words of `text`. Quotes and backslashes are those of a POSIX shell; no character means
 * anything else, so `a|b`, `*` and `#` are plain text.
 *
 * @throws {Fault} `invalid-argument`, for a quote that is not closed or a backslash at the end.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(splitCommand(`echo 'a b' "c\\"d" e\\ f`), ["echo", "a b", 'c"d', "e f"]);
 * ```
 */
export function splitCommand(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (WHITE_SPACE.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'" || char === '"') {
      const end = closingQuote(text, at);
      word = (word ?? "") + unquoted(text.slice(at + 1, end), char);
      at = end;
    } else if (char === "\\") {
      if (++at === text.length) throw unfinished(text, "a backslash is its last character");
      word = (word ?? "") + text[at]!;
    } else word = (word ?? "") + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** The words as one text, with quotes where they are needed: as Python's `shlex.join`. */
export function joinCommand(words: readonly string[]): string {
  return words.map((word) => /^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word)).join(" ");
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}

function closingQuote(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (quote === '"' && text[at] === "\\") at++;
  }
  throw unfinished(text, `the quote ${quote} at character ${start + 1} is never closed`);
}

/** In double quotes a backslash escapes a double quote and itself, and is kept otherwise. */
function unquoted(text: string, quote: string): string {
  return quote === '"' ? text.replace(/\\(["\\])/g, "$1") : text;
}

function unfinished(text: string, why: string): Fault {
  return new Fault("invalid-argument", `Cannot split the command ${JSON.stringify(text)}: ${why}`, {
    hint: "Close the quote, or write \\' for a quote that is meant as such. A list of words, as " +
      "'argv' takes it, needs no quotes at all.",
  });
}
