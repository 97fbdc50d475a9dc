/**
 * Numbers as printf and `str.format` print them.
 *
 * @module
 */

import type { Numeric } from "./float.ts";
/** The digits of a number under a conversion letter (`d`, `x`, `f`, `e`, `g`, …), sign included. */
export function formatNumber(
  value: Numeric,
  conversion: string,
  precision: number | undefined,
  alternate: boolean,
): string {
  const double = Number(value);
  if ("fFeEgG".includes(conversion) && !Number.isFinite(double)) {
    const name = Number.isNaN(double) ? "nan" : double > 0 ? "inf" : "-inf";
    return conversion === conversion.toUpperCase() ? name.toUpperCase() : name;
  }
  switch (conversion) {
    case "f":
    case "F":
      return fixed(double, precision ?? 6);
    case "e":
      return exponential(double, precision ?? 6);
    case "E":
      return exponential(double, precision ?? 6).toUpperCase();
    case "g":
      return general(double, precision ?? 6);
    case "G":
      return general(double, precision ?? 6).toUpperCase();
    case "x":
      return inBase(value, 16, alternate ? "0x" : "");
    case "X":
      return inBase(value, 16, alternate ? "0x" : "").toUpperCase();
    case "o":
      return inBase(value, 8, alternate ? "0o" : "");
    case "b":
      return inBase(value, 2, alternate ? "0b" : "");
    default:
      return inBase(value, 10, "");
  }
}

function inBase(value: Numeric, base: number, prefix: string): string {
  const whole = typeof value === "bigint" ? value : BigInt(Math.trunc(Number(value)));
  return whole < 0n ? `-${prefix}${(-whole).toString(base)}` : prefix + whole.toString(base);
}

/** Fixed notation with exact decimals; `toFixed` alone gives up beyond 1e21. */
function fixed(x: number, digits: number): string {
  if (Math.abs(x) < 1e21) return x.toFixed(Math.min(digits, 100));
  return digits === 0 ? String(BigInt(x)) : `${BigInt(x)}.${"0".repeat(digits)}`;
}

function exponential(x: number, digits: number): string {
  const [mantissa = "", exponent = "+0"] = x.toExponential(Math.min(digits, 100)).split("e");
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** The shorter of fixed and exponential notation, without trailing zeros. */
function general(x: number, precision: number): string {
  const digits = Math.min(Math.max(precision, 1), 100);
  const exponent = x === 0 ? 0 : Number(x.toExponential(digits - 1).split("e")[1]);
  if (exponent < -4 || exponent >= digits) {
    return exponential(x, digits - 1).replace(/\.?0+e/, "e");
  }
  const text = x.toFixed(Math.max(0, digits - 1 - exponent));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Pads a number to `width` with zeros between sign and digits. */
export function zeroPad(number: string, width: number): string {
  const sign = /^[+-]/.test(number) ? number.slice(0, 1) : "";
  return sign + number.slice(sign.length).padStart(width - sign.length, "0");
}

/** Whether a conversion letter is for whole numbers only in `str.format`. */
export function isIntegerConversion(conversion: string): boolean {
  return "dxXobcn".includes(conversion);
}
