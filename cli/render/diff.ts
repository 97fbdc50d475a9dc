/**
 * What `--diff` shows.
 *
 * @see https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
 * @module
 */
import type { Diff } from "@shep/sdk";
import { escapeControls } from "../terminal/escape.ts";
import type { Paint, Style } from "../terminal/style.ts";
import { type Edit, findEdits } from "./edits.ts";

/** Unchanged lines around a change. */
const CONTEXT = 3;

/** A diff as lines of text; none if nothing differs. */
export function renderDiff(diff: Diff, paint: Paint): string[] {
  const lines = diff.prepared === undefined
    ? unifiedDiff(diff)
    : diff.prepared.replace(/\n$/, "").split("\n");
  return lines.map((line) => paintLine(escapeControls(line), paint));
}

/**
 * The unified diff of before and after.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { unifiedDiff } from "./diff.ts";
 *
 * assert.deepEqual(unifiedDiff({ before: "a\n", after: "b\n", afterHeader: "/etc/motd" }), [
 *   "--- before",
 *   "+++ after: /etc/motd",
 *   "@@ -1 +1 @@",
 *   "-a",
 *   "+b",
 * ]);
 * ```
 */
export function unifiedDiff(diff: Diff): string[] {
  const { before = "", after = "" } = diff;
  if (before === after) return [];
  const edits = findEdits(splitLines(before), splitLines(after));
  return [
    diff.beforeHeader ? `--- before: ${diff.beforeHeader}` : "--- before",
    diff.afterHeader ? `+++ after: ${diff.afterHeader}` : "+++ after",
    ...renderHunks(edits),
  ];
}

/** Lines with their ends, so that a missing last line end counts as a difference. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Which edits belong together: changes that less than twice the context lies between. */
function hunkRanges(edits: readonly Edit[]): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  for (const [index, edit] of edits.entries()) {
    if (edit.kind === "same") continue;
    const start = Math.max(0, index - CONTEXT);
    const end = Math.min(edits.length, index + 1 + CONTEXT);
    const last = ranges.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = end;
    else ranges.push([start, end]);
  }
  return ranges;
}

function renderHunks(edits: readonly Edit[]): string[] {
  const lines: string[] = [];
  let done = 0;
  let linesBefore = 0;
  let linesAfter = 0;
  for (const [start, end] of hunkRanges(edits)) {
    const shown = edits.slice(start, end);
    const oldLines = shown.filter((edit) => edit.kind !== "added").length;
    const newLines = shown.filter((edit) => edit.kind !== "removed").length;
    linesBefore += start - done;
    linesAfter += start - done;
    lines.push(`@@ -${range(linesBefore, oldLines)} +${range(linesAfter, newLines)} @@`);
    for (const edit of shown) lines.push(...renderEdit(edit));
    linesBefore += oldLines;
    linesAfter += newLines;
    done = end;
  }
  return lines;
}

/** An empty range names the line before it; a single line needs no length. */
function range(linesBefore: number, length: number): string {
  if (length === 0) return `${linesBefore},0`;
  return length === 1 ? `${linesBefore + 1}` : `${linesBefore + 1},${length}`;
}

const MARKS: Readonly<Record<Edit["kind"], string>> = { same: " ", removed: "-", added: "+" };

function renderEdit({ kind, line }: Edit): string[] {
  const text = MARKS[kind] + line.replace(/\n$/, "");
  return line.endsWith("\n") ? [text] : [text, "\\ No newline at end of file"];
}

const LINE_STYLES: Readonly<Record<string, Style>> = { "+": "added", "-": "removed", "@": "hunk" };

function paintLine(line: string, paint: Paint): string {
  const style = LINE_STYLES[line.charAt(0)];
  return style === undefined ? line : paint(style, line);
}
