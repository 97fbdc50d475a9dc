/**
 * Format specifications: the part after the colon in `'{:>8.2f}'.format(x)`.
 *
 * @see https://docs.python.org/3/library/string.html#format-specification-mini-language
 * @module
 */

import type { Numeric } from "./float.ts";
import { typeError, valueError } from "../errors.ts";
import { formatNumber, isIntegerConversion, zeroPad } from "./number_format.ts";
import { text } from "./text.ts";
import { isFloat, isNumeric, typeName } from "./types.ts";

const SPECIFICATION = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;

/**
 * `format(value, specification)`.
 *
 * @throws {EvaluationError} when the specification is malformed or does not suit the value
 */
export function formatValue(value: unknown, specification: string): string {
  if (specification === "") return text(value);
  const match = SPECIFICATION.exec(specification);
  if (match === null) throw valueError(`Invalid format specifier '${specification}'`);
  const [, fill, align, sign, alternate, zero, width, grouping, precision, conversion] = match;
  const columns = Number(width ?? 0);
  const digits = precision === undefined ? undefined : Number(precision);
  if (!isNumeric(value)) {
    if (sign !== undefined || grouping !== undefined || alternate !== undefined) {
      throw valueError(`'${specification}' is for numbers, not for ${typeName(value)}`);
    }
    const body = textBody(value, conversion, digits);
    return alignTo(body, columns, align ?? "<", fill ?? (zero === undefined ? " " : "0"));
  }
  let body = numberBody(value, conversion, digits, alternate !== undefined);
  if (grouping !== undefined) body = group(body, grouping);
  if (sign !== undefined && sign !== "-" && !body.startsWith("-")) body = sign + body;
  if (zero !== undefined && align === undefined) return zeroPad(body, columns);
  return alignTo(body, columns, align ?? ">", fill ?? " ");
}

function textBody(
  value: unknown,
  conversion: string | undefined,
  digits: number | undefined,
): string {
  if (typeof value !== "string") {
    throw typeError(`unsupported format string passed to ${typeName(value)}.__format__`);
  }
  if (conversion === undefined || conversion === "s") return value.slice(0, digits);
  throw valueError(`Unknown format code '${conversion}' for object of type 'str'`);
}

function numberBody(
  value: Numeric,
  conversion: string | undefined,
  digits: number | undefined,
  alternate: boolean,
): string {
  if (conversion === "%") return formatNumber(Number(value) * 100, "f", digits, false) + "%";
  const isWhole = !isFloat(value);
  if (
    isWhole && digits !== undefined && (conversion === undefined || isIntegerConversion(conversion))
  ) {
    throw valueError("Precision not allowed in integer format specifier");
  }
  if (conversion === undefined || conversion === "n") {
    if (isWhole) return formatNumber(value, "d", undefined, false);
    return digits === undefined
      ? text(value)
      : withFraction(formatNumber(value, "g", digits, false));
  }
  if (!isWhole && isIntegerConversion(conversion) || !"bcdoxXeEfFgG".includes(conversion)) {
    throw valueError(`Unknown format code '${conversion}' for object of type '${typeName(value)}'`);
  }
  if (conversion === "c") return String.fromCodePoint(Number(value));
  return formatNumber(value, conversion, digits, alternate);
}

/** A float without conversion always shows that it is one. */
function withFraction(number: string): string {
  return /^-?\d+$/.test(number) ? `${number}.0` : number;
}

function group(number: string, separator: string): string {
  const [whole = "", ...fraction] = number.split(".");
  return [whole.replace(/\B(?=(\d{3})+(?!\d))/g, separator), ...fraction].join(".");
}

function alignTo(body: string, width: number, align: string, fill: string): string {
  const missing = Math.max(0, width - Array.from(body).length);
  switch (align) {
    case "<":
      return body + fill.repeat(missing);
    case ">":
      return fill.repeat(missing) + body;
    case "^":
      return fill.repeat(missing >> 1) + body + fill.repeat(missing - (missing >> 1));
    default: {
      const sign = /^[+-]/.test(body) ? body.slice(0, 1) : "";
      return sign + fill.repeat(missing) + body.slice(sign.length);
    }
  }
}
