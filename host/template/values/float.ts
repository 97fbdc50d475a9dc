/**
 * Floats that look like integers.
 *
 * @module
 */

/** A float whose value is integral, such as `3.0`; recognised anywhere by `instanceof Number`. */
export class Float extends Number {
  /** As Python prints it. */
  override toString(): string {
    return floatText(this.valueOf());
  }
}

/** A boxed number, of whichever class: a float from another module is one too. */
// deno-lint-ignore ban-types -- the box itself is meant
export type BoxedNumber = Number;

/** Anything arithmetic takes; a boolean counts as 0 or 1. */
export type Numeric = number | bigint | boolean | BoxedNumber;

/** The double `x` as a float value: boxed when it would look like an integer. */
export function float(x: number): number | Float {
  return Number.isInteger(x) ? new Float(x) : x;
}

/** A double as Python's `repr` prints it: `3.0`, `1e-05`, `1e+16`, `inf`. */
export function floatText(x: number): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  if (x === 0) return Object.is(x, -0) ? "-0.0" : "0.0";
  const [mantissa = "", exponentText = "0"] = x.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? "-" : "+";
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const text = String(x);
  return text.includes(".") ? text : `${text}.0`;
}
