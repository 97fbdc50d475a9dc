/**
 * The argument `content` of `copy` as bytes.
 *
 * @module
 */
import { TaskFailure, type Value } from "@shep/sdk";

/** Text as it is, a list or dict as JSON, as Python's `json.dumps` writes it. */
export function contentText(content: Value): Uint8Array {
  if (content instanceof Uint8Array) return content;
  const text = typeof content === "string"
    ? content
    : Array.isArray(content) || content instanceof Map
    ? formatJson(content)
    : plainText(content);
  return new TextEncoder().encode(text);
}

function plainText(value: Exclude<Value, string>): string {
  if (value === true) return "True";
  if (value === false) return "False";
  return value === null ? "" : String(value);
}

/**
 * JSON with a space after each comma and colon, and everything beyond ASCII escaped.
 *
 * @throws {TaskFailure} For bytes, which JSON does not have.
 */
export function formatJson(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(formatJson).join(", ")}]`;
  if (value instanceof Map) {
    const items = [...value].map(([key, item]) => `${formatKey(key)}: ${formatJson(item)}`);
    return `{${items.join(", ")}}`;
  }
  if (value instanceof Uint8Array) {
    throw new TaskFailure("The content holds bytes, which JSON cannot express");
  }
  return typeof value === "string" ? formatString(value) : formatScalar(value);
}

function formatKey(key: string | number | bigint | boolean | null): string {
  return formatString(typeof key === "string" ? key : formatScalar(key));
}

function formatScalar(value: number | bigint | boolean | null | { toString(): string }): string {
  if (typeof value !== "number" || Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

function formatString(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (char) => char === "\x7f" ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
