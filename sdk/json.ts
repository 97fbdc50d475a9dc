/**
 * Values as JSON, as Python reads and writes it: an integer of 64 bits keeps all its digits, a float
 * stays a float. A dict keeps the order of its keys, but for those that are integers: they come
 * first.
 *
 * @module
 */
import { float, type Key, type Value } from "./value.ts";

/** Text that stands in JSON as it is. */
interface RawJson {
  readonly rawJSON: string;
}

/** Not in TypeScript's library yet: https://tc39.es/proposal-json-parse-with-source/ */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): RawJson };

/**
 * The value of a JSON text.
 *
 * @example
 * ```ts
 * import { parseJson } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseJson("[9007199254740993, 0.5]"), [9007199254740993n, 0.5]);
 * ```
 * @throws {SyntaxError} when it is none.
 */
export function parseJson(text: string): Value {
  return JSON.parse(text, revive);
}

/** The third parameter is not in TypeScript's library yet. */
function revive(_key: string, item: unknown, context?: { readonly source?: string }): unknown {
  if (typeof item === "number") return numberOf(context?.source ?? String(item));
  if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
  return item instanceof Number ? item : new Map(Object.entries(item));
}

function numberOf(source: string): Value {
  if (/[.eE]/.test(source)) return float(Number(source));
  const integer = Number(source);
  if (Number.isSafeInteger(integer)) return integer;
  const exact = BigInt(source);
  return BigInt.asIntN(64, exact) === exact ? exact : float(integer);
}

/**
 * A value as JSON. What JSON has no form for becomes text: `NaN` and the infinities, bytes in
 * base64, keys that are not text.
 *
 * @param indent How many blanks each level is indented by; all is on one line if absent.
 *
 * @example
 * ```ts
 * import { Float, jsonText } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * assert.equal(jsonText(new Map([["share", new Float(1)]])), '{"share":1.0}');
 * ```
 */
export function jsonText(value: Value, indent?: number): string {
  return JSON.stringify(plain(value), undefined, indent);
}

function plain(value: Value): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return rawJSON(String(value));
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Number) return rawJSON(String(value));
  if (value instanceof Uint8Array) return value.toBase64();
  if (Array.isArray(value)) return value.map(plain);
  return plainObject(value);
}

function plainObject(map: ReadonlyMap<Key, Value>): Record<string, unknown> {
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, item] of map) object[String(key)] = plain(item);
  return object;
}
