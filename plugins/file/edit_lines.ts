/**
 * What `lineinfile` makes of a text. Texts are byte strings, one character for each byte, lines
 * keep the line break that ends them.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/lineinfile_module.html
 * @module
 */
import { compilePattern } from "./python_regex.ts";
import { expandTemplate } from "./python_template.ts";

/** Which lines are meant: those that match, those that hold a text, or those that are the line. */
export interface LineMatch {
  readonly regexp?: string | undefined;
  readonly searchString?: string | undefined;
  readonly line?: string | undefined;
}

/** A line that is to be there. */
export interface LineEdit extends LineMatch {
  readonly line: string;
  /** Whether the match's groups are filled into the line; without a match nothing is done. */
  readonly backrefs: boolean;
  readonly insertAfter?: string | undefined;
  readonly insertBefore?: string | undefined;
  /** Whether the first match of any of these counts, not the last. */
  readonly firstMatch: boolean;
}

/** The text afterwards, and in Ansible's words what was done; no words if nothing was. */
export interface Edited {
  readonly text: string;
  readonly message: string;
}

/** The lines of a text, each with its line break. */
export function splitKeepingBreaks(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * Makes sure that a line is there.
 *
 * @throws {Fault} `invalid-argument`, for a bad regular expression or line.
 */
export function ensureLine(text: string, edit: LineEdit): Edited {
  const lines = splitKeepingBreaks(text);
  const { line } = edit;
  const matched = findMatch(lines, edit);
  const place = matched.index >= 0 ? noPlace : findPlace(lines, edit);
  const index = matched.index >= 0 ? matched.index : place.same;
  if (index >= 0) {
    const filled = edit.backrefs && matched.match ? expandTemplate(line, matched.match) : line;
    const replacement = filled.endsWith("\n") ? filled : `${filled}\n`;
    if (lines[index] === replacement) return { text, message: "" };
    return { text: lines.with(index, replacement).join(""), message: "line replaced" };
  }
  if (edit.backrefs) return { text, message: "" };
  const at = insertionIndex(lines, edit, place.insertion);
  if (at === undefined) return { text, message: "" };
  return { text: insertLine(lines, at, line), message: "line added" };
}

interface Place {
  /** The last line that is the line already, or -1. */
  readonly same: number;
  /** Where `insertAfter` or `insertBefore` point to, or -1. */
  readonly insertion: number;
}

const noPlace: Place = { same: -1, insertion: -1 };

function findMatch(
  lines: readonly string[],
  { regexp, searchString, firstMatch }: LineEdit,
): { readonly index: number; readonly match?: RegExpExecArray } {
  const find = (isMeant: (line: string) => boolean): number =>
    firstMatch ? lines.findIndex(isMeant) : lines.findLastIndex(isMeant);
  if (regexp !== undefined) {
    const pattern = compilePattern(regexp);
    const index = find((each) => pattern.test(each));
    const match = pattern.exec(lines[index] ?? "");
    return index >= 0 && match !== null ? { index, match } : { index };
  }
  return { index: searchString === undefined ? -1 : find((each) => each.includes(searchString)) };
}

function findPlace(
  lines: readonly string[],
  { line, insertAfter, insertBefore, firstMatch }: LineEdit,
): Place {
  // As in Ansible, an empty one is none.
  const anchor = insertBefore || insertAfter;
  const pattern = anchor && !isEnd(anchor, insertBefore) ? compilePattern(anchor) : undefined;
  let same = -1;
  let insertion = -1;
  for (const [index, each] of lines.entries()) {
    if (stripBreak(each) === line) same = index;
    else if (pattern?.test(each)) {
      insertion = insertBefore === undefined ? index + 1 : index;
      if (firstMatch) break;
    }
  }
  return { same, insertion };
}

/** Whether an anchor is an end of the text, and not a pattern. */
function isEnd(anchor: string, insertBefore: string | undefined): boolean {
  return anchor === "BOF" || (anchor === "EOF" && insertBefore === undefined);
}

function stripBreak(line: string): string {
  return line.replace(/[\r\n]+$/, "");
}

/** Where the line goes; nowhere if it stands there already. */
function insertionIndex(
  lines: readonly string[],
  { line, insertAfter, insertBefore }: LineEdit,
  found: number,
): number | undefined {
  if (insertBefore === "BOF" || insertAfter === "BOF") return 0;
  if (insertAfter === "EOF" || found < 0) return lines.length;
  const there = lines[found];
  return there !== undefined && stripBreak(there) === line ? undefined : found;
}

/** A last line without a line break gets one before another follows it. */
function insertLine(lines: readonly string[], at: number, line: string): string {
  const before = lines.slice(0, at).join("");
  const separator = at === lines.length && /[^\r\n]$/.test(before) ? "\n" : "";
  return `${before}${separator}${line}\n${lines.slice(at).join("")}`;
}

/**
 * Removes all lines that are meant.
 *
 * @throws {Fault} `invalid-argument`, for a bad regular expression.
 */
export function removeLines(
  text: string,
  { regexp, searchString, line }: LineMatch,
): { readonly text: string; readonly found: number } {
  const lines = splitKeepingBreaks(text);
  const pattern = regexp === undefined ? undefined : compilePattern(regexp);
  const isMeant = (each: string): boolean => {
    if (pattern) return pattern.test(each);
    if (searchString !== undefined) return each.includes(searchString);
    return stripBreak(each) === line;
  };
  const kept = lines.filter((each) => !isMeant(each));
  return { text: kept.join(""), found: lines.length - kept.length };
}
