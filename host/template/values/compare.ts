/**
 * Truth, equality, order and identity, as Python has them.
 *
 * @module
 */

import type { Numeric } from "./float.ts";
import { typeError } from "../errors.ts";
import { LazyMapping } from "../scope.ts";
import { isNumeric, TemplateObject, Tuple, typeName, View } from "./types.ts";
import { Undefined } from "./undefined.ts";

/**
 * Whether a condition on `value` holds: empty text and containers, zero and None are false.
 *
 * @throws {UndefinedError} when the value is undefined
 */
export function truthy(value: unknown): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value !== "";
    case "number":
      return value !== 0;
    case "bigint":
      return value !== 0n;
  }
  if (value === null || value === undefined) return false;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  if (value instanceof Undefined) return value.fail();
  if (value instanceof Number) return value.valueOf() !== 0;
  if (value instanceof LazyMapping) return !value.keys()[Symbol.iterator]().next().done;
  return true;
}

/** The double nearest to a numeric value. */
export function toDouble(value: Numeric): number {
  return typeof value === "number" ? value : Number(value);
}

/**
 * `a == b`: by value, `1 == 1.0 == True`, a list never equals a tuple.
 *
 * @throws {UndefinedError} when either is undefined
 */
export function equal(a: unknown, b: unknown): boolean {
  if (a instanceof Undefined) return a.fail();
  if (b instanceof Undefined) return b.fail();
  if (a === b) return true;
  if (typeof a === "string" || typeof b === "string") return false;
  if (isNumeric(a) && isNumeric(b)) return equalNumbers(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return equalSequences(a, b);
  if (a instanceof Map && b instanceof Map) return equalMaps(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
  }
  return isOrdered(a) && isOrdered(b) && a.compare(b) === 0;
}

function equalNumbers(
  a: Numeric,
  b: Numeric,
): boolean {
  // JavaScript compares a bigint with a number exactly; boxes and booleans must be unwrapped first.
  const x = typeof a === "bigint" ? a : Number(a);
  const y = typeof b === "bigint" ? b : Number(b);
  return x == y;
}

function equalSequences(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length || a instanceof Tuple !== b instanceof Tuple) return false;
  for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false;
  return true;
}

function equalMaps(a: Map<unknown, unknown>, b: Map<unknown, unknown>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (!b.has(key) || !equal(value, b.get(key))) return false;
  return true;
}

/** A template object that has an order, as dates have. */
export interface Ordered {
  /** Negative, zero or positive; `undefined` when the other is of another type. */
  compare(other: unknown): number | undefined;
}

function isOrdered(value: unknown): value is TemplateObject & Ordered {
  return value instanceof TemplateObject && "compare" in value;
}

/** An order comparison. */
export type OrderOperator = "<" | "<=" | ">" | ">=";

/**
 * How `a` and `b` are ordered: negative, zero, positive, or NaN when a NaN is among them.
 *
 * @param operator the comparison this is for, to be named in the error
 * @throws {EvaluationError} when their types have no common order
 */
export function compare(a: unknown, b: unknown, operator: OrderOperator = "<"): number {
  if (a instanceof Undefined) return a.fail();
  if (b instanceof Undefined) return b.fail();
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (
    Array.isArray(a) && Array.isArray(b) && a instanceof Tuple === b instanceof Tuple &&
    !(a instanceof View)
  ) return compareSequences(a, b, operator);
  const order = isOrdered(a) ? a.compare(b) : undefined;
  if (order !== undefined) return order;
  throw typeError(
    `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  );
}

/** Orders text by code points, as Python does; JavaScript's `<` goes by UTF-16 units. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const bothSurrogateOrNeither = isSurrogate(x) === isSurrogate(y);
    return bothSurrogateOrNeither ? x - y : (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
  }
  return a.length - b.length;
}

function compareNumbers(
  a: Numeric,
  b: Numeric,
): number {
  const x = typeof a === "bigint" ? a : Number(a);
  const y = typeof b === "bigint" ? b : Number(b);
  return x < y ? -1 : x > y ? 1 : x == y ? 0 : NaN;
}

function compareSequences(
  a: readonly unknown[],
  b: readonly unknown[],
  operator: OrderOperator,
): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (!equal(a[i], b[i])) return compare(a[i], b[i], operator);
  }
  return a.length - b.length;
}

/** `a is sameas b`: the same object, or the same number, text, boolean or None. */
export function identical(a: unknown, b: unknown): boolean {
  return a === b;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}
