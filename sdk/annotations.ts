/**
 * What a text says of its values beside the values: where each was written, and how it is marked.
 *
 * @module
 */
import type { Key, Value, ValueMap } from "./value.ts";

/** Places and tags of the nodes of a value, by their numbers in pre-order: a key, then its value. */
export interface Annotations {
  /** Line and column of each node, both counting from 1; empty where nothing is known. */
  readonly positions: Uint32Array;
  /** Tags such as `!vault`. */
  readonly tags: ReadonlyMap<number, string>;
}

/** A text that is `!vault` or `!unsafe`, as it is written. */
export class TaggedText {
  /** The tag, with its mark. */
  readonly tag: string;
  /** The text. */
  readonly text: string;

  /** `text`, which `tag` stands before. */
  constructor(tag: string, text: string) {
    this.tag = tag;
    this.text = text;
  }
}

/** Freeform data in which texts may have tags. */
export type TaggedValue =
  | Exclude<Value, Value[] | ValueMap>
  | TaggedText
  | TaggedValue[]
  | TaggedMap;

/** A mapping of them. */
export type TaggedMap = Map<Key, TaggedValue>;

/** What a template begins with. */
const MARKUP = /\{[{%#]/;

/** A mapping with the tags of its texts; markup within something `!unsafe` is so too. */
export function taggedMap(map: ValueMap, annotations: Annotations | undefined): TaggedMap {
  if (annotations === undefined || annotations.tags.size === 0) return map;
  let next = 0;
  const visit = (value: Value, outer: string | undefined): TaggedValue => {
    const own = annotations.tags.get(next++);
    const tag = own ?? outer;
    if (Array.isArray(value)) return value.map((item) => visit(item, tag));
    if (value instanceof Map) {
      return new Map(Array.from(value, ([key, item]) => {
        next++;
        return [key, visit(item, tag)];
      }));
    }
    if (typeof value !== "string" || tag === undefined) return value;
    return own !== undefined || MARKUP.test(value) ? new TaggedText(tag, value) : value;
  };
  return visit(map, undefined) as TaggedMap;
}

/** The same without the tags of its texts. */
export function withoutTags(value: TaggedValue): Value {
  if (value instanceof TaggedText) return value.text;
  if (Array.isArray(value)) return value.map(withoutTags);
  if (!(value instanceof Map)) return value;
  return new Map(Array.from(value, ([key, item]) => [key, withoutTags(item)]));
}
