/**
 * Filters on numbers, and sizes for humans.
 *
 * @module
 */

import { type Filter, table, takes, type Test } from "../call.ts";
import { valueError } from "../errors.ts";
import { absent, flag, numberArgument } from "../methods/arguments.ts";
import { roundHalfEven } from "../filters/number.ts";
import { power } from "../values/arithmetic.ts";
import { float } from "../values/float.ts";
import { text } from "../values/text.ts";
import { isFloat, isNumeric } from "../values/types.ts";

function logarithm(value: unknown, base: unknown): unknown {
  const x = numberArgument(value);
  if (x <= 0) throw valueError("math domain error");
  if (absent(base)) return float(Math.log(x));
  const b = numberArgument(base);
  return float(b === 10 ? Math.log10(x) : Math.log(x) / Math.log(b));
}

function root(value: unknown, base: unknown = 2): unknown {
  const x = numberArgument(value);
  const degree = numberArgument(base);
  if (x < 0) throw valueError("math domain error");
  return float(degree === 2 ? Math.sqrt(x) : x ** (1 / degree));
}

const UNITS = ["Y", "Z", "E", "P", "T", "G", "M", "K", "B"] as const;

/** How many bytes (or bits) one of a unit is. */
function unitSize(unit: string): number | undefined {
  const index = UNITS.findIndex((name) => name === unit);
  return index < 0 ? undefined : 1024 ** (UNITS.length - 1 - index);
}

function humanReadable(value: unknown, isBits: unknown, unit: unknown): string {
  const size = numberArgument(value);
  const bits = flag(isBits);
  const wanted = absent(unit) ? undefined : text(unit).toUpperCase();
  const suffix =
    UNITS.find((name) => wanted === undefined ? size >= (unitSize(name) ?? 1) : name === wanted) ??
      "B";
  const scaled = (size / (unitSize(suffix) ?? 1)).toFixed(2);
  const base = bits ? "bits" : "Bytes";
  return `${scaled} ${suffix === "B" ? base : suffix + (bits ? "b" : "B")}`;
}

/** `10M` as a number of bytes (or bits). */
function humanToBytes(value: unknown, defaultUnit: unknown, isBits: unknown): unknown {
  const written = text(value);
  const match = /^\s*(\d*\.?\d*)\s*([A-Za-z]+)?\s*$/.exec(written);
  if (match === null || match[1] === "") {
    throw valueError(`human_to_bytes() can't interpret following string: ${written}`);
  }
  const unit = match[2] ?? (absent(defaultUnit) ? "" : text(defaultUnit));
  const scale = unit === "" ? 1 : unitSize(unit.charAt(0).toUpperCase());
  if (scale === undefined || !hasUnitName(unit, flag(isBits))) {
    const kind = flag(isBits) ? "Mb or Mbit" : "MB or Megabyte";
    throw valueError(
      `human_to_bytes() failed to convert ${written} (unit = ${unit}). Use one like ${kind}`,
    );
  }
  return roundHalfEven(Number(match[1]) * scale);
}

const UNIT_WORDS = ["yotta", "zetta", "exa", "peta", "tera", "giga", "mega", "kilo"];

/** Whether the rest of a unit's name says byte (or bit) as was asked for. */
function hasUnitName(unit: string, isBits: boolean): boolean {
  if (unit.length <= 1) return true;
  const lower = unit.toLowerCase();
  if (lower === "b" || lower === "byte" || lower === "bytes") return !isBits;
  if (lower === "bit" || lower === "bits") return isBits;
  if (unit.length === 2) return unit.endsWith(isBits ? "b" : "B");
  const words = UNIT_WORDS.map((word) => word + (isBits ? "bit" : "byte"));
  return [...words, ...words.map((word) => `${word}s`)].includes(lower) ||
    /^[a-z]bits?$/.test(lower) && isBits || /^[a-z]bytes?$/.test(lower) && !isBits;
}

/** Filters on numbers, by name. */
export const MATH_FILTERS: ReadonlyMap<string, Filter> = table({
  human_readable: takes(["isbits?", "unit?"], humanReadable),
  human_to_bytes: takes(["default_unit?", "isbits?"], humanToBytes),
  log: takes(["base?"], logarithm),
  pow: takes(["x"], (value, exponent) => {
    const result = power(value, exponent);
    return isNumeric(result) ? float(Number(result)) : result;
  }),
  root: takes(["base?"], root),
});

/** Tests of numbers, by name. */
export const MATH_TESTS: ReadonlyMap<string, Test> = table({
  isnan: takes([], (value) => isFloat(value) && Number.isNaN(Number(value))),
  nan: takes([], (value) => isFloat(value) && Number.isNaN(Number(value))),
});
