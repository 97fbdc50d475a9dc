/**
 * The recorded cases: templates with what ansible-core 2.14 makes of them.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { float } from "../values/float.ts";
import { hasMarkup, TemplateText } from "../text.ts";
import { isFloat, Tuple } from "../values/types.ts";
import { TemplateObject } from "../values/types.ts";
import { floatText } from "../values/float.ts";
import { repr } from "../values/text.ts";
import { Undefined } from "../values/undefined.ts";

/** What one of the modes gave: a value, or an error. */
export type Expectation =
  | { readonly value: unknown; readonly type: string }
  | { readonly error: { readonly type: string; readonly msg: string } };

/** A recorded case. */
export interface Case {
  readonly id: number;
  readonly scope: "core" | "ansible";
  readonly cat: string;
  readonly kind: "expr" | "tmpl" | "when";
  readonly expr: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly opts?: { readonly lstrip_blocks?: boolean; readonly escape?: boolean };
  readonly expected: Readonly<Record<string, Expectation>>;
}

/** The cases that need the controller's files, environment or plugins. */
export const NEED_CONTROLLER: ReadonlySet<number> = new Set([
  781,
  782,
  783,
  785,
  786,
  789,
  813,
  814,
]);

/** All recorded cases. */
export function readCases(): readonly Case[] {
  const text = readFileSync(new URL("./jinja-cases.json", import.meta.url), "utf8");
  return (parse(text, keepFloats) as { cases: Case[] }).cases;
}

/** Expressions with what they give: an encoded value, or an error. */
export interface RecordedExpressions {
  readonly vars: Readonly<Record<string, unknown>>;
  readonly expressions: readonly (readonly [string, { value: unknown } | { error: true }])[];
}

/** All recorded expressions. */
export function readExpressions(): RecordedExpressions {
  const text = readFileSync(new URL("./expressions.json", import.meta.url), "utf8");
  return parse(text, keepFloats) as RecordedExpressions;
}

/** `JSON.parse` with the third argument of revivers, which TypeScript does not know yet. */
const parse = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/** Keeps `3.0` apart from `3`. */
function keepFloats(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  return typeof value === "number" && source?.includes(".") ? float(value) : value;
}

/** A recorded value as a value of the engine; text with markup as a template. */
export function decode(recorded: unknown): unknown {
  if (typeof recorded === "string") {
    return hasMarkup(recorded) ? new TemplateText(recorded) : recorded;
  }
  if (Array.isArray(recorded)) return recorded.map(decode);
  if (typeof recorded !== "object" || recorded === null || recorded instanceof Number) {
    return recorded;
  }
  const { __py__: type, v } = recorded as { __py__?: string; v?: unknown };
  switch (type) {
    case "float":
      return float(Number(String(v)));
    case "int":
      return BigInt(String(v));
    case "tuple":
      return Tuple.from(v as unknown[], decode);
    case "dict":
      return new Map((v as [unknown, unknown][]).map(([key, item]) => [decode(key), decode(item)]));
    default:
      return new Map(Object.entries(recorded).map(([key, item]) => [key, decode(item)]));
  }
}

/** A value of the engine as cases record it. */
export function encode(value: unknown): unknown {
  if (isFloat(value)) return { __py__: "float", v: floatText(Number(value)) };
  if (typeof value === "bigint") return { __py__: "int", v: String(value) };
  if (value instanceof Tuple) return { __py__: "tuple", v: Array.from(value, encode) };
  if (Array.isArray(value)) return Array.from(value, encode);
  if (value instanceof Map) {
    return { __py__: "dict", v: Array.from(value, ([key, item]) => [encode(key), encode(item)]) };
  }
  if (value instanceof TemplateObject) return { __py__: value.typeName, v: String(value) };
  if (value instanceof Uint8Array) return { __py__: "bytes", v: repr(value) };
  return value instanceof Undefined ? { __py__: "undefined", v: value.message } : value;
}
