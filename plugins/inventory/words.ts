/**
 * Splits a line into words as a POSIX shell does, comments included.
 *
 * @see https://docs.python.org/3/library/shlex.html#parsing-rules
 *
 * @module
 */
import { Refusal } from "./error.ts";

/**
 * The words of a line, without the quotes and backslashes that held them together.
 *
 * Single quotes keep everything; double quotes keep everything but `\"` and `\\`; a `#` outside
 * quotes starts a comment, even in the middle of a word.
 *
 * @throws {Refusal} for a quote that is never closed, and for a backslash at the end.
 */
export function splitWords(line: string): string[] {
  if (!/['"\\#]/.test(line)) return line.split(/[ \t\r\n]+/).filter((word) => word !== "");
  const words: string[] = [];
  let word: string | undefined; // Undefined between words: `''` is a word, though an empty one.
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === "#") break;
    if (/[ \t\r\n]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "\\") {
      if (++at === line.length) throw new Refusal("nothing follows the backslash at the end");
      word = (word ?? "") + line.charAt(at);
    } else if (char === "'" || char === '"') {
      const quoted = readQuoted(line, at);
      word = (word ?? "") + quoted.text;
      at = quoted.end;
    } else word = (word ?? "") + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** The text between the quote at `start` and its partner at `end`. */
function readQuoted(line: string, start: number): { text: string; end: number } {
  const quote = line.charAt(start);
  let text = "";
  for (let at = start + 1; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === quote) return { text, end: at };
    const next = line.charAt(at + 1);
    if (char === "\\" && quote === '"' && (next === '"' || next === "\\")) {
      text += next;
      at++;
    } else text += char;
  }
  throw new Refusal(
    `the quote ${quote} that opens at character ${start + 1} is never closed`,
    `Close it, or write \\${quote} for a ${quote} that is part of the value.`,
  );
}
