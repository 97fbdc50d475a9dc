/**
 * Values as Python prints them: what Ansible makes of a value that is used as text.
 *
 * @module
 */
import type { Value } from "./value.ts";

/** Escapes that Python writes with a letter. */
const LETTERS: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/**
 * `value` as Python's `str()` of it.
 *
 * @example
 * ```ts
 * import { pythonText } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * assert.equal(pythonText("it's"), "it's");
 * assert.equal(pythonText(["it's", true, null]), `["it's", True, None]`);
 * ```
 */
export function pythonText(value: Value): string {
  return typeof value === "string" ? value : pythonLiteral(value);
}

/** `value` as Python's `repr()` of it. */
export function pythonLiteral(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : floatText(value);
  }
  if (value instanceof Number) return floatText(value.valueOf());
  if (value instanceof Uint8Array) {
    const literal = `b${quoted(String.fromCharCode(...value))}`;
    return literal.replace(/[\xa1-\xff]/g, hexEscape);
  }
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  const items = [...value].map(([key, item]) => `${pythonLiteral(key)}: ${pythonLiteral(item)}`);
  return `{${items.join(", ")}}`;
}

/** A double with a point or an exponent, which begins sooner than in JavaScript. */
function floatText(x: number): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return x.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  if (Object.is(x, -0)) return "-0.0";
  return Number.isInteger(x) ? `${x}.0` : String(x);
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // deno-lint-ignore no-control-regex -- control characters are what is to be escaped
  const escaped = text.replace(/[\\\n\r\t'"]|[\x00-\x1f\x7f-\xa0\xad]/g, (char) => {
    if (char === "'" || char === '"') return char === quote ? `\\${char}` : char;
    return LETTERS[char] ?? hexEscape(char);
  });
  return quote + escaped + quote;
}

function hexEscape(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
