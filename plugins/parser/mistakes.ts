/**
 * The mistakes that most broken playbooks contain, and what each looks like.
 *
 * @module
 */

import type { Diagnosis } from "./error.ts";
import type { Open } from "./joining.ts";
import { endOfLine, startOfLine } from "./position.ts";

/** Where reading stopped. */
export interface Mistake {
  /** All of the text. */
  readonly source: string;
  /** Index into it. */
  readonly offset: number;
  /** What the grammar library says. */
  readonly reason: string;
  /** What was opened before and is not closed, if that is known. */
  readonly unclosed: Open | undefined;
  /** The line. */
  readonly line: string;
  /** Index of the first character of the line. */
  readonly start: number;
}

/** A mistake with what surrounds it. */
export function mistakeAt(
  source: string,
  offset: number,
  reason: string,
  unclosed?: Open,
): Mistake {
  const start = startOfLine(source, offset);
  const line = source.slice(start, endOfLine(source, start));
  return { source, offset, reason, unclosed, start, line };
}

/** Answers when it recognises the mistake. */
type Recogniser = (mistake: Mistake) => Diagnosis | undefined;

/** Where a key or a list entry ends and its value begins. */
const PREFIX = /^\s*(?:- +)*(?:[^\s"'#[\]{},&*!|>%@`-][^:#]*:\s+|"[^"]*":\s+|'[^']*':\s+)?/;

/** A value that starts with a template. */
export function templateNeedsQuotes({ line, start, offset }: Mistake): Diagnosis | undefined {
  const prefix = PREFIX.exec(line)?.[0] ?? "";
  const value = line.slice(prefix.length).trimEnd();
  const opening = value.slice(0, 2);
  if ((opening !== "{{" && opening !== "{%") || offset < start + prefix.length) return undefined;
  const isKey = /\}\}\s*:(?:\s|$)/.test(value);
  const what = isKey ? "key" : "value";
  return {
    message: `a ${what} that starts with "${opening}" needs quotes`,
    offset: start + prefix.length,
    hint: `YAML takes "{" for the start of a dictionary. ` +
      (isKey ? "Put quotes around the key." : `Write: ${(prefix + quoted(value)).trimStart()}`),
  };
}

function unclosed({ source, offset, reason, unclosed: open }: Mistake): Diagnosis | undefined {
  if (open === undefined) return undefined;
  if (open === "bracket") {
    const bracket = openBracket(source, offset);
    return templateNeedsQuotes(mistakeAt(source, bracket, reason)) ?? {
      message: `this "${source[bracket]}" is not closed`,
      offset: bracket,
      hint: `Add the missing "${source[bracket] === "[" ? "]" : "}"}". ` +
        `Text that begins with a bracket needs quotes.`,
    };
  }
  const quote = open === "single quote" ? "'" : '"';
  return {
    message: `the quotes that open here are not closed`,
    offset: Math.max(source.lastIndexOf(quote, offset - 1), 0),
    hint: `Add the closing ${quote} at the end of the value.`,
  };
}

/** The last bracket before `offset` that is not closed before it. */
function openBracket(source: string, offset: number): number {
  let depth = 0;
  for (let index = offset - 1; index > 0; index--) {
    if (source[index] === "]" || source[index] === "}") depth++;
    else if ((source[index] === "[" || source[index] === "{") && depth-- === 0) return index;
  }
  return 0;
}

function tab({ line, start, reason }: Mistake): Diagnosis | undefined {
  const index = /^[ -]*\t/.exec(line)?.[0].length;
  if (index === undefined && !reason.startsWith("tab characters")) return undefined;
  return {
    message: "a tab is used for indentation",
    offset: start + (index === undefined ? 0 : index - 1),
    hint: "YAML indents with spaces only. Replace each tab with spaces.",
  };
}

