/**
 * Filters that lay text out: indenting, wrapping, shortening.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { valueError } from "../errors.ts";
import { absent, flag, integerArgument } from "../methods/arguments.ts";
import { splitLines } from "../methods/split.ts";
import { justify } from "../methods/string.ts";
import { text } from "../values/text.ts";

function indent(value: unknown, width: unknown, first: unknown, blank: unknown): string {
  const indentation = typeof width === "string" ? width : " ".repeat(integerArgument(width, 4));
  const lines = splitLines(`${text(value)}\n`);
  const rest = lines.slice(1).map((line) =>
    line === "" && !flag(blank) ? line : indentation + line
  );
  return (flag(first) ? indentation : "") + [lines[0] ?? "", ...rest].join("\n");
}

/** How much text may exceed the limit before it is shortened at all. */
const LEEWAY = 5;

function truncate(
  value: unknown,
  length: unknown,
  killWords: unknown,
  end: unknown,
  leeway: unknown,
): string {
  const limit = integerArgument(length, 255);
  const ellipsis = end === undefined ? "..." : text(end);
  const full = text(value);
  if (limit < ellipsis.length) {
    throw valueError(`expected length >= ${ellipsis.length}, got ${limit}`);
  }
  if (full.length <= limit + (absent(leeway) ? LEEWAY : integerArgument(leeway))) return full;
  const cut = full.slice(0, limit - ellipsis.length);
  const lastSpace = cut.lastIndexOf(" ");
  return (flag(killWords) || lastSpace < 0 ? cut : cut.slice(0, lastSpace)) + ellipsis;
}

/** How lines are wrapped. */
interface Wrapping {
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
}

function wordwrap(
  value: unknown,
  width: unknown,
  breakLongWords: unknown,
  wrapString: unknown,
  breakOnHyphens: unknown,
): string {
  const wrapping = {
    width: integerArgument(width, 79),
    breakLongWords: flag(breakLongWords, true),
    breakOnHyphens: flag(breakOnHyphens, true),
  };
  if (wrapping.width <= 0) throw valueError(`invalid width ${wrapping.width} (must be > 0)`);
  const joint = absent(wrapString) ? "\n" : text(wrapString);
  return splitLines(text(value)).map((line) => wrapLine(line, wrapping).join(joint)).join(joint);
}

/** Breaks one line into lines of at most the given width; blanks at a break vanish. */
export function wrapLine(line: string, wrapping: Wrapping): string[] {
  const { width, breakLongWords } = wrapping;
  const lines: string[] = [];
  let current = "";
  const flush = (): void => {
    if (current.trim() !== "") lines.push(current.trimEnd());
    current = "";
  };
  for (let chunk of chunks(line, wrapping.breakOnHyphens)) {
    if (current.length + chunk.length > width && chunk.trim() !== "") {
      if (chunk.length > width && breakLongWords) {
        const fitting = width - current.length;
        current += chunk.slice(0, fitting);
        chunk = chunk.slice(fitting);
        flush();
        for (; chunk.length > width; chunk = chunk.slice(width)) lines.push(chunk.slice(0, width));
      } else {
        flush();
      }
    }
    // A blank that does not fit, or would begin a continuation line, is dropped.
    const blank = chunk.trim() === "";
    if (blank && (current.length + chunk.length > width || current === "" && lines.length > 0)) {
      if (current.length + chunk.length > width) flush();
      continue;
    }
    current += chunk;
  }
  flush();
  return lines;
}

/** Words and the blanks between them; hyphenated words in their parts. */
function chunks(line: string, breakOnHyphens: boolean): string[] {
  const pieces = line.split(/(\s+)/).filter((piece) => piece !== "");
  if (!breakOnHyphens) return pieces;
  return pieces.flatMap((piece) => piece.match(/.+?\p{L}-(?=\p{L}{2})|.+$/gu) ?? [piece]);
}

/** Filters that lay text out, by name. */
export const LAYOUT_FILTERS: ReadonlyMap<string, Filter> = table({
  center: takes(
    ["width?"],
    (value, width) => justify(text(value), integerArgument(width, 80), "both"),
  ),
  indent: takes(["width?", "first?", "blank?"], indent),
  truncate: takes(["length?", "killwords?", "end?", "leeway?"], truncate),
  wordwrap: takes(
    ["width?", "break_long_words?", "wrapstring?", "break_on_hyphens?"],
    wordwrap,
  ),
});
