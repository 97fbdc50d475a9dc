/**
 * Freeform data: task arguments, variables, facts and results.
 *
 * The types are Python's, because playbooks were written for them: an integer and a float are
 * different things, a mapping keeps the order of its keys, and bytes are not text.
 *
 * | Ansible | here |
 * | --- | --- |
 * | `null` | `null` |
 * | `true` | `boolean` |
 * | `1` | an integral `number`, a `bigint` beyond 2^53 |
 * | `1.5` | a `number` that is not integral |
 * | `1.0` | a {@linkcode Float} |
 * | `"text"` | `string` |
 * | bytes | `Uint8Array` |
 * | a list | `Array` |
 * | a dict | `Map`, in insertion order |
 *
 * @module
 */

/**
 * A float whose value is integral, such as `3.0`; any other float is a plain `number`.
 *
 * Two modules that know nothing of each other recognise it by `instanceof Number`.
 *
 * @example
 * ```ts
 * import { Float } from "@shep/sdk/value";
 * import assert from "node:assert/strict";
 *
 * assert.equal(Number(new Float(3)) + 1, 4);
 * assert.equal(String(new Float(3)), "3.0");
 * ```
 */
export class Float extends Number {
  /** As Python prints it: with a decimal point, or an exponent from 1e16 on. */
  override toString(): string {
    const value = this.valueOf();
    if (Object.is(value, -0)) return "-0.0";
    return Math.abs(value) < 1e16
      ? `${value}.0`
      : value.toExponential().replace(/e\+(\d)$/, "e+0$1");
  }
}

/** What a mapping may be keyed by. YAML and Jinja2 allow more than text: `{80: http}`. */
export type Key = string | number | bigint | boolean | null;

/** A mapping that keeps the order in which its keys were inserted. */
export type ValueMap = Map<Key, Value>;

/** Any freeform value. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | Float
  | string
  | Uint8Array
  | Value[]
  | ValueMap;

/** The double `x` as a value: boxed as a {@linkcode Float} when it would look like an integer. */
export function float(x: number): number | Float {
  return Number.isInteger(x) ? new Float(x) : x;
}

/**
 * What {@linkcode toValue} takes: values, and plain objects in place of maps. A field that is
 * `undefined` is left out.
 */
export type Plain = Value | readonly Plain[] | { readonly [key: string]: Plain | undefined };

/**
 * Plain objects as maps, all the way down.
 *
 * @example
 * ```ts
 * import { toValue } from "@shep/sdk/value";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(toValue({ rc: 0, cmd: ["true"] }), new Map<string, unknown>([
 *   ["rc", 0],
 *   ["cmd", ["true"]],
 * ]));
 * ```
 */
export function toValue(plain: { readonly [key: string]: Plain | undefined }): ValueMap;
/** Any plain data as a value. */
export function toValue(plain: Plain): Value;
export function toValue(plain: Plain): Value {
  if (plain === null || typeof plain !== "object") return plain;
  if (plain instanceof Number || plain instanceof Uint8Array || plain instanceof Map) {
    return plain as Value;
  }
  if (Array.isArray(plain)) return plain.map((item: Plain) => toValue(item));
  const map: ValueMap = new Map();
  for (const [key, item] of Object.entries(plain)) {
    if (item !== undefined) map.set(key, toValue(item as Plain));
  }
  return map;
}

/** Whether two values are the same, in type and in all they hold; the order of keys counts. */
export function equalValues(a: Value, b: Value): boolean {
  if (Object.is(a, b)) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (a instanceof Number || b instanceof Number) {
    return a instanceof Number && b instanceof Number && Object.is(a.valueOf(), b.valueOf());
  }
  if (a instanceof Map || b instanceof Map) {
    return a instanceof Map && b instanceof Map &&
      equalLists([...a.entries()].flatMap(pair), [...b.entries()].flatMap(pair));
  }
  return Array.isArray(a) === Array.isArray(b) && equalLists([...a], [...b]);
}

function pair([key, value]: [Key, Value]): [Value, Value] {
  return [key, value];
}

function equalLists(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => equalValues(item, b[index]!));
}
