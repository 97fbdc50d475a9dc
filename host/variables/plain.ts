/**
 * Rendered values as they leave the templates: plain data, without what was omitted.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_filters.html#making-variables-optional
 * @module
 */
import type { Key, Value } from "@shep/sdk/value";
import { LazyMapping } from "../template/mod.ts";

/** The type of {@linkcode OMIT}. */
class Omit {
  /** What is seen where it was joined to a text, which is a mistake in the playbook. */
  toString(): string {
    return "__omit_place_holder__";
  }
}

/** `omit`: stands for "as if this had not been given". */
export const OMIT: Omit = new Omit();

/**
 * A rendered value as data: mappings that were lazy are read, and what was omitted is gone, at any
 * depth. `undefined` if all of it is. What needs no change is not copied.
 */
export function plainValue(value: unknown): Value | undefined {
  if (value === null || typeof value !== "object") return value as Value;
  if (value === OMIT) return undefined;
  if (Array.isArray(value)) return plainList(value);
  if (value instanceof Map) return plainMap(value);
  if (value instanceof LazyMapping) {
    return plainMap(new Map([...value.keys()].map((key) => [key, value.get(key)])));
  }
  return value as Value;
}

function plainList(list: readonly unknown[]): Value[] {
  const plain = list.map(plainValue);
  if (plain.every((item, index) => item === list[index])) return list as Value[];
  return plain.filter((item) => item !== undefined);
}

function plainMap(map: ReadonlyMap<unknown, unknown>): Map<Key, Value> {
  let isChanged = false;
  const plain = new Map<Key, Value>();
  for (const [key, item] of map) {
    const left = plainValue(item);
    if (left !== item) isChanged = true;
    if (left !== undefined) plain.set(key as Key, left);
  }
  return isChanged ? plain : map as Map<Key, Value>;
}
