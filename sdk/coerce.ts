/**
 * How a value becomes one of the type that an argument declares, as Ansible converts it.
 *
 * @module
 */
import type { ArgumentType } from "./arguments.ts";
import { pythonText } from "./python_text.ts";
import { Float, float, type Value, type ValueMap } from "./value.ts";

const TRUE = new Set(["y", "yes", "on", "1", "true", "t"]);
const FALSE = new Set(["n", "no", "off", "0", "false", "f"]);

/**
 * `value` as one of `type`, or `undefined` where there is none.
 *
 * @example
 * ```ts
 * import { coerce } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * assert.equal(coerce("bool", "yes"), true);
 * assert.equal(coerce("bytes", "1.5K"), 1536);
 * assert.equal(coerce("int", "three"), undefined);
 * ```
 *
 * @see https://docs.ansible.com/ansible/latest/dev_guide/developing_program_flow_modules.html#type
 */
export function coerce(type: ArgumentType, value: Value): Value | undefined {
  switch (type) {
    case "str":
    case "path":
      return toText(value);
    case "int":
      return toInteger(value);
    case "float":
      return toFloat(value);
    case "bool":
      return toBoolean(value);
    case "list":
      return toList(value);
    case "dict":
      return toMap(value);
    case "bytes":
      return toSize(value);
    case "raw":
      return value;
  }
}

/** Text of anything: Ansible, too, prints a list that is given for a text. */
function toText(value: Value): string | undefined {
  if (value === null) return undefined;
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : pythonText(value);
}

/** An integer; a float is none, even if it is integral. */
function toInteger(value: Value): number | bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  if (typeof value !== "string" || !/^\s*[-+]?\d+(_\d+)*\s*$/.test(value)) return undefined;
  const digits = value.replaceAll("_", "").trim().replace(/^\+/, "");
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits);
}

/** How Python writes what is no number, and what is beyond all numbers. */
const BEYOND: Readonly<Record<string, number>> = {
  nan: NaN,
  inf: Infinity,
  infinity: Infinity,
};

const DECIMAL = /^[-+]?(\d+(_\d+)*\.?|(\d+(_\d+)*)?\.\d+(_\d+)*)([eE][-+]?\d+(_\d+)*)?$/;

function toFloat(value: Value): number | Float | undefined {
  if (value instanceof Number) return value as Float;
  if (typeof value === "number" || typeof value === "bigint") return float(Number(value));
  if (typeof value === "boolean") return new Float(value ? 1 : 0);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (DECIMAL.test(text)) return float(Number(text.replaceAll("_", "")));
  const beyond = BEYOND[text.replace(/^[-+]/, "").toLowerCase()];
  return beyond === undefined || !text.startsWith("-") ? beyond : -beyond;
}

function toBoolean(value: Value): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value === "number" || value instanceof Number) {
    const number = Number(value);
    return number === 1 ? true : number === 0 ? false : undefined;
  }
  if (typeof value !== "string") return undefined;
  const text = value.toLowerCase().trim();
  return TRUE.has(text) ? true : FALSE.has(text) ? false : undefined;
}

/** A text is split at its commas; anything else that is not a list becomes one of one item. */
function toList(value: Value): Value[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return value.split(",");
  if (value instanceof Map || value === null || value instanceof Uint8Array) return undefined;
  return [toText(value)!];
}

/** A text is a JSON object, or `key=value` pairs with commas or blanks between them. */
function toMap(value: Value): ValueMap | undefined {
  if (value instanceof Map) return value;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (text.startsWith("{")) return parseObject(text);
  const pairs = text.includes("=") ? splitPairs(text) : [];
  if (pairs.length === 0 || pairs.some((pair) => !pair.includes("="))) return undefined;
  return new Map(pairs.map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)];
  }));
}

/** The pairs, without the quotes that may stand around commas and blanks. */
function splitPairs(text: string): string[] {
  const pairs = text.match(/("[^"]*"|'[^']*'|\\.|[^\s,"'\\]|["'])+/g) ?? [];
  return pairs.map((pair) =>
    pair.replace(
      /"([^"]*)"|'([^']*)'|\\(.)/g,
      (_, double, single, char) => double ?? single ?? char,
    )
  );
}

function parseObject(text: string): ValueMap | undefined {
  try {
    return JSON.parse(
      text,
      (_, item) =>
        item !== null && typeof item === "object" && !Array.isArray(item)
          ? new Map(Object.entries(item))
          : item,
    );
  } catch {
    return undefined;
  }
}

/** The units of sizes, each 1024 times the one before. */
const SIZE_UNITS = ["B", "K", "M", "G", "T", "P", "E", "Z", "Y"];

/** A size in bytes: a number, or one with a unit, such as `10M` or `1.5 GB`. */
function toSize(value: Value): number | undefined {
  if (typeof value !== "string" && typeof value !== "number" && !(value instanceof Float)) {
    return undefined;
  }
  const [, number, unit = "", rest = ""] =
    /^\s*(\d+(?:\.\d*)?|\.\d+)\s*([A-Za-z]?)([A-Za-z]*)\s*$/.exec(String(value)) ?? [];
  const power = unit === "" ? 0 : SIZE_UNITS.indexOf(unit.toUpperCase());
  const isUnit = rest === "" || rest === "B" || /^bytes?$/i.test(unit + rest);
  if (number === undefined || power < 0 || !isUnit) return undefined;
  return Math.round(Number(number) * 1024 ** power);
}

/** Whether two values are equal, a number being the same in any of its types. */
export function sameValue(a: Value, b: Value): boolean {
  if (a instanceof Number || b instanceof Number) return Number(a) === Number(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, at) => sameValue(each, b[at]!));
  }
  return a === b;
}

/** What a value is, for messages: `a dict`, `the text 'x'`. */
export function typeName(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Map) return "a dict";
  if (value instanceof Uint8Array) return "bytes";
  if (typeof value === "string") return `the text '${value}'`;
  return `${value}`;
}
