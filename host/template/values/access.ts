/**
 * Attributes and elements: `a.b`, `a['b']`, `a[0]`.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#variables
 * @module
 */

import type { Filter } from "../call.ts";
import { method } from "../methods/mod.ts";
import { LazyMapping } from "../scope.ts";
import type { Mark } from "../syntax/source.ts";
import { characters, position, toKey } from "./sequence.ts";
import { repr } from "./text.ts";
import { Callable, isInteger, NamedTuple, TemplateObject, typeName, View } from "./types.ts";
import { Undefined } from "./undefined.ts";

/** `base.name`: a method or attribute, or else an entry. `undefined` when there is none. */
export function findAttribute(base: unknown, name: string): unknown {
  const own = ownAttribute(base, name);
  if (own !== undefined) return own;
  if (base instanceof Map || base instanceof LazyMapping) return base.get(name);
  return undefined;
}

/** An attribute proper: never the entry of a dict. `undefined` when there is none. */
export function ownAttribute(base: unknown, name: string): unknown {
  if (base instanceof TemplateObject) return base.attribute(name);
  if (base instanceof NamedTuple) {
    const named = base.attribute(name);
    if (named !== undefined) return named;
  }
  const own = method(base, name);
  if (own !== undefined) return bound(name, own, base);
  return base instanceof Callable ? base.attribute(name) : undefined;
}

function bound(name: string, method: Filter, base: unknown): Callable {
  return new Callable(
    name,
    (args, context) => method(base, args, context),
    "builtin_function_or_method",
  );
}

/** `base[key]`: an entry or element, or else a method or attribute. `undefined` when there is none. */
export function findItem(base: unknown, key: unknown): unknown {
  if (base instanceof Map || base instanceof LazyMapping) {
    const entry = base.get(toKey(key));
    if (entry !== undefined) return entry;
  } else if (isInteger(key) || typeof key === "boolean") {
    return element(base, key);
  } else if (key instanceof Undefined) {
    return key.fail();
  }
  return typeof key === "string" ? ownAttribute(base, key) : undefined;
}

function element(base: unknown, index: number | bigint | boolean): unknown {
  if (base instanceof View) return undefined;
  if (Array.isArray(base)) return base[position(index, base.length)];
  if (base instanceof Uint8Array) return base[position(index, base.length)];
  if (typeof base !== "string") return undefined;
  const all = characters(base);
  return all[position(index, all.length)];
}

/** What `base.name` or `base[key]` is when nothing was found. */
export function missing(base: unknown, key: unknown, mark?: Mark): Undefined {
  if (base instanceof Undefined) return base;
  const message = (): string =>
    typeof key === "string"
      ? `'${typeName(base)} object' has no attribute '${key}'`
      : `${typeName(base)} object has no element ${repr(key)}`;
  return new Undefined(message, { name: key, mark, base });
}

/** `base[key]`, or something undefined. */
export function item(base: unknown, key: unknown): unknown {
  const found = findItem(base, key);
  return found !== undefined ? found : missing(base, key);
}

/** `base.name`, or something undefined. */
export function attribute(base: unknown, name: string): unknown {
  const found = findAttribute(base, name);
  return found !== undefined ? found : missing(base, name);
}
