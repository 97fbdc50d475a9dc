/**
 * Splits text into words, fields and lines.
 *
 * @module
 */

import { valueError } from "../errors.ts";
import { absent, textArgument } from "./arguments.ts";

/** `str.split`: at runs of blanks when there is no separator; at most `most` times when not negative. */
export function splitText(text: string, separator: unknown, most: number): string[] {
  if (absent(separator)) return splitWords(text.trimStart(), most);
  const at = checkedSeparator(separator);
  if (most < 0) return text.split(at);
  const parts = text.split(at);
  if (parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(at)];
}

function splitWords(text: string, most: number): string[] {
  const words: string[] = [];
  let rest = text;
  while (rest !== "") {
    if (words.length === most) return [...words, rest];
    const end = rest.search(/\s/);
    if (end < 0) return [...words, rest];
    words.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return words;
}

/** `str.rsplit`: like {@linkcode splitText}, counting from the right. */
export function splitTextFromRight(text: string, separator: unknown, most: number): string[] {
  if (most < 0) return splitText(text, separator, most);
  if (absent(separator)) {
    const reverse = (part: string): string => Array.from(part).reverse().join("");
    return splitWords(reverse(text.trimEnd()), most).map(reverse).reverse();
  }
  const at = checkedSeparator(separator);
  const parts = text.split(at);
  if (parts.length <= most + 1) return parts;
  const first = parts.length - most;
  return [parts.slice(0, first).join(at), ...parts.slice(first)];
}

function checkedSeparator(separator: unknown): string {
  const at = textArgument(separator, "separator");
  if (at === "") throw valueError("empty separator");
  return at;
}

const LINE_ENDS = "\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029";
const LINE = new RegExp(`[^${LINE_ENDS}]*(?:\\r\\n|[${LINE_ENDS}])|[^${LINE_ENDS}]+`, "g");
const LINE_END = new RegExp(`(?:\\r\\n|[${LINE_ENDS}])$`);

/** `str.splitlines` */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines = text.match(LINE) ?? [];
  return keepEnds ? [...lines] : lines.map((line) => line.replace(LINE_END, ""));
}
