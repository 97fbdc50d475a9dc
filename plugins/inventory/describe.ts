/**
 * Names the kinds of values for people.
 *
 * @module
 */
import type { Value } from "@shep/sdk/value";
import type { SyntaxNode } from "../parser/mod.ts";

/** What a value is, with its article: `a list`. */
export function describe(value: Value): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Map) return "a dictionary";
  if (value instanceof Uint8Array) return "binary data";
  if (typeof value === "string") return `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === "boolean") return `the boolean ${value}`;
  return `the number ${value}`;
}

/** What a node is, with its article. */
export function describeNode(node: SyntaxNode): string {
  if (node.kind === "sequence") return "a list";
  return node.kind === "mapping" ? "a dictionary" : describe(node.value);
}
