/**
 * Lookups that go through dicts.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/dict_lookup.html
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/subelements_lookup.html
 * @module
 */
import { truthy } from "../template/mod.ts";
import { entries } from "../template/values/sequence.ts";
import { repr } from "../template/values/text.ts";
import { isMapping, typeName } from "../template/values/types.ts";
import { type Lookup, lookupError } from "./lookup.ts";

const dict: Lookup = (terms) =>
  terms.flatMap((term) => {
    if (!isMapping(term)) throw lookupError(`with_dict takes a dict, this is ${typeName(term)}`);
    return entries(term).map(([key, value]) => new Map([["key", key], ["value", value]]));
  });

const subelements: Lookup = ([collection, path, flags, ...rest]) => {
  if (typeof path !== "string" || rest.length > 0) {
    throw lookupError(
      "subelements takes a list or a dict, the key of a list in each of its elements, and flags",
    );
  }
  const mayMiss = isMapping(flags) && truthy(flags.get("skip_missing") ?? false);
  return elementsOf(collection).flatMap((element) => {
    if (!(element instanceof Map)) {
      throw lookupError(`subelements takes a list of dicts, and this is one: ${repr(element)}`);
    }
    if (truthy(element.get("skipped") ?? false)) return [];
    const part = partOf(element, path.split("."));
    if (part === undefined) {
      if (mayMiss) return [];
      throw lookupError(
        `could not find '${path}' in ${repr(element)}; to pass over it, add {'skip_missing': true}`,
      );
    }
    return part.list.map((item) => [part.rest, item]);
  });
};

function elementsOf(collection: unknown): readonly unknown[] {
  if (!isMapping(collection)) return Array.isArray(collection) ? collection : [collection];
  return truthy(collection.get("skipped") ?? false)
    ? []
    : entries(collection).map(([, value]) => value);
}

/** The list at the end of a path, and the dict without it; nothing if a key is missing. */
function partOf(
  element: ReadonlyMap<unknown, unknown>,
  [key, ...path]: readonly string[],
): { readonly list: readonly unknown[]; readonly rest: Map<unknown, unknown> } | undefined {
  const value = element.get(key);
  const rest = new Map(element);
  if (value === undefined) return undefined;
  if (path.length === 0) {
    if (!Array.isArray(value)) throw misplaced(key, "list", value);
    rest.delete(key);
    return { list: value, rest };
  }
  if (!(value instanceof Map)) throw misplaced(key, "dict", value);
  const part = partOf(value, path);
  return part && { list: part.list, rest: rest.set(key, part.rest) };
}

function misplaced(key: unknown, wanted: string, value: unknown): Error {
  return lookupError(`the key '${key}' should hold a ${wanted}, not ${repr(value)}`);
}

/** Lookups that go through dicts, by name. */
export const DICT_LOOKUPS: ReadonlyMap<string, Lookup> = new Map([
  ["dict", dict],
  ["subelements", subelements],
]);
