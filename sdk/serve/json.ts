/**
 * Values as JSON, for people: JSON knows neither bytes nor 64-bit integers.
 *
 * @module
 */
import { float, type Value } from "../value.ts";

/** Anything the SDK handles as indented JSON; bytes become text, what JSON cannot name its name. */
export function toJson(data: unknown): string {
  return JSON.stringify(data, replaced, 2);
}

function replaced(_: string, item: unknown): unknown {
  if (item instanceof Map) return Object.fromEntries(item);
  if (item instanceof Uint8Array) return new TextDecoder().decode(item);
  if (typeof item === "bigint") {
    return Number.isSafeInteger(Number(item)) ? Number(item) : String(item);
  }
  if (typeof item === "number" && !Number.isFinite(item)) return String(item);
  return item;
}

/**
 * The value that a JSON text stands for.
 *
 * @throws {SyntaxError} When it is no JSON.
 */
export function fromJson(text: string): Value {
  return JSON.parse(text, (_, item, context?: { source?: string }) => {
    if (typeof item === "number") return number(item, context?.source ?? String(item));
    if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
    return item instanceof Number ? item : new Map(Object.entries(item));
  });
}

/** A parsed number cannot tell `1.0` from `1`, nor hold 64 bits: its source can. */
function number(parsed: number, source: string): Value {
  if (/[.eE]/.test(source)) return float(parsed);
  return Number.isSafeInteger(parsed) ? parsed : BigInt(source);
}
