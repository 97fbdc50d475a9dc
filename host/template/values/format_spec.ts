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
  const match = SPECIFICATION.exec(specification);
  if (match === null) throw valueError(`Invalid format specifier '${specification}'`);
  const [, fill, align, sign, alternate, zero, width, grouping, precision, conversion] = match;
  const numeric = isNumeric(value) && (typeof value !== "boolean" || isNumberCode(conversion));
  let body: string;
  if (isNumeric(value) && numeric) {
    body = numberBody(value, conversion, precision, alternate !== undefined);
    if (grouping !== undefined) body = group(body, grouping);
    if (sign !== undefined && sign !== "-" && !body.startsWith("-")) body = sign + body;
  } else {
    if (conversion !== undefined && conversion !== "s") {
      throw valueError(
        `Unknown format code '${conversion}' for object of type '${typeName(value)}'`,
      );
    }
    if (specification !== "" && (value === null || typeof value === "object")) {
      throw typeError(`unsupported format string passed to ${typeName(value)}.__format__`);
    }
    body = text(value).slice(0, precision === undefined ? undefined : Number(precision));
  }
  if (zero !== undefined && align === undefined) return zeroPad(body, Number(width ?? 0));
  return alignTo(body, Number(width ?? 0), align ?? (numeric ? ">" : "<"), fill ?? " ");
}

function isNumberCode(conversion: string | undefined): boolean {
  return conversion !== undefined && conversion !== "s";
}

function numberBody(
  value: Numeric,
  conversion: string | undefined,
  precision: string | undefined,
  alternate: boolean,
): string {
  const digits = precision === undefined ? undefined : Number(precision);
  if (conversion === "%") return formatNumber(Number(value) * 100, "f", digits, false) + "%";
  if (conversion === undefined || conversion === "n") {
    return digits === undefined ? text(value) : formatNumber(value, "g", digits, alternate);
  }
  if (isFloat(value) && isIntegerConversion(conversion) || conversion === "s") {
    throw valueError(`Unknown format code '${conversion}' for object of type '${typeName(value)}'`);
  }
  if (conversion === "c") return String.fromCodePoint(Number(value));
  return formatNumber(value, conversion, digits, alternate);
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
