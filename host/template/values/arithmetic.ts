/**
 * Python's arithmetic: exact integers of any size, floor division, repeated and joined sequences.
 *
 * @module
 */

import { EvaluationError, typeError, valueError } from "../errors.ts";
import { float, type Numeric } from "./float.ts";
import { percentFormat } from "./percent_format.ts";
import { isFloat, isInteger, isNumeric, TemplateObject, Tuple, typeName } from "./types.ts";
import { defined } from "./undefined.ts";

/** The binary arithmetic operators. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**";

/** A big result as the smallest type that holds it exactly. */
export function integer(value: bigint): number | bigint {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}

/** `a + b`: a sum, joined text, or joined lists. */
export function add(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum) && Number.isInteger(a)) return sum;
  }
  if (typeof a === "string") {
    if (typeof b === "string") return a + b;
    defined(b);
    throw typeError(`can only concatenate str (not "${typeName(b)}") to str`);
  }
  if (Array.isArray(a)) return concatenate(a, b);
  return arithmetic("+", a, b, (x, y) => x + y, (x, y) => x + y);
}

function concatenate(a: readonly unknown[], b: unknown): unknown[] {
  defined(b);
  if (!Array.isArray(b) || a instanceof Tuple !== b instanceof Tuple) {
    throw typeError(`can only concatenate ${typeName(a)} (not "${typeName(b)}") to ${typeName(a)}`);
  }
  return a instanceof Tuple ? Tuple.from([...a, ...b]) : [...a, ...b];
}

/** A template object that can be subtracted from, as dates can. */
export interface Subtractable {
  /** The difference; `undefined` when the other cannot be subtracted. */
  subtract(other: unknown): unknown;
}

/** `a - b`. */
export function subtract(a: unknown, b: unknown): unknown {
  if (a instanceof TemplateObject && "subtract" in a) {
    const difference = (a as TemplateObject & Subtractable).subtract(b);
    if (difference !== undefined) return difference;
  }
  return arithmetic("-", a, b, (x, y) => x - y, (x, y) => x - y);
}

/** `a * b`: a product, or a repeated text or list. */
export function multiply(a: unknown, b: unknown): unknown {
  if (isSequence(a)) return isCount(b) ? repeat(a, b) : unsupportedRepeat(b);
  if (isSequence(b)) return isCount(a) ? repeat(b, a) : unsupportedRepeat(a);
  return arithmetic("*", a, b, (x, y) => x * y, (x, y) => x * y);
}

function isSequence(value: unknown): value is string | readonly unknown[] {
  return typeof value === "string" || Array.isArray(value);
}

function isCount(value: unknown): value is number | bigint | boolean {
  return isInteger(value) || typeof value === "boolean";
}

function unsupportedRepeat(by: unknown): never {
  defined(by);
  throw typeError(`can't multiply sequence by non-int of type '${typeName(by)}'`);
}

const LONGEST_REPEAT = 1 << 27;

function repeat(
  sequence: string | readonly unknown[],
  by: number | bigint | boolean,
): string | unknown[] {
  const times = Math.max(0, Number(by));
  if (sequence.length * times > LONGEST_REPEAT) {
    throw new EvaluationError("OverflowError", `the result of * would be too long: ${times} times`);
  }
  if (typeof sequence === "string") return sequence.repeat(times);
  const result: unknown[] = sequence instanceof Tuple ? new Tuple() : [];
  for (let i = 0; i < times; i++) for (const element of sequence) result.push(element);
  return result;
}

/** `a / b`, always a float. */
export function divide(a: unknown, b: unknown): unknown {
  const [x, y] = operands("/", a, b);
  if (Number(y) === 0) {
    throw divisionByZero(isFloat(x) || isFloat(y) ? "float division by zero" : "division by zero");
  }
  return float(Number(x) / Number(y));
}

/** `a // b`, rounded down. */
export function floorDivide(a: unknown, b: unknown): unknown {
  const [, y] = operands("//", a, b);
  if (Number(y) === 0) throw divisionByZero("integer division or modulo by zero");
  return arithmetic("//", a, b, floorDivideBig, floorDivideDouble);
}

