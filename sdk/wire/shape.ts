/**
 * What the protocol says a value is, where the schema can only say "a value".
 *
 * @module
 */
import type { Value, ValueMap } from "../value.ts";
import { WireError } from "./errors.ts";

/**
 * A map; an absent one is empty.
 *
 * @throws {WireError} For anything else.
 */
export function asMap(value: Value): ValueMap {
  if (value === null) return new Map();
  if (value instanceof Map) return value;
  throw new WireError("Not a valid frame: a map was expected");
}

/**
 * A list; an absent one is empty.
 *
 * @throws {WireError} For anything else.
 */
export function asList(value: Value): Value[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw new WireError("Not a valid frame: a list was expected");
}
