/**
 * Values on one line, as Python prints them: the `(item=…)` of a loop.
 *
 * @see https://docs.python.org/3/library/functions.html#repr
 * @module
 */
import type { Value } from "@shep/sdk/value";
import { escapeLine } from "../terminal/escape.ts";

/**
 * A text as it is, anything else as Python's `repr`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { renderInline } from "./inline.ts";
 *
 * assert.equal(renderInline("nginx"), "nginx");
 * assert.equal(renderInline(new Map([["ports", [80, 443]]])), "{'ports': [80, 443]}");
 * ```
 */
export function renderInline(value: Value): string {
  return typeof value === "string" ? escapeLine(value) : repr(value);
}

function repr(value: Value): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return quote(value);
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  if (value instanceof Map) {
    return `{${[...value].map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(", ")}}`;
  }
  return String(value);
}

/** Python prefers single quotes, unless only they would have to be escaped. */
function quote(text: string): string {
  const escaped = escapeLine(text.replaceAll("\\", "\\\\"));
  if (text.includes("'") && !text.includes('"')) return `"${escaped}"`;
  return `'${escaped.replaceAll("'", "\\'")}'`;
}
