/**
 * Values for people: YAML's block style, where text keeps its lines.
 *
 * It is meant to be read; `--output json` is there for programs.
 *
 * @module
 */
import { TaggedText, type TaggedValue } from "@shep/sdk/inventory";
import type { Key } from "@shep/sdk/value";
import { escapeControls, escapeLine } from "../terminal/escape.ts";

const INDENT = "    ";

/**
 * The entries of a map as lines of YAML.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { renderEntries } from "./value.ts";
 *
 * const lines = renderEntries(new Map<string, string | number>([["rc", 1], ["stderr", "a\nb"]]));
 * assert.deepEqual(lines, ["rc: 1", "stderr: |-", "    a", "    b"]);
 * ```
 */
export function renderEntries(map: ReadonlyMap<Key, TaggedValue>): string[] {
  return [...map].flatMap(([key, value]) => renderEntry(renderKey(key), value));
}

function renderEntry(name: string, value: TaggedValue): string[] {
  const body = renderBlock(value);
  if (body === undefined) return [`${name}: ${renderScalar(value)}`];
  const header = headerOf(value);
  if (header !== undefined) return [`${name}: ${header}`, ...body.map(indented)];
  return [`${name}:`, ...body.map(indented)];
}

function renderItem(value: TaggedValue): string[] {
  const body = renderBlock(value);
  if (body === undefined) return [`- ${renderScalar(value)}`];
  const header = headerOf(value);
  if (header !== undefined) return [`- ${header}`, ...body.map(indented)];
  const [first = "", ...rest] = body;
  return [`- ${first}`, ...rest.map((line) => line === "" ? "" : `  ${line}`)];
}

/** The lines of what does not fit behind its key; `undefined` for what does. */
function renderBlock(value: TaggedValue): string[] | undefined {
  if (typeof value === "string") {
    return /\n./s.test(value) ? textLines(value) : undefined;
  }
  if (value instanceof TaggedText) return textLines(value.text);
  if (value instanceof Map) return value.size === 0 ? undefined : renderEntries(value);
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.flatMap(renderItem);
  return undefined;
}

/** What stands before the lines of a text. */
function headerOf(value: TaggedValue): string | undefined {
  if (value instanceof TaggedText) return `${value.tag} ${blockHeader(value.text)}`;
  return typeof value === "string" ? blockHeader(value) : undefined;
}

function textLines(text: string): string[] {
  return escapeControls(text).replace(/\n$/, "").split("\n");
}

/** What a block begins with: how its last line ends, and its indent where that cannot be seen. */
function blockHeader(text: string): string {
  const indent = /^\n* /.test(text) ? String(INDENT.length) : "";
  if (!text.endsWith("\n")) return `|${indent}-`;
  return text.endsWith("\n\n") ? `|${indent}+` : `|${indent}`;
}

function indented(line: string): string {
  return line === "" ? "" : INDENT + line;
}

/** A value that takes no more than its line. */
function renderScalar(value: TaggedValue): string {
  if (typeof value === "string") return renderText(value);
  if (value instanceof Uint8Array) return `!!binary ${value.toBase64()}`;
  if (value instanceof Map) return "{}";
  if (Array.isArray(value)) return "[]";
  return String(value);
}

function renderKey(key: Key): string {
  return typeof key === "string" ? renderText(key) : String(key);
}

/** As it is, where nobody could take it for anything else; otherwise quoted. */
function renderText(text: string): string {
  const escaped = escapeLine(text);
  if (escaped !== text) return `"${escapeLine(text.replace(/["\\]/g, "\\$&"))}"`;
  if (isPlain(text)) return text;
  return `'${text.replaceAll("'", "''")}'`;
}

/** What YAML 1.1 reads as something else than text. */
const RESERVED =
  /^(null|~|<<|=|true|false|yes|no|on|off|y|n|[-+]?(\d[\d_.:]*(e[-+]?\d+)?|0x[\da-f]+|\.(inf|nan|\d+)))$/i;

function isPlain(text: string): boolean {
  return text !== "" && !RESERVED.test(text) && !/^\d{4}-\d\d-\d\d/.test(text) &&
    /^[^\s\-?:,[\]{}#&*!|>'"%@`]|^-[^\s]/.test(text) && !/:(\s|$)|\s#|\s$/.test(text);
}
