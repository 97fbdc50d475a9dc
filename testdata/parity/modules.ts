/**
 * Holds actions against Ansible's modules: the same tasks under both, then what each returned and
 * the two trees that came of it.
 *
 *     deno task parity modules             every list of testdata/modules/
 *     deno task parity modules copy file   some
 *
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { Fault } from "@shep/sdk";
import { differences } from "./differences.ts";
import {
  type PlacedResult,
  prepare,
  type TaskResult,
  underAnsible,
  underShep,
  type Workplace,
} from "./module_runs.ts";
import { excludedValues, moduleNames, MODULES_FOLDER } from "./module_tasks.ts";
import { listTree } from "./tree.ts";

/** Compares the lists of the actions that are named, and tells; returns the exit code. */
export async function tellModules(wanted: readonly string[], version: string): Promise<number> {
  return tellCompared(await compareModules(moduleNames(wanted)), version);
}

/** Tells what differs in each list; returns the exit code. */
export function tellCompared(
  compared: ReadonlyMap<string, readonly string[]>,
  version: string,
): number {
  let different = 0;
  for (const [name, problems] of compared) {
    if (problems.length > 0) different++;
    console.log([`${name}: ${problems.length === 0 ? "the same" : "differs"}`, ...problems]
      .join("\n"));
  }
  console.log(`${compared.size - different} of ${compared.size} as ansible-core ${version}`);
  return different === 0 ? 0 : 1;
}

/** What differs in each list, in text for a person. */
export async function compareModules(names: readonly string[]): Promise<Map<string, string[]>> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "shep-modules-" }));
  try {
    const place = await prepare(folder, names);
    await makeRoots(place, names);
    const expected = await underAnsible(place, names);
    await Deno.rename(place.root, `${folder}/ansible`);
    await makeRoots(place, names);
    const compared = new Map<string, string[]>();
    for (const name of names) {
      compared.set(name, await compareModule(place, name, expected.get(name) ?? [], folder));
    }
    return compared;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function makeRoots({ root }: Workplace, names: readonly string[]): Promise<void> {
  for (const name of names) await Deno.mkdir(`${root}/${name}`, { recursive: true });
}

async function compareModule(
  place: Workplace,
  name: string,
  expected: readonly TaskResult[],
  folder: string,
): Promise<string[]> {
  const source = await Deno.readTextFile(`${MODULES_FOLDER}${name}.yml`);
  const actual = await underShep(place, name).catch((error: unknown) => Fault.from(error));
  if (actual instanceof Fault) return [`  Shep could not begin: ${actual.message}`];
  const problems = compareResults(source, actual, expected);
  const [theirs, ours] = await Promise.all(
    [`${folder}/ansible/${name}`, `${place.root}/${name}`].map(listTree),
  );
  if (theirs !== ours) problems.push(differences(theirs!, ours!).replace(/^ .*\n/gm, ""));
  return problems;
}

/** What differs in the results of a list, whose text is `source`. */
export function compareResults(
  source: string,
  actual: readonly PlacedResult[],
  expected: readonly TaskResult[],
): string[] {
  const problems = actual.flatMap((result, index) =>
    compareTask(result, expected[index], excludedValues(source, result.line))
  );
  if (actual.length !== expected.length) {
    problems.push(`  ${actual.length} results, of Ansible ${expected.length}`);
  }
  return problems;
}

/** What differs from run to run, or is an engine's own affair. */
const IGNORED: ReadonlySet<string> = new Set([
  "ansible_facts",
  "deprecations",
  "diff",

  "exception",
  "failed",
  "invocation",
  "skipped",
  "warnings",
  "start",
  "end",
  "delta",
  "atime",
  "ctime",
  "mtime",
  "inode",
  "version",
]);

function compareTask(
  actual: PlacedResult,
  expected: TaskResult | undefined,
  excluded: readonly string[],
): string[] {
  if (expected === undefined) return [];
  const where = `  line ${actual.line}, ${actual.name}: `;
  if (actual.status !== expected.status) {
    if (excluded.includes("outcome")) return [];
    const words = `${expected.values["msg"] ?? ""} / ${actual.values["msg"] ?? ""}`;
    return [`${where}${actual.status}, under Ansible ${expected.status}: ${words}`];
  }
  return Object.entries(expected.values)
    .filter(([key]) => !key.startsWith("_ansible") && !IGNORED.has(key) && !excluded.includes(key))
    .filter(([, value]) => typeof value !== "string" || !value.includes("/.ansible/tmp/"))
    .filter(([key, value]) => !isDeepStrictEqual(said(key, actual.values[key]), said(key, value)))
    .map(([key, value]) => `${where}${key} is ${shown(actual.values[key])}, not ${shown(value)}`);
}

/** A value as it is compared; whether a message ends its line is an engine's own. */
function said(key: string, value: unknown): unknown {
  return key === "msg" && typeof value === "string" ? value.trimEnd() : stable(value);
}

/** A value without what is another in each run. */
function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !IGNORED.has(key))
      .map(([key, each]) => [key, stable(each)]),
  );
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "absent";
}
