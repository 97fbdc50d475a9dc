/**
 * Lines of a crontab that belong to tasks: a comment with a name, and the job below it; and
 * variables by their names.
 *
 * @see https://man7.org/linux/man-pages/man5/crontab.5.html
 * @module
 */

/** What the comment above a job begins with, as Ansible writes it. */
const MARK = "#Ansible: ";

/** What a table is to have, or not to have. */
export type CronEdit =
  | { readonly kind: "job"; readonly name: string; readonly line: string | undefined }
  | {
    readonly kind: "variable";
    readonly name: string;
    readonly line: string | undefined;
    /** Where a new one goes; to the top, if absent. */
    readonly after?: string | undefined;
    readonly before?: string | undefined;
  };

/** A table's lines without the break at the end. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/**
 * What a table becomes.
 *
 * @throws {RangeError} Where a variable is to go beside one that there is not.
 */
export function editTable(text: string, edit: CronEdit): string {
  const lines = linesOf(text);
  const edited = edit.kind === "job" ? editJob(lines, edit) : editVariable(lines, edit);
  return edited === lines ? text : edited.map((line) => `${line}\n`).join("");
}

function editJob(lines: string[], { name, line }: CronEdit & { kind: "job" }): string[] {
  const at = lines.indexOf(MARK + name);
  if (at < 0) return line === undefined ? lines : [...lines, MARK + name, line];
  if (line === undefined) return lines.toSpliced(at, 2);
  return lines[at + 1] === line ? lines : lines.toSpliced(at + 1, 1, line);
}

function editVariable(
  lines: string[],
  { name, line, after, before }: CronEdit & { kind: "variable" },
): string[] {
  const at = findVariable(lines, name);
  if (line === undefined) return at < 0 ? lines : lines.toSpliced(at, 1);
  if (at >= 0) return lines[at] === line ? lines : lines.toSpliced(at, 1, line);
  const beside = after ?? before;
  if (beside === undefined) return [line, ...lines];
  const place = findVariable(lines, beside);
  if (place < 0) throw new RangeError(`Variable named '${beside}' not found.`);
  return lines.toSpliced(after === undefined ? place : place + 1, 0, line);
}

function findVariable(lines: readonly string[], name: string): number {
  return lines.findIndex((line) => variableName(line) === name);
}

/**
 * Any word may be one, as in Ansible also `#A` of a line that is a comment; a job has no `=` behind
 * its first.
 */
function variableName(line: string): string | undefined {
  return /^(?:\s*([^\s#=][^\s=]*)\s*|(#[^\s=]*))=/.exec(line)?.slice(1).find((name) => name);
}

/** The names of all jobs and variables. */
export function tableNames(text: string): { readonly jobs: string[]; readonly envs: string[] } {
  const lines = linesOf(text);
  return {
    jobs: lines.filter((line) => line.startsWith(MARK)).map((line) => line.slice(MARK.length)),
    envs: lines.map(variableName).filter((name) => name !== undefined),
  };
}
