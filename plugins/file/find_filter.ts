/**
 * Which of the things that were listed `find` is to return.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/find_module.html
 * @module
 */
import { TaskFailure } from "@shep/sdk";
import { compilePattern } from "./python_regex.ts";
import type { InodeFields } from "./stat_fields.ts";

/** Something that was listed. */
export interface Entry {
  readonly path: string;
  readonly fields: InodeFields;
  /** Whether it is a directory, or a link to one. */
  readonly leadsToDirectory: boolean;
}

/** What it has to be, as the arguments say it. */
export interface Wanted {
  readonly file_type: "any" | "directory" | "file" | "link";
  readonly patterns: readonly string[];
  readonly excludes: readonly string[];
  readonly use_regex: boolean;
  readonly hidden: boolean;
  readonly age?: string;
  readonly age_stamp: "atime" | "ctime" | "mtime";
  readonly size?: string;
}

/** Says of one entry whether it is wanted. */
export type EntryFilter = (entry: Entry) => boolean;

/**
 * The filter of the arguments.
 *
 * @param now What the target's clock says, in seconds since 1970.
 * @throws {TaskFailure} For an age or a size that is none.
 */
export function entryFilter(wanted: Wanted, now: number): EntryFilter {
  const { file_type, use_regex, hidden, age_stamp } = wanted;
  const isNamed = nameFilter(wanted.patterns, use_regex);
  const isExcluded = nameFilter(wanted.excludes, use_regex);
  const isOfAge = limit("age", wanted.age, AGE_UNITS);
  const isOfSize = limit("size", wanted.size, SIZE_UNITS);
  const hasKind = KIND_FILTERS[file_type];
  return ({ path, fields }) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return (hidden || !name.startsWith(".")) &&
      hasKind(fields) &&
      (wanted.patterns.length === 0 || isNamed(name)) && !isExcluded(name) &&
      isOfAge(now - Number(fields[age_stamp])) &&
      (!fields.isreg || isOfSize(Number(fields.size)));
  };
}

const KIND_FILTERS: Readonly<Record<Wanted["file_type"], (fields: InodeFields) => boolean>> = {
  any: () => true,
  directory: ({ isdir }) => isdir,
  file: ({ isreg }) => isreg,
  link: ({ islnk }) => islnk,
};

/** Whether a name matches any of the patterns: from its beginning, or as a whole if of a shell. */
function nameFilter(patterns: readonly string[], areRegular: boolean): (name: string) => boolean {
  const compiled = patterns.map((pattern) =>
    compilePattern(areRegular ? pattern : globPattern(pattern), { isText: true })
  );
  return (name) => compiled.some((pattern) => pattern.exec(name)?.index === 0);
}

/**
 * A pattern of a shell as a regular expression.
 *
 * @see https://docs.python.org/3/library/fnmatch.html
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.equal(globPattern("*.lo[!a]?"), "[\\s\\S]*\\.lo[^a][\\s\\S]\\Z");
 * ```
 */
export function globPattern(pattern: string): string {
  const body = pattern.replace(
    /\*+|\?|\[!?\]?[^\]]*\]|[^]/g,
    (part) => {
      if (part.startsWith("*")) return "[\\s\\S]*";
      if (part === "?") return "[\\s\\S]";
      if (part.length === 1) return part.replace(/[\\^$.|+()[\]{}]/, "\\$&");
      return part.replaceAll("\\", "\\\\").replace(/^\[\^/, "[\\^").replace(/^\[!/, "[^");
    },
  );
  return `${body}\\Z`;
}

const AGE_UNITS: Readonly<Record<string, number>> = {
  "": 1,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

const SIZE_UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** At least so much; with a minus, at most. */
function limit(
  name: "age" | "size",
  text: string | undefined,
  units: Readonly<Record<string, number>>,
): (value: number) => boolean {
  if (text === undefined) return () => true;
  const [, sign, digits, unit = ""] = /^(-?)(\d+)([a-z]?)$/.exec(text.toLowerCase()) ?? [];
  const factor = units[unit];
  if (digits === undefined || factor === undefined) {
    throw new TaskFailure(`failed to process ${name}`, { [name]: text });
  }
  const bound = Number(digits) * factor;
  return sign === "-" ? (value) => value <= bound : (value) => value >= bound;
}
