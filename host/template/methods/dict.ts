/**
 * The methods of dicts.
 *
 * @module
 */

import { type CallArguments, type Filter, type Signature, table, takes } from "../call.ts";
import { EvaluationError, valueError } from "../errors.ts";
import type { LazyMapping } from "../scope.ts";
import { entries, iterate, toKey } from "../values/sequence.ts";
import { repr } from "../values/text.ts";
import { isMapping, Tuple, View } from "../values/types.ts";

type Mapping = Map<unknown, unknown> | LazyMapping;

function reading(
  parameters: readonly string[],
  run: (mapping: Mapping, ...args: unknown[]) => unknown,
): Signature {
  return takes(parameters, (self, ...args) => run(self as Mapping, ...args));
}

function method(
  parameters: readonly string[],
  run: (dict: Map<unknown, unknown>, ...args: unknown[]) => unknown,
): Signature {
  return takes(parameters, (self, ...args) => run(self as Map<unknown, unknown>, ...args));
}

/**
 * The entries of a dict, or of a list of pairs.
 *
 * @throws {EvaluationError} when an element is not a pair
 */
export function pairs(value: unknown): [unknown, unknown][] {
  if (isMapping(value)) return entries(value);
  return iterate(value).map((pair, index) => {
    const elements = iterate(pair);
    if (elements.length === 2) return [elements[0], elements[1]];
    throw valueError(
      `dictionary update sequence element #${index} has length ${elements.length}; 2 is required`,
    );
  });
}

/** What `dict(…)` makes of its arguments. */
export function makeDict({ positional, named }: CallArguments): Map<unknown, unknown> {
  const dict = new Map<unknown, unknown>();
  if (positional.length > 0) update(dict, pairs(positional[0]));
  update(dict, named);
  return dict;
}

function update(
  dict: Map<unknown, unknown>,
  more: Iterable<readonly [unknown, unknown]>,
): void {
  for (const [key, value] of more) dict.set(toKey(key), value);
}

function pop(dict: Map<unknown, unknown>, key: unknown, fallback: unknown): unknown {
  const found = dict.get(toKey(key));
  if (dict.delete(toKey(key))) return found;
  if (fallback === undefined) throw new EvaluationError("KeyError", repr(key));
  return fallback;
}

function popLast(dict: Map<unknown, unknown>): Tuple {
  const last = [...dict].at(-1);
  if (last === undefined) {
    throw new EvaluationError("KeyError", "'popitem(): dictionary is empty'");
  }
  dict.delete(last[0]);
  return Tuple.from(last);
}

const READING: Readonly<Record<string, Signature>> = {
  get: reading(["key", "default?"], (mapping, key, fallback = null) => {
    const value = mapping.get(toKey(key));
    return value === undefined ? fallback : value;
  }),
  items: reading(
    [],
    (mapping) => View.over("dict_items", entries(mapping).map((entry) => Tuple.from(entry))),
  ),
  keys: reading([], (mapping) => View.over("dict_keys", mapping.keys())),
  values: reading(
    [],
    (mapping) => View.over("dict_values", entries(mapping).map(([, value]) => value)),
  ),
};

const updateMethod: Filter = (self, { positional, named }) => {
  const dict = self as Map<unknown, unknown>;
  if (positional.length > 0) update(dict, pairs(positional[0]));
  update(dict, named);
  return null;
};

/** The methods of a mapping that cannot be changed. */
export const LAZY_MAPPING_METHODS: ReadonlyMap<string, Filter> = table(READING, "dict.");

/** The methods of `dict` by name. */
export const DICT_METHODS: ReadonlyMap<string, Filter> = table({
  ...READING,
  clear: method([], (dict) => {
    dict.clear();
    return null;
  }),
  copy: method([], (dict) => new Map(dict)),
  fromkeys: method(
    ["iterable", "value?"],
    (_dict, keys, value = null) => new Map(iterate(keys).map((key) => [toKey(key), value])),
  ),
  pop: method(["key", "default?"], pop),
  popitem: method([], popLast),
  setdefault: method(["key", "default?"], (dict, key, fallback = null) => {
    if (!dict.has(toKey(key))) dict.set(toKey(key), fallback);
    return dict.get(toKey(key));
  }),
  update: updateMethod,
}, "dict.");
