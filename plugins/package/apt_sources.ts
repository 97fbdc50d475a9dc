/**
 * Lines of `sources.list`, and in which file they are.
 *
 * @see https://manpages.debian.org/sources.list.5
 * @module
 */

/** A file of sources. */
export interface SourcesFile {
  readonly path: string;
  readonly text: string;
}

/** The directory of the files that programs make. */
export const SOURCES_DIRECTORY = "/etc/apt/sources.list.d";

/**
 * A line as it is written: one blank between words, no comment; undefined for one that is none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   normalizeSource("deb  [arch=amd64]  http://x/  stable  main # c"),
 *   "deb [arch=amd64] http://x/ stable main",
 * );
 * ```
 */
export function normalizeSource(line: string): string | undefined {
  const [, type, options = "", rest = ""] =
    /^\s*(deb|deb-src)\s+(\[[^\]]*\])?\s*([^#]*)/.exec(line) ?? [];
  const words = rest.trim().split(/\s+/);
  if (type === undefined || words.length < 2) return undefined;
  const settings = options.replaceAll(/\s+/g, " ");
  return [type, ...(settings === "" ? [] : [settings]), ...words].join(" ");
}

/** A line without the sign that makes it a comment. */
function uncommented(line: string): string {
  return line.replace(/^\s*#?\s*/, "");
}

/** The source that a line holds, also one that is a comment. */
function sourceOf(
  line: string,
): { readonly source: string; readonly isDisabled: boolean } | undefined {
  const isDisabled = /^\s*#/.test(line);
  const source = normalizeSource(uncommented(line));
  return source === undefined ? undefined : { source, isDisabled };
}

/** The comment behind a source, also behind one that is a comment itself. */
function noteOf(line: string): string {
  const [, ...rest] = uncommented(line).split("#");
  const note = rest.join("#").trim();
  return note === "" ? "" : ` # ${note}`;
}

/**
 * The name of a new file: the address, all but its letters and digits as underlines, and nothing of
 * what is in brackets.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.equal(suggestName("deb [a=b] https://u:p@dl.example.com/a-b/ stable main"), "dl_example_com_a_b");
 * ```
 */
export function suggestName(source: string): string {
  const address = source.replaceAll(/\[[^\]]*\]/g, "").trim().split(/\s+/)[1] ?? "";
  const place = address.replace(/[A-Za-z]+:\/\//, "").replace(/^[^/@]*@/, "");
  return place.replace(/[^A-Za-z0-9]+/g, " ").trim().replaceAll(" ", "_");
}

/**
 * The files that change when a source is to be there, with their new texts. As in Ansible, it is
 * enabled wherever it is a comment; where it is nowhere, it goes to `path`.
 */
export function addSource(
  files: readonly SourcesFile[],
  source: string,
  path: string,
): SourcesFile[] {
  const holding = files.filter((file) => holdsSource(file, source));
  if (holding.length === 0) {
    const old = files.find((file) => file.path === path)?.text ?? "";
    const separator = old === "" || old.endsWith("\n") ? "" : "\n";
    return [{ path, text: `${old}${separator}${source}\n` }];
  }
  return holding.map((file) => ({ path: file.path, text: enabled(file.text, source) }))
    .filter(({ text }, at) => text !== holding[at]!.text);
}

/** Whether a source is in a file, be it as a comment. */
export function holdsSource({ text }: SourcesFile, source: string): boolean {
  return text.split("\n").some((line) => sourceOf(line)?.source === source);
}

/** A text with a source enabled in each line where it is a comment. */
function enabled(text: string, source: string): string {
  return text.split("\n").map((line) => {
    const found = sourceOf(line);
    const isMeant = found?.source === source && found.isDisabled;
    return isMeant ? `${source}${noteOf(line)}` : line;
  }).join("\n");
}

/** The files that change when a source is to be gone; one without a line left is empty. */
export function dropSource(files: readonly SourcesFile[], source: string): SourcesFile[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split("\n");
    const kept = lines.filter((line) => {
      const found = sourceOf(line);
      return found === undefined || found.isDisabled || found.source !== source;
    });
    if (kept.length === lines.length) return [];
    return [{ path, text: kept.every((line) => line === "") ? "" : kept.join("\n") }];
  });
}
