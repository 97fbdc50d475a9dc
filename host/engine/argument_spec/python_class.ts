/**
 * Types of values by Python's names, which Ansible's messages have.
 *
 * @module
 */
import type { Value } from "@shep/sdk";

/** `<class 'str'>` for a text. */
export function pythonClass(value: Value): string {
  return `<class '${className(value)}'>`;
}

function className(value: Value): string {
  if (value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (value instanceof Map) return "dict";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Number) return "float";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  return Number.isInteger(Number(value)) ? "int" : "float";
}
