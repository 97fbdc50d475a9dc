/**
 * YAML and JSON as inventories read them: nodes that know their places.
 *
 * @module
 */
import type { VarsLayer } from "@shep/sdk/inventory";
import type { Value, ValueMap } from "@shep/sdk/value";
import {
  flattenTree,
  LineIndex,
  type MappingNode,
  type NodeTag,
  parseYaml,
  type SyntaxNode,
} from "../parser/mod.ts";
import { InventoryError } from "./error.ts";

/** A document that was read. */
export class Document {
  /** The path of its file. */
  readonly file: string;
  /** The top of it. */
  readonly root: SyntaxNode;
  readonly #text: string;
  readonly #lines: LineIndex;

  /**
   * Reads a text.
   *
   * @throws {YamlError} if it is neither YAML nor JSON.
   */
  constructor(text: string, file: string) {
    this.file = file;
    const { root } = parseYaml(text, { file });
    this.root = hasMarks(text) ? withMarks(root) : root;
    this.#text = text;
    this.#lines = new LineIndex(text);
  }

  /** All of it as plain data. */
  get value(): Value {
    return flattenTree(this.root, this.#lines).value;
  }

  /** Variables that are written as a mapping, with the place of each. */
  variables(node: MappingNode): VarsLayer {
    const { value, ...annotations } = flattenTree(
      node,
      this.#lines,
      (node) => textStart(node, this.#text),
    );
    const source = { file: this.file, line: this.#lines.position(node.offset).line };
    return { values: value as ValueMap, source, annotations };
  }

  /** The same for a text that is in no file. */
  unplacedVariables(node: MappingNode): VarsLayer {
    const { value, tags } = flattenTree(node, this.#lines);
    const source = { file: this.file };
    const annotations = { positions: new Uint32Array(0), tags };
    return { values: value as ValueMap, source, ...(tags.size > 0 && { annotations }) };
  }

  /** Whether nothing is written at a node. */
  isEmpty(node: SyntaxNode): boolean {
    return node.kind === "scalar" && node.value === null;
  }

  /** The line of a node. */
  line(node: SyntaxNode): number {
    return this.#lines.position(node.offset).line;
  }

  /** An error that shows where a node stands. */
  error(node: SyntaxNode, message: string, hint?: string): InventoryError {
    const { line, column } = this.#lines.position(node.offset);
    const sourceLine = this.#lines.text(line);
    return new InventoryError(message, { file: this.file, line, column, sourceLine, hint });
  }
}

/**
 * Where the text of a scalar begins: behind its quote, or on the line below its `|` or `>`. Errors
 * in a template count from there.
 */
function textStart(node: SyntaxNode, source: string): number {
  if (node.kind !== "scalar" || typeof node.value !== "string") return node.offset;
  if (node.quoted) return node.offset + 1;
  if (!"|>".includes(source.charAt(node.offset))) return node.offset;
  const firstLine = /\n */g;
  firstLine.lastIndex = node.offset;
  return firstLine.test(source) ? firstLine.lastIndex : node.offset;
}

/** How JSON, which has no tags, says that a text is vaulted, or never a template. */
const MARKS: ReadonlyMap<unknown, NodeTag> = new Map<string, NodeTag>([
  ["__ansible_vault", "!vault"],
  ["__ansible_unsafe", "!unsafe"],
]);

/** Whether a text is JSON, by all likelihood, in which there are such marks. */
function hasMarks(text: string): boolean {
  return /^\s*[{[]/.test(text) && /"__ansible_(vault|unsafe)"/.test(text);
}

function withMarks(node: SyntaxNode): SyntaxNode {
  if (node.kind === "scalar") return node;
  if (node.kind === "sequence") return { ...node, items: node.items.map(withMarks) };
  const [first] = node.pairs;
  const tag = node.pairs.length === 1 ? MARKS.get(first!.key.value) : undefined;
  if (tag !== undefined) return { ...first!.value, tag };
  return {
    ...node,
    pairs: node.pairs.map(({ key, value }) => ({ key, value: withMarks(value) })),
  };
}
