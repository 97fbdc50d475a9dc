/**
 * What a file holds, node by node, each with the place where it was written.
 *
 * @module
 */
import type { Key } from "@shep/sdk/value";
import { hasMarkup, TemplateText } from "../template/mod.ts";
import type { PlaybookMap, PlaybookValue, SourcePosition } from "./model.ts";
import type { Place } from "./source_file.ts";

export type { Place };

/** A value that is in one piece. */
export type ScalarValue = Exclude<PlaybookValue, PlaybookValue[] | PlaybookMap>;

/** Text with markup is a {@linkcode TemplateText}. */
export interface ScalarNode extends Place {
  readonly kind: "scalar";
  readonly value: ScalarValue;
}

/** A list. */
export interface SequenceNode extends Place {
  readonly kind: "sequence";
  readonly items: readonly SyntaxNode[];
}

/** A mapping, in the order in which it was written. */
export interface MappingNode extends Place {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
}

/** A key of a mapping; it is never a template. */
export interface KeyNode extends Place {
  readonly value: Key;
}

/** One `key: value`. */
export interface Entry {
  readonly key: KeyNode;
  readonly value: SyntaxNode;
}

/** A value with its place. */
export type SyntaxNode = ScalarNode | SequenceNode | MappingNode;

/** A place as the model keeps it. */
export function positionOf({ source, line, column }: Place): SourcePosition {
  return { file: source.name, line, column };
}

/** Whether nothing was written, or `null`. */
export function isNull(node: SyntaxNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** The value of a node, with all that it contains. */
export function valueOf(node: SyntaxNode): PlaybookValue {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "sequence":
      return node.items.map(valueOf);
    case "mapping":
      return mapOf(node);
  }
}

/** The value of a mapping. */
export function mapOf(node: MappingNode): PlaybookMap {
  return new Map(node.entries.map(({ key, value }) => [key.value, valueOf(value)]));
}

/** The text of a scalar, be it a template or not; nothing if it is no text. */
export function textOf(node: SyntaxNode): string | undefined {
  if (node.kind !== "scalar") return undefined;
  return typeof node.value === "string" ? node.value : templateOf(node)?.source;
}

/** The template that a scalar is; nothing if it is none. */
export function templateOf(node: SyntaxNode): TemplateText | undefined {
  return node.kind === "scalar" && node.value instanceof TemplateText ? node.value : undefined;
}

/** A part of a node's text: a template where the whole is one and the part has markup. */
export function partOf(node: SyntaxNode, part: string): string | TemplateText {
  const whole = templateOf(node);
  return whole !== undefined && hasMarkup(part) ? new TemplateText(part, whole.origin) : part;
}

/** An entry that is not written so: what stands at `place` comes to it. */
export function entryAt({ source, line, column }: Place, name: string, value: SyntaxNode): Entry {
  return { key: { source, line, column, value: name }, value };
}

/** A mapping that is not written so: what stands at `place` comes to it. */
export function mappingAt(
  { source, line, column }: Place,
  entries: readonly Entry[],
): MappingNode {
  return { kind: "mapping", source, line, column, entries };
}

/** What a node is, as errors say it: `a list`, `'text'`. */
export function describeNode(node: SyntaxNode): string {
  if (node.kind === "sequence") return "a list";
  if (node.kind === "mapping") return "a dictionary";
  const text = textOf(node);
  if (text !== undefined) return text.length > 40 ? `'${text.slice(0, 39)}…'` : `'${text}'`;
  return node.value === null ? "nothing" : String(node.value);
}
