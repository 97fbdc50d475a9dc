/**
 * Comparing versions.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/version_test.html
 * @module
 */

import { table, takes, type Test } from "../call.ts";
import { typeError, valueError } from "../errors.ts";
import { absent, flag } from "../methods/arguments.ts";
import { text } from "../values/text.ts";

type Compare = (a: string, b: string) => number;

/** Compares as `LooseVersion` does: numbers as numbers, everything else as text, part by part. */
export function compareLoose(a: string, b: string): number {
  const [x, y] = [looseParts(a), looseParts(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const [left, right] = [x[i] ?? "", y[i] ?? ""];
    if (left === right) continue;
    if (typeof left !== typeof right) {
      throw typeError(
        `cannot compare version '${a}' with '${b}': '${left}' is a number and '${right}' is not, ` +
          "or the other way round; try version_type='pep440' or 'semver'",
      );
    }
    return left < right ? -1 : 1;
  }
  return x.length - y.length;
}

function looseParts(version: string): (string | number)[] {
  const parts = version.match(/\d+|[a-z]+|[^\da-z.]+/g) ?? [];
  return parts.map((part) => /^\d+$/.test(part) ? Number(part) : part);
}

/** Compares as `StrictVersion` does: `1.2[.3][a4]`. */
function compareStrict(a: string, b: string): number {
  const parse = (version: string): number[] => {
    const match = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(version);
    if (match === null) throw valueError(`invalid version number '${version}'`);
    const [, major, minor, patch = "0", stage, number = "0"] = match;
    const stageRank = stage === undefined ? 2 : stage === "b" ? 1 : 0;
    return [Number(major), Number(minor), Number(patch), stageRank, Number(number)];
  };
  return compareNumbers(parse(a), parse(b));
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*))?(?:\+[\da-zA-Z-.]+)?$/;

/** Compares by https://semver.org */
function compareSemver(a: string, b: string): number {
  const parse = (version: string): { numbers: number[]; pre: string[] | undefined } => {
    const match = SEMVER.exec(version);
    if (match === null) throw valueError(`invalid semantic version '${version}'`);
    return { numbers: match.slice(1, 4).map(Number), pre: match[4]?.split(".") };
  };
  const [x, y] = [parse(a), parse(b)];
  const release = compareNumbers(x.numbers, y.numbers);
  if (release !== 0) return release;
  if (x.pre === undefined || y.pre === undefined) {
    return Number(x.pre === undefined) - Number(y.pre === undefined);
  }
  return compareIdentifiers(x.pre, y.pre);
}

function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? "", b[i] ?? ""];
    if (x === y) continue;
    const [xIsNumber, yIsNumber] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (xIsNumber && yIsNumber) return Number(x) - Number(y);
    if (xIsNumber !== yIsNumber) return xIsNumber ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

const PEP440 =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z\d]+(?:[-_.][a-z\d]+)*))?$/;

const STAGES: Readonly<Record<string, number>> = {
  a: 0,
  alpha: 0,
  b: 1,
  beta: 1,
  c: 2,
  rc: 2,
  pre: 2,
  preview: 2,
};

/** Compares by https://peps.python.org/pep-0440/, local versions aside. */
function comparePep440(a: string, b: string): number {
  const parse = (version: string): { numbers: number[]; key: number[] } => {
    const match = PEP440.exec(version.trim().toLowerCase());
    if (match === null) throw valueError(`Invalid version: '${version}'`);
    const [, epoch = "0", release = "", stage, stageNumber = "", dash, post, dev, devNumber = ""] =
      match;
    const postNumber = dash ?? post;
    const isDevOnly = stage === undefined && postNumber === undefined && dev !== undefined;
    return {
      numbers: [Number(epoch), ...trimZeros(release.split(".").map(Number))],
      key: [
        isDevOnly ? -1 : stage === undefined ? 3 : STAGES[stage] ?? 3,
        Number(stageNumber),
        postNumber === undefined ? -1 : Number(postNumber),
        dev === undefined ? Infinity : Number(devNumber),
      ],
    };
  };
  const [x, y] = [parse(a), parse(b)];
  return compareNumbers(x.numbers, y.numbers) || compareKeys(x.key, y.key);
}

/** Like {@linkcode compareNumbers}, where both may be infinite. */
function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function trimZeros(numbers: number[]): number[] {
  while (numbers.length > 1 && numbers.at(-1) === 0) numbers.pop();
  return numbers;
}

const TYPES: ReadonlyMap<string, Compare> = new Map([
  ["loose", compareLoose],
  ["strict", compareStrict],
  ["semver", compareSemver],
  ["semantic", compareSemver],
  ["pep440", comparePep440],
]);

const OPERATORS: ReadonlyMap<string, (order: number) => boolean> = new Map([
  ...["==", "=", "eq"].map((name) => [name, (order: number) => order === 0] as const),
  ...["!=", "<>", "ne"].map((name) => [name, (order: number) => order !== 0] as const),
  ...["<", "lt"].map((name) => [name, (order: number) => order < 0] as const),
  ...["<=", "le"].map((name) => [name, (order: number) => order <= 0] as const),
  ...[">", "gt"].map((name) => [name, (order: number) => order > 0] as const),
  ...[">=", "ge"].map((name) => [name, (order: number) => order >= 0] as const),
]);

function isVersion(
  value: unknown,
  version: unknown,
  operator: unknown = "eq",
  strict: unknown,
  type: unknown,
): boolean {
  const holds = OPERATORS.get(text(operator));
  if (holds === undefined) {
    const known = [...OPERATORS.keys()].join(", ");
    throw valueError(`Invalid operator type (${text(operator)}). Must be one of ${known}`);
  }
  const wanted = absent(type) ? (flag(strict ?? undefined) ? "strict" : "loose") : text(type);
  const compare = TYPES.get(wanted);
  if (compare === undefined) {
    throw valueError(
      `Invalid version type (${wanted}). Must be one of ${[...TYPES.keys()].join(", ")}`,
    );
  }
  const [a, b] = [text(value), text(version)];
  if (a === "") throw valueError("Input version value cannot be empty");
  if (b === "") throw valueError("Version parameter to compare against cannot be empty");
  return holds(compare(a, b));
}

const version = takes(["version", "operator?", "strict?", "version_type?"], isVersion);

/** Tests of versions, by name. */
export const VERSION_TESTS: ReadonlyMap<string, Test> = table({
  version,
  version_compare: version,
});
