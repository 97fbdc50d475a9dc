/**
 * A syntax tree as the wire carries it: values, and beside them the place of each in pre-order.
 *
 * @module
 */
import type { Key, Value } from "@shep/sdk";
import type { Annotations } from "@shep/sdk/inventory";
import type { LineIndex } from "./position.ts";
import type { ScalarNode, SyntaxNode } from "./syntax.ts";

/** Values with the places and the tags of their nodes. */
export interface FlatTree extends Annotations {
  /** The values. */
  readonly value: Value;
}

/**
 * Flattens a tree; a node that is reached twice is written twice.
 *
 * @param placeOf Which offset stands for a node: where it begins, unless said otherwise.
 */
export function flattenTree(
  root: SyntaxNode,
  lines: LineIndex,
  placeOf: (node: SyntaxNode) => number = ({ offset }) => offset,
): FlatTree {
  const positions: number[] = [];
  const tags = new Map<number, string>();
  const visit = (node: SyntaxNode): Value => {
    if (node.tag !== undefined) tags.set(positions.length >> 1, node.tag);
    const { line, column } = lines.position(placeOf(node));
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
