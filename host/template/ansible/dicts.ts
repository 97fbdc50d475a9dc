/**
 * Filters on dicts.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { EvaluationError, typeError, valueError } from "../errors.ts";
import { absent, flag } from "../methods/arguments.ts";
import { item } from "../values/access.ts";
import { equal } from "../values/compare.ts";
import { entries, iterate, toKey } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { isMapping, Tuple, typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { pythonRegex } from "./python_regex.ts";

type Dict = Map<unknown, unknown>;

function dictOf(value: unknown, what: string): Dict {
  if (value instanceof Undefined) return value.fail();
  if (value instanceof Map) return value;
  if (isMapping(value)) return new Map(entries(value));
  throw typeError(`${what} requires a dictionary, got ${typeName(value)} instead.`);
}

/** How `combine` treats lists that are under the same key. */
const LIST_MERGES: ReadonlyMap<
  string,
  (base: readonly unknown[], other: readonly unknown[]) => readonly unknown[]
> = new Map([
  ["replace", (_base, other) => other],
  ["keep", (base) => base],
  ["append", (base, other) => [...base, ...other]],
  ["prepend", (base, other) => [...other, ...base]],
  ["append_rp", (base, other) => [...without(base, other), ...other]],
  ["prepend_rp", (base, other) => [...other, ...without(base, other)]],
]);

function without(list: readonly unknown[], unwanted: readonly unknown[]): unknown[] {
  return list.filter((element) => !unwanted.some((other) => equal(element, other)));
}

function merge(base: Dict, other: Dict, recursive: boolean, listMerge: string): Dict {
  const mergeLists = LIST_MERGES.get(listMerge);
  if (mergeLists === undefined) {
    const known = [...LIST_MERGES.keys()].join(", ");
    throw valueError(`'list_merge' is '${listMerge}', but must be one of: ${known}`);
  }
  const result = new Map(base);
  for (const [key, value] of other) {
    const present = base.get(key);
    if (recursive && present instanceof Map && value instanceof Map) {
      result.set(key, merge(present, value, recursive, listMerge));
    } else if (Array.isArray(present) && Array.isArray(value)) {
      result.set(key, mergeLists(present, value));
    } else {
      result.set(key, value);
    }
  }
  return result;
}

const combine: Filter = (value, { positional, named }) => {
  for (const name of named.keys()) {
    if (name === "recursive" || name === "list_merge") continue;
    throw typeError(`combine() got an unexpected keyword argument '${name}'`);
  }
  const recursive = flag(named.get("recursive"));
  const listMerge = text(named.get("list_merge") ?? "replace");
  const all = [value, ...positional].flatMap((argument) =>
    Array.isArray(argument) ? argument as unknown[] : [argument]
  );
  return all.map((dict) => dictOf(dict, "combine"))
    .reduce((base, other) => merge(base, other, recursive, listMerge), new Map());
};

function dictToItems(
  value: unknown,
  keyName: unknown = "key",
  valueName: unknown = "value",
): Dict[] {
  return Array.from(
    dictOf(value, "dict2items"),
    ([key, element]) => new Map([[keyName, key], [valueName, element]]),
  );
}

function itemsToDict(value: unknown, keyName: unknown = "key", valueName: unknown = "value"): Dict {
  if (!Array.isArray(value)) {
    if (value instanceof Undefined) return value.fail();
    throw typeError(`items2dict requires a list, got ${typeName(value)} instead.`);
  }
  return new Map(value.map((element: unknown) => {
    const dict = dictOf(element, "items2dict");
    for (const name of [keyName, valueName]) {
      if (!dict.has(name)) {
        throw new EvaluationError("KeyError", `items2dict: no '${name}' in an item`);
      }
    }
    return [toKey(dict.get(keyName)), dict.get(valueName)];
  }));
}

/** `key | extract(container, morekeys)` */
function extract(value: unknown, container: unknown, more: unknown): unknown {
  const keys = absent(more)
    ? [value]
    : [value, ...Array.isArray(more) ? more as unknown[] : [more]];
  return keys.reduce(item, container);
}

function subelements(value: unknown, path: unknown, skipMissing: unknown): Tuple[] {
  const elements = isMapping(value) ? entries(value).map(([, element]) => element) : iterate(value);
  const steps = typeof path === "string" ? path.split(".") : [...iterate(path)];
  return elements.flatMap((element) => {
    const values = steps.reduce((current, step) => item(current, step), element);
    if (values instanceof Undefined && flag(skipMissing)) return [];
    if (values instanceof Undefined) values.fail();
    if (!Array.isArray(values)) {
      throw typeError(`the key ${text(path)} should point to a list, got '${text(values)}'`);
    }
    return values.map((inner: unknown) => Tuple.of(element, inner));
  });
}

function rekeyOnMember(value: unknown, key: unknown, duplicates: unknown = "error"): Dict {
  const elements = isMapping(value) ? entries(value).map(([, element]) => element) : iterate(value);
  const result: Dict = new Map();
  for (const element of elements) {
    const dict = dictOf(element, "rekey_on_member");
    if (!dict.has(key)) throw new EvaluationError("KeyError", `Key ${text(key)} was not found`);
    const newKey = toKey(dict.get(key));
    if (result.has(newKey) && duplicates !== "overwrite") {
      throw valueError(`Key ${text(newKey)} is not unique, cannot correctly turn into dict`);
    }
    result.set(newKey, dict);
  }
  return result;
}

/** Whether a key is wanted, by `community.general`'s `target` and `matching_parameter`. */
function keyMatcher(target: unknown, matching: unknown = "equal"): (key: unknown) => boolean {
  const targets = (Array.isArray(target) ? target : [target]).map(text);
  switch (matching) {
    case "equal":
      return (key) => targets.includes(text(key));
    case "starts_with":
      return (key) => targets.some((prefix) => text(key).startsWith(prefix));
    case "ends_with":
      return (key) => targets.some((suffix) => text(key).endsWith(suffix));
    case "regex": {
      const regex = pythonRegex(targets[0] ?? "");
      return (key) => text(key).search(regex) === 0;
    }
    default:
      throw valueError(`matching_parameter=${text(matching)} is not supported yet`);
  }
}

function selectKeys(wanted: boolean): (...args: unknown[]) => unknown {
  return (value, target, matching) => {
    const matches = keyMatcher(target, matching);
    return iterate(value).map((element) =>
      new Map([...dictOf(element, "keep_keys")].filter(([key]) => matches(key) === wanted))
    );
  };
}

const mergeAll = (value: unknown): Dict =>
  new Map(
    iterate(value).map((pair) => {
      const [key, element] = iterate(pair);
      return [toKey(key), element];
    }),
  );

/** Filters on dicts, by name. */
export const DICT_FILTERS: ReadonlyMap<string, Filter> = table({
  combine,
  dict: takes([], mergeAll),
  dict2items: takes(["key_name?", "value_name?"], dictToItems),
  extract: takes(["container", "morekeys?"], extract),
  items2dict: takes(["key_name?", "value_name?"], itemsToDict),
  keep_keys: takes(["target", "matching_parameter?"], selectKeys(true)),
  rekey_on_member: takes(["key", "duplicates?"], rekeyOnMember),
  remove_keys: takes(["target", "matching_parameter?"], selectKeys(false)),
  subelements: takes(["subelements", "skip_missing?"], subelements),
});