/** `key:value`, which is a word, on this line or on the one before that it then runs into. */
function missingSpace(mistake: Mistake): Diagnosis | undefined {
  if (!stopsAtKey(mistake)) return undefined;
  for (const { line, start } of [mistake, lineBefore(mistake)]) {
    const match = /^(\s*(?:- +)*)((?:[\w.-]+|"[^"]*"|'[^']*'):)(?=[^\s:/\\])(.*)$/.exec(line);
    if (match === null) continue;
    const [, indent = "", key = "", value = ""] = match;
    return {
      message: "a space is missing after the colon",
      offset: start + indent.length + key.length,
      hint: `Without it the line is one word. Write: ${key} ${value.trimEnd()}`,
    };
  }
  return undefined;
}

function missingColon(mistake: Mistake): Diagnosis | undefined {
  if (!/multiline key|expected ':'/.test(mistake.reason)) return undefined;
  const { line, start } = mistake.reason.startsWith("expected") ? mistake : lineBefore(mistake);
  return {
    message: `expected "key: value", but the line has no ":" after its key`,
    offset: start + line.search(/\S|$/),
    hint: "Add the colon and a space, or indent the line if it continues the value above.",
  };
}

/** Whether a key, or a word in the place of one, is what could not be read. */
function stopsAtKey({ source, offset, reason }: Mistake): boolean {
  return source[offset] === ":" || /multiline key|whitespace character is expected/.test(reason);
}

/** The line before, blank ones not counted. */
function lineBefore({ source, start }: Mistake): { line: string; start: number } {
  const end = source.slice(0, start).trimEnd().length;
  const lineStart = startOfLine(source, end);
  return { line: source.slice(lineStart, endOfLine(source, lineStart)), start: lineStart };
}

function colonInValue({ source, line, start, offset }: Mistake): Diagnosis | undefined {
  if (source[offset] !== ":") return undefined;
  const prefix = PREFIX.exec(line)?.[0] ?? "";
  if (!/:\s+$/.test(prefix) || offset < start + prefix.length) return undefined;
  return {
    message: `": " inside a value without quotes`,
    offset,
    hint: "YAML takes what stands before it for a key. Write: " +
      (prefix + quoted(line.slice(prefix.length).trimEnd())).trimStart(),
  };
}

function textAfterQuotes({ source, line, start, offset, reason }: Mistake): Diagnosis | undefined {
  const prefix = PREFIX.exec(line)?.[0] ?? "";
  const before = line.slice(prefix.length, offset - start);
  const quote = before[0];
  if (!reason.startsWith("bad indentation") || !/^(["']).*\1\s*$/.test(before)) return undefined;
  if (/[\r\n]|^$/.test(source[offset] ?? "")) return undefined;
  const other = quote === "'" ? "double" : "single";
  return {
    message: "text after the closing quote",
    offset,
    hint: `A value that begins with ${quote} ends at the next ${quote}. ` +
      `Put the whole value in ${other} quotes.`,
  };
}

function unknownEscape({ source, offset, reason }: Mistake): Diagnosis | undefined {
  if (reason !== "unknown escape sequence" && reason !== "expected hexadecimal character") {
    return undefined;
  }
  const backslash = source.lastIndexOf("\\", offset);
  return {
    message: `unknown escape "${source.slice(backslash, backslash + 2)}" in double quotes`,
    offset: backslash,
    hint: "A backslash in double quotes starts an escape. Use single quotes, or write it twice.",
  };
}

function reservedCharacter({ source, line, start, offset }: Mistake): Diagnosis | undefined {
  const character = source[offset] ?? "";
  const prefix = PREFIX.exec(line)?.[0] ?? "";
  if (!/[@`%\]},]/.test(character) || offset !== start + prefix.length) return undefined;
  return {
    message: `a value cannot start with "${character}"`,
    offset,
    hint: `YAML reserves the character. Write: ` +
      (prefix + quoted(line.slice(prefix.length).trimEnd())).trimStart(),
  };
}

function listAsValue({ source, line, start, offset }: Mistake): Diagnosis | undefined {
  if (!/^-(?:\s|$)/.test(source.slice(offset, offset + 2))) return undefined;
  if (!/:\s+$/.test(line.slice(0, offset - start))) return undefined;
  return {
    message: "a list cannot begin on the line of its key",
    offset,
    hint: `Put each "- entry" on a line of its own, below the key.`,
  };
}

function mixedKinds({ source, offset, reason }: Mistake): Diagnosis | undefined {
  if (!reason.startsWith("end of the stream")) return undefined;
  const isEntry = /^-(?:\s|$)/.test(source.slice(offset, offset + 2));
  return {
    message: isEntry
      ? `a list entry where a dictionary goes on`
      : `this line belongs to nothing above it`,
    offset,
    hint: isEntry
      ? `Above are "key: value" lines. Indent the entry below its key, or remove the "-".`
      : `Begin it with "- " if it is an entry of the list above, or indent it to continue one.`,
  };
}

function indentation({ line, start, offset, reason }: Mistake): Diagnosis | undefined {
  if (!reason.startsWith("bad indentation")) return undefined;
  if (/\S\s/.test(line.slice(0, offset - start))) {
    return {
      message: "text after the end of the value",
      offset,
      hint: "The value ends before it. Put quotes around the whole value.",
    };
  }
  return {
    message: "the indentation of this line fits nothing above it",
    offset: start + line.search(/\S|$/),
    hint:
      "What belongs together begins in the same column; what belongs to a key, further right. " +
      "A key that has a value on its line can hold nothing below it.",
  };
}

function missingComma({ offset, reason }: Mistake): Diagnosis | undefined {
  if (!reason.startsWith("missed comma") && !reason.startsWith("expected the node")) {
    return undefined;
  }
  const missing = reason.startsWith("missed");
  return {
    message: missing
      ? "a comma is missing between two entries"
      : "an entry is missing before this comma",
    offset,
    hint: "Entries between brackets are separated by one comma each. Quote text that contains " +
      "brackets, braces, commas or quotes.",
  };
}

/** What is said well by naming it. */
const NAMED: readonly (readonly [RegExp, string, string])[] = [
  [/^nesting exceeded/, "nested too deeply", "Split the data into several variables."],
  [
    /^null byte|non-printable|JSON character/,
    "a control character that YAML does not allow",
    `Remove it, or write it as an escape such as "\\x01" in double quotes.`,
  ],
  [
    /^a line break is expected/,
    "text after a block indicator",
    `The text of a block begins on the line after "|" or ">". Quote a value that starts with one.`,
  ],
  [
    /^name of an (?:alias|anchor)/,
    "an alias or an anchor without a name",
    `"*" starts an alias and "&" an anchor. Quote the value if it begins with one.`,
  ],
  [
    /^undeclared tag handle/,
    "unknown tag",
    "The tags here are !vault and !unsafe. Quote the value " +
    `if the "!" belongs to it.`,
  ],
  [
    /directive|YAML version/,
    'a line that begins with "%" is a directive, and not one that can be read',
    'Remove it; "---" begins the document.',
  ],
  [
    /tag/,
    "a tag that cannot be read",
    `The tags here are !vault and !unsafe. Quote the value if the "!" belongs to it.`,
  ],
  [
    /indented less than the block/,
    "too many brackets or quotes that are indented too little",
    "Indent what is between brackets and quotes by more than the line on which they open.",
  ],
];

function named({ offset, reason }: Mistake): Diagnosis | undefined {
  const found = NAMED.find(([pattern]) => pattern.test(reason));
  return found && { message: found[1], offset, hint: found[2] };
}

/** The recognisers, the more specific ones first. */
export const MISTAKES: readonly Recogniser[] = [
  tab,
  templateNeedsQuotes,
  unclosed,
  unknownEscape,
  missingSpace,
  missingColon,
  colonInValue,
  textAfterQuotes,
  reservedCharacter,
  listAsValue,
  mixedKinds,
  indentation,
  missingComma,
  named,
];

/** `text` between the quotes that need no escapes, where there are such. */
function quoted(text: string): string {
  if (!text.includes('"') && !text.includes("\\")) return `"${text}"`;
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}
