/**
 * What the parser answers as nodes, in which text with markup may be evaluated: a user wrote it.
 *
 * @module
 */
import type { Key, SyntaxTree, Value } from "@shep/sdk";
import { hasMarkup, TemplateText } from "../template/mod.ts";
import type { SourcePosition } from "./model.ts";
import { refuse } from "./problem.ts";
import type { SourceFile } from "./source_file.ts";
import {
  type Entry,
  type Place,
  positionOf,
  type ScalarValue,
  type SyntaxNode,
} from "./syntax_node.ts";

/** Makes a value of what is behind `!vault`. */
export type Decrypt = (ciphertext: string, place: VaultedPlace) => ScalarValue;

/** Where a `!vault` is, and the line that it is on. */
export interface VaultedPlace extends SourcePosition {
  readonly sourceLine?: string;
}

/**
 * The nodes of `tree`, which is the text of `source`.
 *
 * @throws {Fault} for `!vault` without `decrypt`.
 */
export function trustedNodes(tree: SyntaxTree, source: SourceFile, decrypt?: Decrypt): SyntaxNode {
  return new TreeWalk(tree, source, decrypt).node(tree.value, false);
}

/** Counts the nodes in the order in which their places are listed. */
class TreeWalk {
  readonly #tree: SyntaxTree;
  readonly #source: SourceFile;
  readonly #decrypt: Decrypt | undefined;
  #next = 0;

  constructor(tree: SyntaxTree, source: SourceFile, decrypt: Decrypt | undefined) {
    this.#tree = tree;
    this.#source = source;
    this.#decrypt = decrypt;
  }

  node(value: Value, isInsideUnsafe: boolean): SyntaxNode {
    const tag = this.#tree.tags.get(this.#next);
    const { source, line, column } = this.#place();
    const isUnsafe = isInsideUnsafe || tag === "!unsafe";
    if (Array.isArray(value)) {
      const items = value.map((item) => this.node(item, isUnsafe));
      return { kind: "sequence", source, line, column, items };
    }
    if (value instanceof Map) {
      const entries = Array.from(value, ([key, item]) => this.#entry(key, item, isUnsafe));
      return { kind: "mapping", source, line, column, entries };
    }
    const scalar = this.#scalar(value, tag, isUnsafe, { source, line, column });
    return { kind: "scalar", source, line, column, value: scalar };
  }

  #entry(key: Key, value: Value, isInsideUnsafe: boolean): Entry {
    const { source, line, column } = this.#place();
    return { key: { source, line, column, value: key }, value: this.node(value, isInsideUnsafe) };
  }

  #scalar(
    value: Exclude<Value, Value[] | Map<never, never>>,
    tag: string | undefined,
    isUnsafe: boolean,
    place: Place,
  ): ScalarValue {
    if (tag === "!vault" || tag === "!vault-encrypted") return this.#vaulted(String(value), place);
    if (typeof value !== "string" || isUnsafe || !hasMarkup(value)) return value as ScalarValue;
    const start = this.#source.textStart(place.line, place.column);
    return new TemplateText(value, { file: this.#source.name, ...start });
  }

  #vaulted(ciphertext: string, place: Place): ScalarValue {
    if (this.#decrypt !== undefined) {
      const sourceLine = place.source.line(place.line);
      return this.#decrypt(ciphertext, {
        ...positionOf(place),
        ...(sourceLine === undefined ? {} : { sourceLine }),
      });
    }
    refuse(place, "'!vault' is not supported yet", {
      hint: "Decrypt the value with ansible-vault, or leave it out.",
    });
  }

  /** The place of the next node; the beginning of the file where none is known. */
  #place(): Place {
    const index = this.#next++ * 2;
    const { positions } = this.#tree;
    return { source: this.#source, line: positions[index] ?? 1, column: positions[index + 1] ?? 1 };
  }
}
