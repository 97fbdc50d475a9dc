/**
 * How filters look at the elements of a sequence: an attribute of each, without regard to case.
 *
 * @module
 */

import { compare, equal, truthy } from "../values/compare.ts";
import { item } from "../values/access.ts";
import { Undefined } from "../values/undefined.ts";
import { absent } from "../methods/arguments.ts";

/** Takes something out of an element. */
export type KeyFunction = (element: unknown) => unknown;

/** What an `attribute=` argument means: `a.b.0` walks into every element; none is the element. */
export function attributeKey(path: unknown, fallback?: unknown): KeyFunction {
  if (absent(path)) return (element) => element;
  const steps = typeof path === "string"
    ? path.split(".").map((step) => /^\d+$/.test(step) ? Number(step) : step)
    : [path];
  return (element) => {
    let value = element;
    for (const step of steps) value = item(value, step);
    return value instanceof Undefined && !absent(fallback) ? fallback : value;
  };
}

/** `key`, with text in lower case unless case matters. */
export function caseKey(key: KeyFunction, caseSensitive: unknown): KeyFunction {
  if (!absent(caseSensitive) && truthy(caseSensitive)) return key;
  return (element) => {
    const value = key(element);
    return typeof value === "string" ? value.toLowerCase() : value;
  };
}

/** The elements in order of their keys, the first key first; equal ones as they were. */
export function sortBy(
  elements: readonly unknown[],
  keys: readonly KeyFunction[],
  reverse = false,
): unknown[] {
  const decorated = elements.map((element) => ({
    element,
    keys: keys.map((key) => key(element)),
  }));
  const sign = reverse ? -1 : 1;
  decorated.sort((a, b) => {
    for (const [index, key] of a.keys.entries()) {
      if (!equal(key, b.keys[index])) return sign * compare(key, b.keys[index]);
    }
    return 0;
  });
  return decorated.map(({ element }) => element);
}

/** The elements whose key did not occur before. */
export function uniqueBy(elements: readonly unknown[], key: KeyFunction): unknown[] {
  const texts = new Set<string>();
  const others: unknown[] = [];
  return elements.filter((element) => {
    const value = key(element);
    const seen = typeof value === "string"
      ? texts.has(value)
      : others.some((other) => equal(other, value));
    if (typeof value === "string") texts.add(value);
    else if (!seen) others.push(value);
    return !seen;
  });
}
