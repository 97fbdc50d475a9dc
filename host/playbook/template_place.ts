/**
 * Where an error of a template is in the file that holds the template.
 *
 * @module
 */
import type { TemplateError } from "../template/mod.ts";

/**
 * The column of an error in a line of the file: the lines of a block scalar, by which a template
 * counts columns, stand indented there.
 */
export function columnIn(
  fileLine: string | undefined,
  { column = 1, sourceLine = "", sourceColumn = 1 }: TemplateError,
): number {
  if (fileLine === undefined || fileLine.startsWith(sourceLine, column - sourceColumn)) {
    return column;
  }
  const indent = fileLine.indexOf(sourceLine);
  return indent < 0 ? column : indent + sourceColumn;
}
