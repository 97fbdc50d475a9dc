/**
 * A syntax tree as the wire carries it: values, and beside them the place of each in pre-order.
 *
 * @module
 */
import type { Key, Value } from "@shep/sdk";
import type { LineIndex } from "./position.ts";
import type { ScalarNode, SyntaxNode } from "./syntax.ts";

/** Values with the places and the tags of their nodes. */
export interface FlatTree {
  /** The values. */
  readonly value: Value;
  /** Line and column of each node, a mapping's key before its value. */
  readonly positions: Uint32Array;
  /** By the number of the node. */
  readonly tags: ReadonlyMap<number, string>;
}

/** Flattens a tree; a node that is reached twice is written twice. */
export function flattenTree(root: SyntaxNode, lines: LineIndex): FlatTree {
  const positions: number[] = [];
  const tags = new Map<number, string>();
  const visit = (node: SyntaxNode): Value => {
    if (node.tag !== undefined) tags.set(positions.length >> 1, node.tag);
    const { line, column } = lines.position(node.offset);
    positions.push(line, column);
    switch (node.kind) {
      case "scalar":
        return node.value;
      case "sequence":
        return node.items.map(visit);
      case "mapping":
        return new Map(node.pairs.map(({ key, value }) => {
          visit(key);
          return [keyOf(key), visit(value)];
        }));
    }
  };
  const value = visit(root);
  return { value, positions: Uint32Array.from(positions), tags };
}

/** A float is its number: Python does not tell them apart as keys either. */
function keyOf({ value }: ScalarNode): Key {
  if (value instanceof Number) return value.valueOf();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return value;
}
