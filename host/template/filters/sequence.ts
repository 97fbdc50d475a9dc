/**
 * Filters on sequences and dicts.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { typeError } from "../errors.ts";
import { absent, flag, integerArgument } from "../methods/arguments.ts";
import { add } from "../values/arithmetic.ts";
import { compare, equal } from "../values/compare.ts";
import { characters, entries, iterate, length } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { isMapping, NamedTuple, Tuple } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { attributeKey, caseKey, type KeyFunction, sortBy, uniqueBy } from "./keys.ts";

function join(value: unknown, separator: unknown = "", attribute: unknown): string {
  const key = attributeKey(attribute);
  return iterate(value).map((element) => text(key(element))).join(text(separator));
}

function first(value: unknown): unknown {
  const elements = iterate(value);
  return elements.length > 0 ? elements[0] : empty("No first item, sequence was empty.");
}

function last(value: unknown): unknown {
  const elements = iterate(value);
  return elements.length > 0 ? elements.at(-1) : empty("No last item, sequence was empty.");
}

function empty(message: string): Undefined {
  return new Undefined(message);
}

function reverse(value: unknown): unknown {
  if (typeof value === "string") return Array.from(characters(value)).reverse().join("");
  return [...iterate(value)].reverse();
}

function sort(
  value: unknown,
  reversed: unknown,
  caseSensitive: unknown,
  attribute: unknown,
): unknown[] {
  const paths = typeof attribute === "string" ? attribute.split(",") : [attribute];
  const keys = paths.map((path) => caseKey(attributeKey(path), caseSensitive));
  return sortBy(iterate(value), keys, flag(reversed));
}

function dictSort(value: unknown, caseSensitive: unknown, by: unknown, reversed: unknown): Tuple[] {
  const pairs = pairsOf(value);
  const index = by === "value" ? 1 : 0;
  const key = caseKey((pair) => (pair as Tuple)[index], caseSensitive);
  return sortBy(pairs, [key], flag(reversed)) as Tuple[];
}

function pairsOf(value: unknown): Tuple[] {
  if (value instanceof Undefined) return value.fail();
  if (!isMapping(value)) throw typeError("Can only get item pairs from a mapping.");
  return entries(value).map((entry) => Tuple.from(entry));
}

function extreme(sign: 1 | -1): (...args: unknown[]) => unknown {
  return (value, caseSensitive, attribute) => {
    const elements = iterate(value);
    if (elements.length === 0) return empty("No aggregated item, sequence was empty.");
    const key = caseKey(attributeKey(attribute), caseSensitive);
    return elements.reduce((best, element) =>
      sign * compare(key(element), key(best)) < 0 ? element : best
    );
  };
}

function sum(value: unknown, attribute: unknown, start: unknown = 0): unknown {
  const key = attributeKey(attribute);
  return iterate(value).reduce((total, element) => add(total, key(element)), start);
}

function batch(value: unknown, size: unknown, fill: unknown): unknown[][] {
  const elements = iterate(value);
  const width = Math.max(1, integerArgument(size));
  const batches: unknown[][] = [];
  for (let i = 0; i < elements.length; i += width) batches.push(elements.slice(i, i + width));
  const final = batches.at(-1);
  while (final !== undefined && !absent(fill) && final.length < width) final.push(fill);
  return batches;
}

function slices(value: unknown, count: unknown, fill: unknown): unknown[][] {
  const elements = iterate(value);
  const columns = Math.max(1, integerArgument(count));
  const shortest = Math.floor(elements.length / columns);
  const longer = elements.length % columns;
  return Array.from({ length: columns }, (_, column) => {
    const start = column * shortest + Math.min(column, longer);
    const part = elements.slice(start, start + shortest + (column < longer ? 1 : 0));
    return !absent(fill) && longer > 0 && column >= longer ? [...part, fill] : part;
  });
}

function groupBy(
  value: unknown,
  attribute: unknown,
  fallback: unknown,
  caseSensitive: unknown,
): unknown[] {
  const exact = attributeKey(attribute, fallback);
  const key = caseKey(exact, caseSensitive);
  return runs(sortBy(iterate(value), [key]), key).map((run) =>
    NamedTuple.with({ grouper: exact(run[0]), list: run })
  );
}

/** Consecutive elements with equal keys. */
function runs(elements: readonly unknown[], key: KeyFunction): unknown[][] {
  const result: unknown[][] = [];
  for (const element of elements) {
    const current = result.at(-1);
    if (current !== undefined && equal(key(current[0]), key(element))) current.push(element);
    else result.push([element]);
  }
  return result;
}

function random(value: unknown): unknown {
  const elements = iterate(value);
  if (elements.length === 0) return empty("No random item, sequence was empty.");
  return elements[Math.floor(Math.random() * elements.length)];
}

/** Filters on sequences and dicts, by name. */
export const SEQUENCE_FILTERS: ReadonlyMap<string, Filter> = table({
  batch: takes(["linecount", "fill_with?"], batch),
  count: takes([], length),
  dictsort: takes(["case_sensitive?", "by?", "reverse?"], dictSort),
  first: takes([], first),
  groupby: takes(["attribute", "default?", "case_sensitive?"], groupBy),
  items: takes([], (value) => value instanceof Undefined ? [] : pairsOf(value)),
  join: takes(["d?", "attribute?"], join),
  last: takes([], last),
  length: takes([], length),
  list: takes([], (value) => [...iterate(value)]),
  max: takes(["case_sensitive?", "attribute?"], extreme(-1)),
  min: takes(["case_sensitive?", "attribute?"], extreme(1)),
  random: takes([], random),
  reverse: takes([], reverse),
  slice: takes(["slices", "fill_with?"], slices),
  sort: takes(["reverse?", "case_sensitive?", "attribute?"], sort),
  sum: takes(["attribute?", "start?"], sum),
  unique: takes(
    ["case_sensitive?", "attribute?"],
    (value, caseSensitive, attribute) =>
      uniqueBy(iterate(value), caseKey(attributeKey(attribute), caseSensitive)),
  ),
});
