/**
 * What the parser makes of a file: a tree of nodes, each of which knows where it was written.
 *
 * Merge keys and aliases are already resolved: an alias is the anchored node itself, so a node may
 * be reachable by several ways, but never from inside itself.
 *
 * @module
 */

import type { Float } from "@shep/sdk/value";

export type { Float };

/** A value written in one piece. */
export type ScalarValue = null | boolean | number | bigint | Float | string | Uint8Array;

/**
 * A mark that changes what a node means, as
 * [Ansible documents it](https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_advanced_syntax.html):
 * the text is encrypted (`!vault`, `!vault-encrypted`), or it must never be templated (`!unsafe`).
 */
export type NodeTag = "!vault" | "!vault-encrypted" | "!unsafe";

/** What all nodes have. */
export interface PlacedNode {
  /** Index into the source, in UTF-16 units; {@linkcode LineIndex} turns it into line and column. */
  readonly offset: number;
  /** The mark that it was written with. */
  readonly tag?: NodeTag;
}

/** Text, a number, a boolean, null or bytes. */
export interface ScalarNode extends PlacedNode {
  /** Tells the kinds of nodes apart. */
  readonly kind: "scalar";
  /** What it means. */
  readonly value: ScalarValue;
  /** Whether it was written between quotes. */
  readonly quoted?: boolean;
}

/** A list. */
export interface SequenceNode extends PlacedNode {
  /** Tells the kinds of nodes apart. */
  readonly kind: "sequence";
  /** The entries. */
  readonly items: readonly SyntaxNode[];
}

/** A dictionary, in the order in which it was written; no two pairs have equal keys. */
export interface MappingNode extends PlacedNode {
  /** Tells the kinds of nodes apart. */
  readonly kind: "mapping";
  /** The entries. */
  readonly pairs: readonly Pair[];
}

/** One `key: value`. The key keeps its own position. */
export interface Pair {
  /** What is before the colon. */
  readonly key: ScalarNode;
  /** What is after it. */
  readonly value: SyntaxNode;
}

/** A value with its place in the source. */
export type SyntaxNode = ScalarNode | SequenceNode | MappingNode;

/** Something that was read, but probably not meant. */
export interface SyntaxWarning {
  /** What, in one line. */
  readonly message: string;
  /** Where it is. */
  readonly offset: number;
  /** The other place it is about, such as the first of two equal keys. */
  readonly relatedOffset: number;
}

/** One file, read. */
export interface SyntaxTree {
  /** What the document is. */
  readonly root: SyntaxNode;
  /** What was probably not meant. */
  readonly warnings: readonly SyntaxWarning[];
}
