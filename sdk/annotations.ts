/**
 * What a text says of its values beside the values: where each was written, and how it is marked.
 *
 * @module
 */

/** Places and tags of the nodes of a value, by their numbers in pre-order: a key, then its value. */
export interface Annotations {
  /** Line and column of each node, both counting from 1; empty where nothing is known. */
  readonly positions: Uint32Array;
  /** Tags such as `!vault`. */
  readonly tags: ReadonlyMap<number, string>;
}
