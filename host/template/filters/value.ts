/**
 * Filters on any value: defaults, attributes, JSON.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { absent, flag, integerArgument, textArgument } from "../methods/arguments.ts";
import { missing, ownAttribute } from "../values/access.ts";
import { truthy } from "../values/compare.ts";
import { repr, text } from "../values/text.ts";
import { Undefined } from "../values/undefined.ts";
import { Tuple } from "../values/types.ts";
import { sortBy } from "./keys.ts";
import { toJson } from "./json.ts";

function defaultTo(value: unknown, fallback: unknown = "", boolean: unknown): unknown {
  return value instanceof Undefined || flag(boolean) && !truthy(value) ? fallback : value;
}

function attribute(value: unknown, name: unknown): unknown {
  const wanted = textArgument(name, "attribute name");
  const found = ownAttribute(value, wanted);
  return found !== undefined ? found : missing(value, wanted);
}

/** `value` with all dicts in the order of their keys, as `pprint` shows them. */
function sorted(value: unknown): unknown {
  if (value instanceof Map) {
    const pairs = sortBy([...value], [(pair) => text((pair as unknown[])[0])]) as [
      unknown,
      unknown,
    ][];
    return new Map(pairs.map(([key, item]) => [key, sorted(item)]));
  }
  if (!Array.isArray(value)) return value;
  return value instanceof Tuple ? Tuple.from(value, sorted) : value.map(sorted);
}

/** JSON that is also safe inside HTML. */
function toSafeJson(value: unknown, indent: unknown): string {
  const json = toJson(value, {
    sortKeys: true,
    indent: absent(indent) ? undefined : " ".repeat(integerArgument(indent)),
  });
  return json.replace(
    /[<>&']/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Filters on any value, by name. */
export const VALUE_FILTERS: ReadonlyMap<string, Filter> = table({
  attr: takes(["name"], attribute),
  d: takes(["default_value?", "boolean?"], defaultTo),
  default: takes(["default_value?", "boolean?"], defaultTo),
  pprint: takes(["verbose?"], (value) => repr(sorted(value))),
  tojson: takes(["indent?"], toSafeJson),
});
