/**
 * Filters and tests on paths that look at this machine, as Python's `os.path` does.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_tests.html#testing-paths
 * @module
 */
import { basename, dirname, join, resolve } from "@shep/sdk/path";
import { expandUser } from "../controller/home.ts";
import { globMatcher } from "../inventory/glob.ts";
import { EvaluationError, typeError } from "../template/errors.ts";
import { type Filter, table, takes, takesNow, type Test } from "../template/mod.ts";
import { repr } from "../template/values/text.ts";

/** The user's environment. */
export type UserEnvironment = Readonly<Record<string, string>>;

/** Filters on paths, by name. */
export function pathFilters(environment: UserEnvironment): Map<string, Filter> {
  return table({
    expanduser: takesNow([], (path) => expandUser(pathText(path), environment["HOME"])),
    expandvars: takes([], (path) => expandVariables(pathText(path), environment)),
    fileglob: takesNow(
      [],
      (pattern) => glob(pathText(pattern)).filter((path) => info(path)?.isFile),
    ),
    realpath: takesNow([], (path) => realPath(resolve(pathText(path)))),
  });
}

/** Tests of paths, by name: each has a short one, and one that says what it is. */
export const PATH_TESTS: ReadonlyMap<string, Test> = table({
  ...twice("directory", "is_dir", (path) => info(path)?.isDirectory === true),
  ...twice("file", "is_file", (path) => info(path)?.isFile === true),
  ...twice("link", "is_link", (path) => linkInfo(path)?.isSymlink === true),
  ...twice("mount", "is_mount", isMount),
  exists: takesNow([], (path) => info(pathText(path)) !== undefined),
  link_exists: takesNow([], (path) => linkInfo(pathText(path)) !== undefined),
  same_file: takesNow(["other"], isSame),
  is_same_file: takesNow(["other"], isSame),
});

function twice(
  name: string,
  longName: string,
  holds: (path: string) => boolean,
): Record<string, ReturnType<typeof takesNow>> {
  const test = takesNow([], (path) => holds(pathText(path)));
  return { [name]: test, [longName]: test };
}

function pathText(path: unknown): string {
  if (typeof path === "string") return path;
  throw typeError(`a path is a text, not ${repr(path)}`);
}

/** What stands at a path; links are followed. */
function info(path: string): Deno.FileInfo | undefined {
  return ifThere(() => Deno.statSync(path));
}

function linkInfo(path: string): Deno.FileInfo | undefined {
  return ifThere(() => Deno.lstatSync(path));
}

/** What cannot be looked at is not there, as for Python. */
function ifThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** A directory on another device than the one above it, or the one that is above all. */
function isMount(path: string): boolean {
  const own = linkInfo(path);
  if (own === undefined || own.isSymlink) return false;
  const parent = linkInfo(join(path, ".."));
  return parent !== undefined && (own.dev !== parent.dev || own.ino === parent.ino);
}

function isSame(one: unknown, other: unknown): boolean {
  const [first, second] = [one, other].map((path) => {
    const found = info(pathText(path));
    if (found !== undefined) return found;
    throw new EvaluationError("RuntimeError", `there is no file ${repr(path)} to compare`);
  }) as [Deno.FileInfo, Deno.FileInfo];
  return first.dev === second.dev && first.ino === second.ino;
}

/** The path without links; the part of it that is not there is taken as it is. */
function realPath(path: string): string {
  return ifThere(() => Deno.realPathSync(path)) ?? join(realPath(dirname(path)), basename(path));
}

/** `$name` and `${name}`; a variable that there is not is left as it is. */
function expandVariables(path: string, environment: UserEnvironment): string {
  return path.replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (whole, plain, braced) => environment[plain ?? braced] ?? whole,
  );
}

/** The paths that match, in any of whose parts there may be wildcards. */
function glob(pattern: string): string[] {
  if (!/[*?[]/.test(pattern)) return linkInfo(pattern) === undefined ? [] : [pattern];
  const name = basename(pattern);
  const matches = globMatcher(name);
  return glob(dirname(pattern)).flatMap((directory) => {
    if (!/[*?[]/.test(name)) return glob(join(directory, name));
    const names = ifThere(() => Array.from(Deno.readDirSync(directory), (entry) => entry.name));
    return (names ?? []).sort()
      .filter((each) => matches(each) && (name.startsWith(".") || !each.startsWith(".")))
      .map((each) => pattern.startsWith("/") || directory !== "." ? join(directory, each) : each);
  });
}
