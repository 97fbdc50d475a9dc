/**
 * printf formatting: `'%s-%03d' % (name, n)`.
 *
 * @see https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting
 * @module
 */

import { EvaluationError, typeError, valueError } from "../errors.ts";
import { formatNumber, zeroPad } from "./number_format.ts";
import { repr, text } from "./text.ts";
import { isFloat, isInteger, isNumeric, Tuple, typeName } from "./types.ts";
import { Undefined } from "./undefined.ts";

const DIRECTIVE = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([a-zA-Z%])?/g;

const CONVERSIONS = "diuoxXeEfFgGcrsa";

/**
 * `format % argument`.
 *
 * @throws {EvaluationError} when directives and arguments do not fit together
 */
export function percentFormat(format: string, argument: unknown): string {
  if (argument instanceof Undefined && !format.includes("%r")) return argument.fail();
  const values = new PercentArguments(argument);
  const result = format.replace(
    DIRECTIVE,
    (directive: string, key: string | undefined, flags: string, ...rest: unknown[]) => {
      const [width, precision, conversion] = rest as [string?, string?, string?];
      if (conversion === "%") return "%";
      if (conversion === undefined) throw valueError("incomplete format");
      if (!CONVERSIONS.includes(conversion)) {
        throw valueError(`unsupported format character '${conversion}' in "${directive}"`);
      }
      const minimum = width === "*" ? values.nextCount() : Number(width ?? 0);
      const digits = precision === "*" ? values.nextCount() : numberOrNothing(directive, precision);
      const value = key === undefined ? values.next() : values.get(key);
      return pad(convert(value, conversion, flags, digits), conversion, flags, minimum);
    },
  );
  values.checkAllUsed();
  return result;
}

function numberOrNothing(directive: string, precision: string | undefined): number | undefined {
  if (precision !== undefined) return Number(precision);
  return directive.includes(".") ? 0 : undefined;
}

function convert(
  value: unknown,
  conversion: string,
  flags: string,
  precision: number | undefined,
): string {
  if (conversion === "s") return text(value).slice(0, precision);
  if (conversion === "r" || conversion === "a") return repr(value).slice(0, precision);
  if (conversion === "c") return character(value);
  if (value instanceof Undefined) return value.fail();
  if (!isNumeric(value)) {
    const kind = "eEfFgG".includes(conversion) ? "must be real number" : undefined;
    throw typeError(
      kind
        ? `${kind}, not ${typeName(value)}`
        : `%${conversion} format: a real number is required, not ${typeName(value)}`,
    );
  }
  if (isFloat(value) && "xXo".includes(conversion)) {
    throw typeError(`%${conversion} format: an integer is required, not float`);
  }
  const digits = formatNumber(value, conversion, precision, flags.includes("#"));
  if (digits.startsWith("-")) return digits;
  return (flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") + digits;
}

function character(value: unknown): string {
  if (typeof value === "string" && [...value].length === 1) return value;
  if (isInteger(value) && value >= 0 && value <= 0x10ffff) {
    return String.fromCodePoint(Number(value));
  }
  throw typeError("%c requires int or char");
}

function pad(converted: string, conversion: string, flags: string, width: number): string {
  if (flags.includes("-")) return converted.padEnd(width);
  const numeric = !"srac".includes(conversion);
  return flags.includes("0") && numeric ? zeroPad(converted, width) : converted.padStart(width);
}

/** The right-hand side of `%`, taken apart as directives ask for it. */
class PercentArguments {
  readonly #argument: unknown;
  readonly #values: readonly unknown[];
  #position = 0;
  #namesUsed = false;

  constructor(argument: unknown) {
    this.#argument = argument;
    this.#values = argument instanceof Tuple ? argument : [argument];
  }

  next(): unknown {
    if (this.#position >= this.#values.length) {
      throw typeError("not enough arguments for format string");
    }
    return this.#values[this.#position++];
  }

  nextCount(): number {
    const value = this.next();
    if (!isInteger(value)) throw typeError("* wants int");
    return Number(value);
  }

  get(key: string): unknown {
    if (!(this.#argument instanceof Map)) throw typeError("format requires a mapping");
    if (!this.#argument.has(key)) throw new EvaluationError("KeyError", repr(key));
    this.#namesUsed = true;
    return this.#argument.get(key);
  }

  checkAllUsed(): void {
    const optional = this.#namesUsed || this.#argument instanceof Map ||
      Array.isArray(this.#argument) && !(this.#argument instanceof Tuple);
    if (!optional && this.#position < this.#values.length) {
      throw typeError("not all arguments converted during string formatting");
    }
  }
}
