/**
 * Reads arguments as the types callees need.
 *
 * @module
 */

import { typeError } from "../errors.ts";
import { truthy } from "../values/compare.ts";
import { isInteger, isNumeric, typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";

/**
 * A text argument.
 *
 * @throws {EvaluationError} when it is not text; `what` names it in the message
 */
export function textArgument(value: unknown, what = "argument"): string {
  if (typeof value === "string") return value;
  if (value instanceof Undefined) return value.fail();
  throw typeError(`${what} must be str, not ${typeName(value)}`);
}

/**
 * An int argument, or `fallback` when it was omitted.
 *
 * @throws {EvaluationError} when it is not an int
 */
export function integerArgument(value: unknown, fallback?: number): number {
  if (value === undefined && fallback !== undefined) return fallback;
  if (isInteger(value) || typeof value === "boolean") return Number(value);
  if (value instanceof Undefined) return value.fail();
  throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/**
 * A numeric argument, as a double.
 *
 * @throws {EvaluationError} when it is not a number
 */
export function numberArgument(value: unknown): number {
  if (isNumeric(value)) return Number(value);
  if (value instanceof Undefined) return value.fail();
  throw typeError(`must be real number, not ${typeName(value)}`);
}

/** A flag: its truth, or `fallback` when it was omitted. */
export function flag(value: unknown, fallback = false): boolean {
  return value === undefined ? fallback : truthy(value);
}

/** Whether an optional argument was omitted or is None. */
export function absent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
