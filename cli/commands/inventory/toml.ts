/**
 * Data as TOML.
 *
 * @see https://toml.io/en/v1.0.0
 * @module
 */
import { Fault } from "@shep/sdk";
import { type TaggedMap, TaggedText, type TaggedValue } from "@shep/sdk/inventory";
import type { Key } from "@shep/sdk/value";

/**
 * A document.
 *
 * @throws {Fault} `failed`, for `null`, which TOML has no form for.
 */
export function tomlText(map: TaggedMap): string {
  return tableLines(map, []).join("\n") + "\n";
}

/** A table's own values first: what follows a header belongs to it. */
function tableLines(map: TaggedMap, path: readonly string[]): string[] {
  const entries = [...map];
  const tables = entries.filter(([, value]) => value instanceof Map);
  const values = entries.filter(([, value]) => !(value instanceof Map));
  const header = path.length > 0 && (values.length > 0 || tables.length === 0)
    ? [`[${path.join(".")}]`]
    : [];
  return [
    ...header,
    ...values.map(([key, value]) => `${keyText(key)} = ${inline(value, [...path, keyText(key)])}`),
    ...(header.length + values.length > 0 ? [""] : []),
    ...tables.flatMap(([key, value]) => tableLines(value as TaggedMap, [...path, keyText(key)])),
  ];
}

function inline(value: TaggedValue, path: readonly string[]): string {
  if (value === null) {
    throw new Fault("failed", `TOML has no form for 'null': ${path.join(".")}`, {
      hint: "Write the inventory as YAML: --yaml",
    });
  }
  if (value instanceof TaggedText) return JSON.stringify(value.text);
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Uint8Array) return JSON.stringify(value.toBase64());
  if (Array.isArray(value)) return `[${value.map((item) => inline(item, path)).join(", ")}]`;
  if (!(value instanceof Map)) return number(String(value));
  const pairs = [...value].map(([key, item]) => `${keyText(key)} = ${inline(item, path)}`);
  return `{${pairs.join(", ")}}`;
}

/** As TOML spells what is no number. */
function number(text: string): string {
  return text.replace("NaN", "nan").replace("Infinity", "inf");
}

function keyText(key: Key): string {
  const text = String(key);
  return /^[\w-]+$/.test(text) ? text : JSON.stringify(text);
}
