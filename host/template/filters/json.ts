/**
 * Writes JSON as Python's `json.dumps` does.
 *
 * @module
 */

import type { Numeric } from "../values/float.ts";
import { typeError, valueError } from "../errors.ts";
import { compare } from "../values/compare.ts";
import { entries } from "../values/sequence.ts";
import { repr, text } from "../values/text.ts";
import { isFloat, isMapping, isNumeric, typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";

/** How JSON is laid out. */
export interface JsonLayout {
  /** Text per level; `undefined` puts everything on one line. */
  readonly indent?: string | undefined;
  readonly sortKeys?: boolean;
  /** Escape everything that is not ASCII. Default true. */
  readonly ascii?: boolean;
  readonly itemSeparator?: string;
  readonly keySeparator?: string;
}

/**
 * `value` as JSON.
 *
 * @throws {EvaluationError} when it holds something JSON has no form for
 */
export function toJson(value: unknown, layout: JsonLayout = {}): string {
  return new JsonWriter(layout).write(value, "");
}

class JsonWriter {
  readonly #indent: string | undefined;
  readonly #sortKeys: boolean;
  readonly #ascii: boolean;
  readonly #itemSeparator: string;
  readonly #keySeparator: string;

  constructor(layout: JsonLayout) {
    this.#indent = layout.indent;
    this.#sortKeys = layout.sortKeys ?? false;
    this.#ascii = layout.ascii ?? true;
    this.#itemSeparator = layout.itemSeparator ?? (layout.indent === undefined ? ", " : ",");
    this.#keySeparator = layout.keySeparator ?? ": ";
  }

  write(value: unknown, margin: string): string {
    if (typeof value === "string") return this.#string(value);
    if (value === null) return "null";
    if (typeof value === "boolean") return String(value);
    if (isNumeric(value)) return number(value);
    if (value instanceof Undefined) return value.fail();
    if (Array.isArray(value)) {
      return this.#block("[", "]", margin, (inner) => value.map((x) => this.write(x, inner)));
    }
    if (isMapping(value)) return this.#dict(value, margin);
    if (isTextual(value)) return this.#string(text(value));
    throw typeError(`Object of type ${typeName(value)} is not JSON serializable`);
  }

  #dict(value: Parameters<typeof entries>[0], margin: string): string {
    const pairs = entries(value);
    if (this.#sortKeys) pairs.sort(([a], [b]) => compare(a, b));
    return this.#block(
      "{",
      "}",
      margin,
      (inner) =>
        pairs.map(([key, item]) =>
          this.#string(keyText(key)) + this.#keySeparator + this.write(item, inner)
        ),
    );
  }

  #block(
    open: string,
    close: string,
    margin: string,
    items: (inner: string) => readonly string[],
  ): string {
    const inner = this.#indent === undefined ? "" : `${margin}${this.#indent}`;
    const parts = items(inner);
    if (parts.length === 0) return open + close;
    if (this.#indent === undefined) return open + parts.join(this.#itemSeparator) + close;
    return `${open}\n${inner}${parts.join(`${this.#itemSeparator}\n${inner}`)}\n${margin}${close}`;
  }

  #string(value: string): string {
    const quoted = JSON.stringify(value);
    return this.#ascii ? quoted.replace(/[\u007f-\uffff]/g, escapeUnit) : quoted;
  }
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function number(value: Numeric): string {
  if (isFloat(value) && !Number.isFinite(Number(value))) {
    const double = Number(value);
    return Number.isNaN(double) ? "NaN" : double > 0 ? "Infinity" : "-Infinity";
  }
  return repr(value);
}

function keyText(key: unknown): string {
  if (typeof key === "string") return key;
  if (key === null) return "null";
  if (typeof key === "boolean") return String(key);
  if (isNumeric(key)) return number(key);
  throw valueError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

/** Whether an object says how it is written in JSON, as dates do. */
function isTextual(value: unknown): boolean {
  return typeof value === "object" && value !== null && "isoText" in value;
}
