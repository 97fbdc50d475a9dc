/**
 * Filters that make and change numbers.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { typeError, valueError } from "../errors.ts";
import { flag, integerArgument, numberArgument } from "../methods/arguments.ts";
import { float } from "../values/float.ts";
import { integer } from "../values/arithmetic.ts";
import { text } from "../values/text.ts";
import { isFloat, isInteger, isNumeric, typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";

const DIGITS: ReadonlyMap<number, RegExp> = new Map([
  [2, /^([+-]?)(?:0b)?([01]+)$/i],
  [8, /^([+-]?)(?:0o)?([0-7]+)$/i],
  [10, /^([+-]?)(\d+)$/],
  [16, /^([+-]?)(?:0x)?([\da-f]+)$/i],
]);

const PREFIXES: ReadonlyMap<number, string> = new Map([[2, "0b"], [8, "0o"], [10, ""], [16, "0x"]]);

const FLOAT = /^\s*[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+)?\s*$/i;

/** Text as an int in the given base; `undefined` when it is none. */
export function parseInteger(value: string, base: number): number | bigint | undefined {
  const compact = value.trim().replace(/(?<=[\da-f])_(?=[\da-f])/gi, "");
  const [, sign, digits] = DIGITS.get(base)?.exec(compact) ?? [];
  if (digits === undefined) return undefined;
  const magnitude = BigInt(PREFIXES.get(base) + digits);
  return integer(sign === "-" ? -magnitude : magnitude);
}

/** Text as a double; `undefined` when it is none. */
export function parseFloatText(value: string): number | undefined {
  if (FLOAT.test(value)) return Number(value.replaceAll("_", ""));
  const [, sign, name] = /^\s*([+-]?)(inf|infinity|nan)\s*$/i.exec(value) ?? [];
  if (name === undefined) return undefined;
  return /nan/i.test(name) ? NaN : sign === "-" ? -Infinity : Infinity;
}

function toInteger(value: unknown, fallback: unknown = 0, base: unknown): unknown {
  if (value instanceof Undefined) return value.fail();
  if (isInteger(value)) return value;
  if (typeof value === "boolean") return Number(value);
  if (isFloat(value)) {
    return Number.isFinite(Number(value)) ? integer(BigInt(Math.trunc(Number(value)))) : fallback;
  }
  if (typeof value !== "string") return fallback;
  const whole = parseInteger(value, integerArgument(base, 10));
  if (whole !== undefined) return whole;
  const double = parseFloatText(value);
  return double === undefined || !Number.isFinite(double)
    ? fallback
    : integer(BigInt(Math.trunc(double)));
}

function toFloat(value: unknown, fallback: unknown = float(0)): unknown {
  if (value instanceof Undefined) return value.fail();
  if (isNumeric(value)) return float(Number(value));
  if (typeof value !== "string") return fallback;
  const double = parseFloatText(value);
  return double === undefined ? fallback : float(double);
}

/** The nearest integer, the even one when two are equally near. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `round(x, digits)`: correctly rounded in decimal, ties of the exact value to even. */
export function roundTo(x: number, digits: number): number {
  if (!Number.isFinite(x)) return x;
  if (digits <= 0) return roundHalfEven(x / 10 ** -digits) * 10 ** -digits;
  const scaled = x * 10 ** digits;
  const exactTie = Number.isInteger(scaled * 2) && scaled / 10 ** digits === x &&
    Number.isInteger(x * 2 ** 20);
  return exactTie ? roundHalfEven(scaled) / 10 ** digits : Number(x.toFixed(Math.min(digits, 100)));
}

function round(value: unknown, precision: unknown, method: unknown = "common"): unknown {
  const x = numberArgument(value);
  const digits = integerArgument(precision, 0);
  switch (method) {
    case "common": {
      const rounded = roundTo(x, digits);
      return isInteger(value) || typeof value === "boolean" ? rounded : float(rounded);
    }
    case "ceil":
      return float(Math.ceil(x * 10 ** digits) / 10 ** digits);
    case "floor":
      return float(Math.floor(x * 10 ** digits) / 10 ** digits);
    default:
      throw valueError("method must be common, ceil or floor");
  }
}

function absolute(value: unknown): unknown {
  if (value instanceof Undefined) return value.fail();
  if (typeof value === "bigint") return value < 0n ? -value : value;
  if (!isNumeric(value)) throw typeError(`bad operand type for abs(): '${typeName(value)}'`);
  return isFloat(value) ? float(Math.abs(Number(value))) : Math.abs(Number(value));
}

const DECIMAL_UNITS = ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
const BINARY_UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

function fileSize(value: unknown, binary: unknown): string {
  const bytes = typeof value === "string" ? parseFloatText(value) : numberArgument(value);
  if (bytes === undefined) throw valueError(`could not convert string to float: ${text(value)}`);
  const [base, units] = flag(binary) ? [1024, BINARY_UNITS] : [1000, DECIMAL_UNITS];
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const exponent = Math.min(Math.floor(Math.log(bytes) / Math.log(base)), units.length);
  const index = bytes >= base ** (exponent + 1) ? exponent + 1 : exponent;
  const power = Math.min(Math.max(index, 1), units.length);
  return `${(bytes / base ** power).toFixed(1)} ${units[power - 1]}`;
}

/** Filters that make and change numbers, by name. */
export const NUMBER_FILTERS: ReadonlyMap<string, Filter> = table({
  abs: takes([], absolute),
  filesizeformat: takes(["binary?"], fileSize),
  float: takes(["default?"], toFloat),
  int: takes(["default?", "base?"], toInteger),
  round: takes(["precision?", "method?"], round),
});
