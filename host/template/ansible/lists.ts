/**
 * Filters on lists, as sets and by combination.
 *
 * @module
 */

import { type Filter, table, takes, type Test } from "../call.ts";
import { EvaluationError, typeError } from "../errors.ts";
import { uniqueBy } from "../filters/keys.ts";
import { absent, integerArgument } from "../methods/arguments.ts";
import { equal, truthy } from "../values/compare.ts";
import { contains, iterate } from "../values/sequence.ts";
import { Tuple, View } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";

/** Whether a list has an element; fast for text, by comparison for anything else. */
class Membership {
  readonly #texts = new Set<unknown>();
  readonly #others: unknown[] = [];

  constructor(elements: readonly unknown[]) {
    for (const element of elements) {
      if (typeof element === "string") this.#texts.add(element);
      else this.#others.push(element);
    }
  }

  has(element: unknown): boolean {
    if (typeof element === "string") return this.#texts.has(element);
    return this.#others.some((other) => equal(other, element));
  }
}

function distinct(elements: readonly unknown[]): unknown[] {
  return uniqueBy(elements, (element) => element);
}

function union(a: unknown, b: unknown): unknown[] {
  return distinct([...iterate(a), ...iterate(b)]);
}

function intersect(a: unknown, b: unknown): unknown[] {
  const other = new Membership(iterate(b));
  return distinct(iterate(a).filter((element) => other.has(element)));
}

function difference(a: unknown, b: unknown): unknown[] {
  const other = new Membership(iterate(b));
  return distinct(iterate(a).filter((element) => !other.has(element)));
}

function flatten(value: unknown, levels: unknown, skipNulls: unknown = true): unknown[] {
  const depth = absent(levels) ? Infinity : integerArgument(levels);
  const skip = truthy(skipNulls);
  const walk = (elements: readonly unknown[], remaining: number): unknown[] =>
    elements.flatMap((element) => {
      if (skip && (element === null || element === "None" || element === "null")) return [];
      return Array.isArray(element) && remaining > 0 ? walk(element, remaining - 1) : [element];
    });
  return walk(iterate(value), depth);
}

/** Elements side by side, until the shortest list ends. */
const zip: Filter = (value, { positional }) => {
  const lists = [value, ...positional].map(iterate);
  const size = Math.min(...lists.map((list) => list.length));
  return Array.from({ length: size }, (_, i) => Tuple.from(lists, (list) => list[i]));
};

/** Elements side by side, until the longest list ends. */
const zipLongest: Filter = (value, { positional, named }) => {
  const lists = [value, ...positional].map(iterate);
  const fill = named.get("fillvalue") ?? null;
  const size = Math.max(...lists.map((list) => list.length));
  return Array.from(
    { length: size },
    (_, i) => Tuple.from(lists, (list) => i < list.length ? list[i] : fill),
  );
};

const MOST_COMBINATIONS = 10_000_000;

function checkCount(count: number): void {
  if (count <= MOST_COMBINATIONS) return;
  throw new EvaluationError("OverflowError", `${count} combinations are too many`);
}

/** Every way to take one element of each list. */
const product: Filter = (value, { positional, named }) => {
  const repeat = integerArgument(named.get("repeat"), 1);
  const once = [value, ...positional].map(iterate);
  const lists = Array.from({ length: repeat }, () => once).flat();
  checkCount(lists.reduce((count, list) => count * list.length, 1));
  return lists.reduce<unknown[][]>(
    (partial, list) => partial.flatMap((start) => list.map((element) => [...start, element])),
    [[]],
  ).map((elements) => Tuple.from(elements));
};

function combinations(value: unknown, size: unknown): Tuple[] {
  const elements = iterate(value);
  const result: Tuple[] = [];
  const extend = (chosen: readonly unknown[], from: number): void => {
    if (chosen.length === integerArgument(size)) {
      result.push(Tuple.from(chosen));
      return checkCount(result.length);
    }
    for (let i = from; i < elements.length; i++) extend([...chosen, elements[i]], i + 1);
  };
  extend([], 0);
  return result;
}

function permutations(value: unknown, size: unknown): Tuple[] {
  const elements = iterate(value);
  const wanted = absent(size) ? elements.length : integerArgument(size);
  const result: Tuple[] = [];
  const extend = (chosen: readonly number[]): void => {
    if (chosen.length === wanted) {
      result.push(Tuple.from(chosen, (index) => elements[index]));
      return checkCount(result.length);
    }
    for (let i = 0; i < elements.length; i++) if (!chosen.includes(i)) extend([...chosen, i]);
  };
  extend([]);
  return result;
}

/** Filters on lists, by name. */
export const LIST_FILTERS: ReadonlyMap<string, Filter> = table({
  combinations: takes(["size"], combinations),
  difference: takes(["other"], difference),
  flatten: takes(["levels?", "skip_nulls?"], flatten),
  intersect: takes(["other"], intersect),
  permutations: takes(["size?"], permutations),
  product,
  symmetric_difference: takes(
    ["other"],
    (a, b) => [...difference(a, b), ...difference(b, a)],
  ),
  union: takes(["other"], union),
  zip,
  zip_longest: zipLongest,
});

function isSubset(a: unknown, b: unknown): boolean {
  const whole = new Membership(iterate(b));
  return iterate(a).every((element) => whole.has(element));
}

function elementsOf(value: unknown): readonly unknown[] {
  if (value instanceof Undefined) return value.fail();
  if (Array.isArray(value) || value instanceof View) return value;
  throw typeError("the value must be a list");
}

/** Tests of lists, by name. */
export const LIST_TESTS: ReadonlyMap<string, Test> = table({
  all: takes([], (value) => elementsOf(value).every(truthy)),
  any: takes([], (value) => elementsOf(value).some(truthy)),
  contains: takes(["element"], contains),
  issubset: takes(["other"], isSubset),
  issuperset: takes(["other"], (a, b) => isSubset(b, a)),
  subset: takes(["other"], isSubset),
  superset: takes(["other"], (a, b) => isSubset(b, a)),
});
