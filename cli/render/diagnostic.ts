/**
 * A mistake and its place.
 *
 * @module
 */
import type { Diagnostic } from "@shep/sdk";
import { escapeControls } from "../terminal/escape.ts";
import { displayWidth } from "../terminal/width.ts";

/**
 * Everything that is known besides the summary: why, the source line with a mark under the column,
 * and what to do.
 *
 * ```text
 * site.yml:12:7
 *   12 |       copyy:
 *      |       ^
 * Hint: Did you mean 'copy'?
 * ```
 */
export function renderDiagnosticDetails(diagnostic: Diagnostic): string[] {
  const { detail, hint } = diagnostic;
  return [
    ...(detail ? escapeControls(detail).split("\n") : []),
    ...renderPlace(diagnostic),
    ...(hint ? escapeControls(`Hint: ${hint}`).split("\n") : []),
  ];
}

/** The summary and all the rest. */
export function renderDiagnostic(diagnostic: Diagnostic): string[] {
  return [
    ...escapeControls(diagnostic.summary).split("\n"),
    ...renderDiagnosticDetails(diagnostic),
  ];
}

/** A place as editors and terminals know it: `file:line:column`, as far as it is known. */
export function renderPosition(
  { file, line, column }: Pick<Diagnostic, "file" | "line" | "column">,
): string | undefined {
  if (file === undefined) return undefined;
  if (line === undefined) return file;
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}

function renderPlace(diagnostic: Diagnostic): string[] {
  const { summary, file, line, column, sourceLine } = diagnostic;
  if (file !== undefined && line === undefined && summary.includes(file)) return [];
  const position = renderPosition(diagnostic);
  const lines = position === undefined ? [] : [position];
  if (sourceLine === undefined) return lines;
  const gutter = String(line ?? "");
  lines.push(`  ${gutter} | ${escapeControls(sourceLine)}`);
  if (column !== undefined) {
    lines.push(`  ${" ".repeat(gutter.length)} | ${marginBefore(sourceLine, column)}^`);
  }
  return lines;
}

/** Blanks as wide as what stands before the column; tabs stay tabs, so that the mark lines up. */
function marginBefore(sourceLine: string, column: number): string {
  const before = escapeControls(sourceLine.slice(0, Math.max(0, column - 1)));
  return before.split("\t").map((part) => " ".repeat(displayWidth(part))).join("\t");
}
