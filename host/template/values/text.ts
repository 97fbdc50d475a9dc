/**
 * How values print: Python's `str` and `repr`.
 *
 * @module
 */

import { LazyMapping } from "../scope.ts";
import { TemplateText } from "../text.ts";
import { floatText } from "./float.ts";
import { Callable, Tuple, View } from "./types.ts";
import { Undefined } from "./undefined.ts";

/**
 * `str(value)`.
 *
 * @throws {UndefinedError} when the value is undefined
 */
export function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Undefined) return value.fail();
  return repr(value);
}

/** `repr(value)`: a literal that reads back as the value, where there is one. */
export function repr(value: unknown): string {
  switch (typeof value) {
    case "string":
      return stringLiteral(value);
    case "boolean":
      return value ? "True" : "False";
    case "number":
      return Number.isInteger(value) ? String(value) : floatText(value);
    case "bigint":
      return String(value);
    default:
      return objectLiteral(value);
  }
}

function objectLiteral(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value instanceof Number) return floatText(value.valueOf());
  if (Array.isArray(value)) return sequenceLiteral(value);
  if (value instanceof Map) return mappingLiteral(value);
  if (value instanceof LazyMapping) {
    return mappingLiteral(Array.from(value.keys(), (key) => [key, value.get(key)] as const));
  }
  if (value instanceof Uint8Array) return bytesLiteral(value);
  if (value instanceof Undefined) return undefinedLiteral(value);
  if (value instanceof Callable) return `<function ${value.name}>`;
  if (value instanceof TemplateText) return value.source;
  return String(value);
}

function sequenceLiteral(elements: readonly unknown[]): string {
  let list = "";
  for (const element of elements) list += (list === "" ? "" : ", ") + repr(element);
  if (elements instanceof Tuple) return elements.length === 1 ? `(${list},)` : `(${list})`;
  return elements instanceof View ? `${elements.kind}([${list}])` : `[${list}]`;
}

function mappingLiteral(entries: Iterable<readonly [unknown, unknown]>): string {
  let list = "";
  for (const [key, value] of entries) {
    list += `${list === "" ? "" : ", "}${repr(key)}: ${repr(value)}`;
  }
  return `{${list}}`;
}

function undefinedLiteral({ details }: Undefined): string {
  const hint = details.hint === undefined ? "None" : repr(details.hint);
  return `AnsibleUndefined(hint=${hint}, obj=missing, name=${repr(details.name ?? null)})`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

// deno-lint-ignore no-control-regex -- control characters are what is looked for
const SPECIAL = /[\\'"\u0000-\u001f\u007f-\u00a0\u00ad]/g;

function stringLiteral(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const body = value.replace(SPECIAL, (character) => {
    if (character === "'" || character === '"') {
      return character === quote ? `\\${character}` : character;
    }
    return ESCAPES.get(character) ?? hexEscape(character.charCodeAt(0));
  });
  return quote + body + quote;
}

function bytesLiteral(bytes: Uint8Array): string {
  let body = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (byte >= 127 || byte < 32 && !ESCAPES.has(character)) body += hexEscape(byte);
    else body += ESCAPES.get(character) ?? character;
  }
  const quote = body.includes("'") && !body.includes('"') ? '"' : "'";
  return `b${quote}${quote === "'" ? body.replaceAll("'", "\\'") : body}${quote}`;
}

function hexEscape(code: number): string {
  return "\\x" + code.toString(16).padStart(2, "0");
}
