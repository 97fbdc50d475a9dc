/**
 * Lookups that make lists of lists.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/#lookup-plugins
 * @module
 */
import { type Lookup, lookupError } from "./lookup.ts";

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function flatten(list: readonly unknown[], depth = Infinity): unknown[] {
  return list.flatMap((item) =>
    Array.isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item]
  );
}

/** Every way to take one of each list; what is a list itself is taken apart. */
function product(name: string): Lookup {
  return (terms) => {
    refuseNone(terms, name);
    const rows = terms.map(asList).reduce<unknown[][]>(
      (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
      [[]],
    );
    return rows.map((row) => flatten(row, 1));
  };
}

/** The first of each list, the second of each, …; shorter lists are filled up with null. */
const together: Lookup = (terms) => {
  refuseNone(terms, "together");
  const lists = terms.map(asList);
  const length = Math.max(...lists.map((list) => list.length));
  return Array.from({ length }, (_, index) => lists.map((list) => list[index] ?? null));
};

function refuseNone(terms: readonly unknown[], name: string): void {
  if (terms.length === 0) throw lookupError(`with_${name} takes at least one list`);
}

const randomChoice: Lookup = (terms) =>
  terms.length === 0 ? [] : [terms[Math.floor(Math.random() * terms.length)]];

/** Lookups that make lists of lists, by name. */
export const LIST_LOOKUPS: ReadonlyMap<string, Lookup> = new Map([
  ["cartesian", product("cartesian")],
  ["flattened", (terms) => flatten(terms)],
  ["indexed_items", (terms) => flatten(terms, 1).map((item, index) => [index, item])],
  ["items", (terms) => flatten(terms, 1)],
  ["list", (terms) => terms],
  ["nested", product("nested")],
  ["random_choice", randomChoice],
  ["together", together],
]);
