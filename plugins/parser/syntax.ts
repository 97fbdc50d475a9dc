/**
 * What the parser makes of a file: a tree of nodes, each of which knows where it was written.
 *
 * Merge keys and aliases are already resolved: an alias is the anchored node itself, so a node may
 * be reachable by several ways, but never from inside itself.
 *
 * @module
 */

import type { Float } from "@shep/sdk/value";

/** A value written in one piece. */
export type ScalarValue = null | boolean | number | bigint | Float | string | Uint8Array;

/**
 * A mark that changes what a node means, as
 * [Ansible documents it](https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_advanced_syntax.html):
 * the text is encrypted (`!vault`, `!vault-encrypted`), or it must never be templated (`!unsafe`).
 */
export type NodeTag = "!vault" | "!vault-encrypted" | "!unsafe";

interface Node {
  /** Index into the source, in UTF-16 units; {@linkcode LineIndex} turns it into line and column. */
  readonly offset: number;
  readonly tag?: NodeTag;
}

/** Text, a number, a boolean, null or bytes. */
export interface ScalarNode extends Node {
  readonly kind: "scalar";
  readonly value: ScalarValue;
  /** Whether it was written between quotes. */
  readonly quoted?: boolean;
}

/** A list. */
export interface SequenceNode extends Node {
  readonly kind: "sequence";
  readonly items: readonly SyntaxNode[];
}

/** A dictionary, in the order in which it was written; no two pairs have equal keys. */
export interface MappingNode extends Node {
  readonly kind: "mapping";
  readonly pairs: readonly Pair[];
}

/** One `key: value`. The key keeps its own position. */
export interface Pair {
  readonly key: ScalarNode;
  readonly value: SyntaxNode;
}

/** A value with its place in the source. */
export type SyntaxNode = ScalarNode | SequenceNode | MappingNode;

/** Something that was read, but probably not meant. */
export interface SyntaxWarning {
  readonly message: string;
  /** Where it is. */
  readonly offset: number;
  /** The other place it is about, such as the first of two equal keys. */
  readonly relatedOffset: number;
}

/** One file, read. */
export interface SyntaxTree {
  readonly root: SyntaxNode;
  readonly warnings: readonly SyntaxWarning[];
}