/** Divides what the remainder leaves, as CPython does, so that `//` and `%` fit together. */
function floorDivideDouble(x: number, y: number): number {
  const remainder = x % y;
  const quotient = (x - remainder) / y - (remainder !== 0 && remainder < 0 !== y < 0 ? 1 : 0);
  if (quotient === 0) return x / y < 0 ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function floorDivideBig(x: bigint, y: bigint): bigint {
  const quotient = x / y;
  return x % y !== 0n && x < 0n !== y < 0n ? quotient - 1n : quotient;
}

/** `a % b`: the remainder with the sign of `b`, or printf formatting of a text. */
export function modulo(a: unknown, b: unknown): unknown {
  if (typeof a === "string") return percentFormat(a, b);
  const [, y] = operands("%", a, b);
  if (Number(y) === 0) throw divisionByZero("integer division or modulo by zero");
  return arithmetic("%", a, b, floorModuloBig, floorModulo);
}

function floorModuloBig(x: bigint, y: bigint): bigint {
  const remainder = x % y;
  return remainder !== 0n && remainder < 0n !== y < 0n ? remainder + y : remainder;
}

function floorModulo(x: number, y: number): number {
  const remainder = x % y;
  if (remainder === 0) return y < 0 ? -0 : 0;
  return remainder < 0 !== y < 0 ? remainder + y : remainder;
}

const MOST_POWER_BITS = 1 << 20;

/** `a ** b`. */
export function power(a: unknown, b: unknown): unknown {
  const [x, y] = operands("** or pow()", a, b);
  const result = Number(x) ** Number(y);
  if (isFloat(x) || isFloat(y) || Number(y) < 0) {
    if (Number(x) === 0 && Number(y) < 0) {
      throw divisionByZero("0.0 cannot be raised to a negative power");
    }
    if (Number.isNaN(result) && !Number.isNaN(Number(x)) && !Number.isNaN(Number(y))) {
      throw valueError("complex numbers are not supported");
    }
    if (!Number.isFinite(result) && Number.isFinite(Number(x)) && Number.isFinite(Number(y))) {
      throw new EvaluationError("OverflowError", "(34, 'Numerical result out of range')");
    }
    return float(result);
  }
  if (Number.isSafeInteger(result)) return result;
  const base = BigInt(x.valueOf());
  if (base.toString(2).length * Number(y) > MOST_POWER_BITS) {
    throw new EvaluationError("OverflowError", `the result of ** would be too large: ${x} ** ${y}`);
  }
  return base ** BigInt(y.valueOf());
}

/** `-a`. */
export function negate(a: unknown): unknown {
  defined(a);
  if (a instanceof Number) return float(-a.valueOf());
  if (typeof a === "bigint") return integer(-a);
  if (typeof a === "number") return a === 0 ? 0 : -a;
  if (typeof a === "boolean") return a ? -1 : 0;
  throw typeError(`bad operand type for unary -: '${typeName(a)}'`);
}

/** `+a`. */
export function plus(a: unknown): unknown {
  defined(a);
  if (typeof a === "boolean") return Number(a);
  if (isNumeric(a)) return a;
  throw typeError(`bad operand type for unary +: '${typeName(a)}'`);
}

function operands(operator: string, a: unknown, b: unknown): [Numeric, Numeric] {
  if (isNumeric(a) && isNumeric(b)) return [a, b];
  defined(a);
  defined(b);
  throw typeError(
    `unsupported operand type(s) for ${operator}: '${typeName(a)}' and '${typeName(b)}'`,
  );
}

function divisionByZero(message: string): EvaluationError {
  return new EvaluationError("ZeroDivisionError", message);
}

/** Applies the double operation, and the exact one where doubles do not suffice. */
function arithmetic(
  operator: string,
  a: unknown,
  b: unknown,
  exact: (x: bigint, y: bigint) => bigint,
  double: (x: number, y: number) => number,
): unknown {
  const [x, y] = operands(operator, a, b);
  const result = double(Number(x), Number(y));
  if (isFloat(x) || isFloat(y)) return float(result);
  if (Number.isSafeInteger(result) && typeof x !== "bigint" && typeof y !== "bigint") {
    return result === 0 ? 0 : result;
  }
  return integer(exact(BigInt(x.valueOf()), BigInt(y.valueOf())));
}
