/**
 * What can be iterated, measured, sliced and searched.
 *
 * @module
 */

import { EvaluationError, typeError, valueError } from "../errors.ts";
import { LazyMapping } from "../scope.ts";
import { equal } from "./compare.ts";
import { isInteger, Tuple, typeName } from "./types.ts";
import { Undefined } from "./undefined.ts";

/**
 * The elements of `value`: of a list, the characters of text, the keys of a dict. An array is
 * returned itself, so callers must not change the result.
 *
 * @throws {EvaluationError} when the value cannot be iterated
 */
export function iterate(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "string" || value instanceof Uint8Array) return Array.from<unknown>(value);
  if (value instanceof Map || value instanceof LazyMapping) return Array.from(value.keys());
  if (value instanceof Undefined) return value.fail();
  throw typeError(`'${typeName(value)}' object is not iterable`);
}

/** Whether {@linkcode iterate} would succeed. */
export function isIterable(value: unknown): boolean {
  return typeof value === "string" || Array.isArray(value) || value instanceof Map ||
    value instanceof LazyMapping || value instanceof Uint8Array;
}

/** The entries of a dict. */
export function entries(value: Map<unknown, unknown> | LazyMapping): [unknown, unknown][] {
  return value instanceof Map
    ? [...value]
    : Array.from(value.keys(), (key) => [key, value.get(key)]);
}

const SURROGATE = /[\ud800-\udfff]/;

/** Text as characters: itself where UTF-16 units are characters, an array otherwise. */
export function characters(value: string): string | string[] {
  return SURROGATE.test(value) ? Array.from(value) : value;
}

/**
 * `len(value)`.
 *
 * @throws {EvaluationError} when the value has no length
 */
export function length(value: unknown): number {
  if (typeof value === "string") return characters(value).length;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof Map) return value.size;
  if (value instanceof LazyMapping) return iterate(value).length;
  if (value instanceof Undefined) return value.fail();
  throw typeError(`object of type '${typeName(value)}' has no len()`);
}

/**
 * `needle in container`.
 *
 * @throws {EvaluationError} when the container cannot be searched for such a needle
 */
export function contains(container: unknown, needle: unknown): boolean {
  if (typeof container === "string") {
    if (typeof needle === "string") return container.includes(needle);
    if (needle instanceof Undefined) return needle.fail();
    throw typeError(`'in <string>' requires string as left operand, not ${typeName(needle)}`);
  }
  if (Array.isArray(container)) {
    for (const element of container) if (equal(element, needle)) return true;
    return false;
  }
  if (container instanceof Map || container instanceof LazyMapping) {
    return container.has(toKey(needle));
  }
  if (container instanceof Undefined) return container.fail();
  throw typeError(`argument of type '${typeName(container)}' is not iterable`);
}

/**
 * `value` as it is kept as the key of a dict.
 *
 * @throws {EvaluationError} when it is a list or a dict, which cannot be keys
 */
export function toKey(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Number) return value.valueOf();
  if (value instanceof Undefined) return value.fail();
  if (value instanceof Map || Array.isArray(value) && !(value instanceof Tuple)) {
    throw typeError(`unhashable type: '${typeName(value)}'`);
  }
  return value;
}

/** The index `index` means in a sequence of `size` elements, negative ones counting from the end. */
export function position(index: number | bigint | boolean, size: number): number {
  const i = Number(index);
  return i < 0 ? i + size : i;
}

/**
 * `value[start:stop:step]`; `null` stands for an omitted bound. What cannot be sliced (so) is
 * `undefined`, as any element that is not there.
 *
 * @throws {EvaluationError} when the step is zero
 */
export function slice(value: unknown, start: unknown, stop: unknown, step: unknown): unknown {
  if (value instanceof Undefined) return value;
  if (typeof value !== "string" && !Array.isArray(value)) {
    return undefined;
  }
  if (![start, stop, step].every(isBound)) return undefined;
  const elements = typeof value === "string" ? characters(value) : value;
  const by = bound(step) ?? 1;
  if (by === 0) throw valueError("slice step cannot be zero");
  const picked = by === 1
    ? elements.slice(...contiguous(bound(start), bound(stop), elements.length))
    : stride(elements, bound(start), bound(stop), by);
  if (typeof value === "string") return typeof picked === "string" ? picked : picked.join("");
  return value instanceof Tuple ? Tuple.from(picked) : picked;
}

function isBound(value: unknown): boolean {
  if (value instanceof Undefined) return value.fail();
  return value === null || value === undefined || isInteger(value) || typeof value === "boolean";
}

function bound(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

function clamp(index: number, size: number, low: number, high: number): number {
  return Math.min(Math.max(index < 0 ? index + size : index, low), high);
}

function contiguous(
  start: number | undefined,
  stop: number | undefined,
  size: number,
): [number, number] {
  const from = clamp(start ?? 0, size, 0, size);
  return [from, Math.max(from, clamp(stop ?? size, size, 0, size))];
}

function stride(
  elements: ArrayLike<unknown>,
  start: number | undefined,
  stop: number | undefined,
  step: number,
): unknown[] {
  const size = elements.length;
  const picked: unknown[] = [];
  if (step > 0) {
    const [from, to] = contiguous(start, stop, size);
    for (let i = from; i < to; i += step) picked.push(elements[i]);
    return picked;
  }
  const from = start === undefined ? size - 1 : clamp(start, size, -1, size - 1);
  const to = stop === undefined ? -1 : clamp(stop, size, -1, size - 1);
  for (let i = from; i > to; i += step) picked.push(elements[i]);
  return picked;
}

const LONGEST_RANGE = 10_000_000;

/** The integers from `start` up to, not including, `stop`. */
export function range(start: number, stop: number, step: number): number[] {
  if (step === 0) throw valueError("range() arg 3 must not be zero");
  const size = Math.max(0, Math.ceil((stop - start) / step));
  if (size > LONGEST_RANGE) {
    throw new EvaluationError("OverflowError", `range() of ${size} elements is too long`);
  }
  return Array.from({ length: size }, (_, i) => start + i * step);
}
