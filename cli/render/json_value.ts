/**
 * Values as JSON.
 *
 * @module
 */
import type { Key, Value } from "@shep/sdk/value";

/** Text that stands in JSON as it is: a number with more digits than a double has. */
interface RawJson {
  readonly rawJSON: string;
}

/** What `JSON.stringify` writes without a loss. */
export type Json =
  | null
  | boolean
  | number
  | string
  | RawJson
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Not in TypeScript's library yet: https://tc39.es/proposal-json-parse-with-source/ */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): RawJson };

/**
 * A value as JSON has it: an integer keeps all its digits, a float its decimal point. What JSON
 * has no form for becomes text: `NaN`, `Infinity` and `-Infinity`, and bytes in base64.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { float } from "@shep/sdk/value";
 * import { toJson } from "./json_value.ts";
 *
 * assert.equal(JSON.stringify(toJson([1, float(1), 2n ** 64n])), "[1,1.0,18446744073709551616]");
 * ```
 */
export function toJson(value: Value): Json {
  if (typeof value === "bigint") return rawJSON(String(value));
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Number) {
    return Number.isFinite(value.valueOf()) ? rawJSON(String(value)) : String(value.valueOf());
  }
  if (value instanceof Uint8Array) return value.toBase64();
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map) return toJsonObject(value);
  return value;
}

/** The entries of a map. Keys that are not text become text, as in Python: `true`, `null`, `80`. */
export function toJsonObject(map: ReadonlyMap<Key, Value>): { readonly [key: string]: Json } {
  const object: Record<string, Json> = Object.create(null);
  for (const [key, value] of map) object[String(key)] = toJson(value);
  return object;
}
