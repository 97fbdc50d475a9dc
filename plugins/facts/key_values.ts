/**
 * Texts of names and values, in the dialects of `/etc` and `/proc`.
 *
 * @module
 */

/** Lines `name=value`, whose values may be quoted: `os-release`, `lsb-release`. */
export function readAssignments(lines: readonly string[]): Map<string, string> {
  const assignments = new Map<string, string>();
  for (const line of lines) {
    const match = /^\s*([A-Za-z_][\w]*)=(.*)$/.exec(line);
    if (match) assignments.set(match[1]!, unquote(match[2]!.trim()));
  }
  return assignments;
}

function unquote(text: string): string {
  const match = /^(["'])(.*)\1$/.exec(text);
  return match ? match[2]!.replace(/\\(["'$`\\])/g, "$1") : text;
}

/** Lines `name: value`: `/proc/meminfo`, `/proc/self/status`. */
export function readColons(lines: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon > 0) values.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return values;
}

/** The words of a line. */
export function words(line: string): string[] {
  return line.trim().split(/\s+/).filter((word) => word !== "");
}
