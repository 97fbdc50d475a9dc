/**
 * Values as JSON has them, for comparison.
 *
 * @module
 */
import type { Value } from "@shep/sdk/value";

/** `value` with objects in place of maps. */
export function jsonValue(value: Value): unknown {
  if (Array.isArray(value)) return value.map(jsonValue);
  if (value instanceof Map) {
    return Object.fromEntries(Array.from(value, ([key, item]) => [String(key), jsonValue(item)]));
  }
  if (value instanceof Number || typeof value === "bigint") return Number(value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return value;
}
