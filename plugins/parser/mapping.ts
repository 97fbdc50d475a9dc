/**
 * What the pairs of a dictionary come to: merge keys and keys that are given twice.
 *
 * @module
 */

import { refuse } from "./error.ts";
import type { Pair, ScalarNode, ScalarValue, SyntaxNode } from "./syntax.ts";

/** Two keys of one dictionary that are equal. */
export interface Duplicate {
  readonly first: ScalarNode;
  readonly second: ScalarNode;
}

/**
 * The pairs that `<<: value` brings in (https://yaml.org/type/merge.html), to be overridden from
 * left to right: of several dictionaries, the one named first has the last word.
 *
 * @throws {Refusal} when `value` is neither a dictionary nor a list of dictionaries.
 */
export function mergedPairs(value: SyntaxNode): readonly Pair[] {
  if (value.kind === "mapping") return value.pairs;
  if (value.kind === "sequence") return value.items.toReversed().flatMap(pairsOf);
  refuseMerge(value);
}

function pairsOf(node: SyntaxNode): readonly Pair[] {
  return node.kind === "mapping" ? node.pairs : refuseMerge(node);
}

function refuseMerge(node: SyntaxNode): never {
  refuse(
    `"<<" merges dictionaries, and this is a ${node.kind === "scalar" ? "scalar" : "list"}`,
    node.offset,
    `Give it an alias of a dictionary, or a list of such: <<: [*defaults, *extras]`,
  );
}

/**
 * A dictionary of `own` pairs that override `merged` ones.
 *
 * Of equal keys the last wins, in the place of the first. Only among `own` ones is that reported:
 * to override what was merged is what merge keys are for.
 */
export function combinePairs(
  merged: readonly Pair[],
  own: readonly Pair[],
): { pairs: Pair[]; duplicates: Duplicate[] } {
  const unique = new Map(merged.map((pair) => [identity(pair.key.value), pair]));
  const written = new Map<ScalarValue, ScalarNode>();
  const duplicates: Duplicate[] = [];
  for (const pair of own) {
    const key = identity(pair.key.value);
    const first = written.get(key);
    if (first === undefined) written.set(key, pair.key);
    else duplicates.push({ first, second: pair.key });
    unique.set(key, pair);
  }
  return { pairs: [...unique.values()], duplicates };
}

/** Equal for keys that are equal in Python, where `1`, `1.0` and `true` are one key. */
function identity(key: ScalarValue): ScalarValue {
  if (typeof key === "boolean") return Number(key);
  return key instanceof Number ? key.valueOf() : key;
}
