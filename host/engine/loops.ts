/**
 * The items of a loop.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html
 * @module
 */
import { Fault, typeName, type Value } from "@shep/sdk";
import type { Loop } from "../playbook/model.ts";

/** How each kind of loop makes items of its value. */
const KINDS: Readonly<Record<string, (value: Value) => Value[]>> = {
  loop: (value) => asList(value, "loop"),
  list: (value) => asList(value, "with_list"),
  items: (value) => flatten(Array.isArray(value) ? value : [value], 1),
  flattened: (value) => flatten(Array.isArray(value) ? value : [value], Infinity),
  dict: pairs,
  indexed_items: (value) =>
    flatten(asList(value, "with_indexed_items"), 1).map((item, i) => [i, item]),
  nested: (value) => product(lists(value, "with_nested")),
  cartesian: (value) => product(lists(value, "with_cartesian")),
  together: (value) => zip(lists(value, "with_together")),
};

/** The kinds of loop that are carried out: `loop`, and what stands behind `with_`. */
export const LOOP_KINDS: readonly string[] = Object.keys(KINDS);

/**
 * The items that a loop's rendered value stands for.
 *
 * @throws {Fault} `invalid-argument`, for a value that is not what the loop takes.
 */
export function loopItems({ kind, position }: Loop, value: Value): Value[] {
  const items = KINDS[kind];
  if (!items) {
    throw new Fault("invalid-argument", `'with_${kind}' is not supported yet`, { ...position });
  }
  try {
    return items(value);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(error.kind, error.message, { ...error.diagnostic, ...position });
  }
}

function asList(value: Value, what: string): Value[] {
  if (Array.isArray(value)) return value;
  throw new Fault("invalid-argument", `'${what}' takes a list, this is ${typeName(value)}`, {
    hint: value instanceof Map
      ? 'Use `loop: "{{ yourdict | dict2items }}"`'
      : "Put brackets around it, or use a variable that is a list",
  });
}

/** A list of lists; what is no list counts as one of one item. */
function lists(value: Value, what: string): Value[][] {
  return asList(value, what).map((item) => Array.isArray(item) ? item : [item]);
}

function flatten(list: readonly Value[], depth: number): Value[] {
  return list.flatMap((item) =>
    Array.isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item]
  );
}

function pairs(value: Value): Value[] {
  const maps = Array.isArray(value) ? value : [value];
  return maps.flatMap((map) => {
    if (!(map instanceof Map)) {
      throw new Fault("invalid-argument", `'with_dict' takes a dict, this is ${typeName(map)}`);
    }
    return [...map].map(([key, item]) => new Map<string, Value>([["key", key], ["value", item]]));
  });
}

function product(sets: readonly Value[][]): Value[] {
  return sets.reduce<Value[][]>(
    (rows, set) => rows.flatMap((row) => set.map((item) => [...row, item])),
    [[]],
  );
}

/** Shorter lists are filled up with null. */
function zip(sets: readonly Value[][]): Value[] {
  const length = Math.max(0, ...sets.map((set) => set.length));
  return Array.from({ length }, (_, index) => sets.map((set) => set[index] ?? null));
}

/** The variables of the item at `index`. */
export function loopVariables(
  loop: Loop,
  items: readonly Value[],
  index: number,
): Map<string, Value> {
  const variables = new Map<string, Value>([[loop.variable, items[index] ?? null]]);
  if (loop.indexVariable !== undefined) variables.set(loop.indexVariable, index);
  if (loop.extended) variables.set("ansible_loop", extendedVariables(items, index));
  return variables;
}

function extendedVariables(items: readonly Value[], index: number): Map<string, Value> {
  const [previous, next] = [items[index - 1], items[index + 1]];
  return new Map<string, Value>([
    ["allitems", [...items]],
    ["index", index + 1],
    ["index0", index],
    ["revindex", items.length - index],
    ["revindex0", items.length - index - 1],
    ["first", index === 0],
    ["last", index === items.length - 1],
    ["length", items.length],
    ...(previous === undefined ? [] : [["previtem", previous] as const]),
    ...(next === undefined ? [] : [["nextitem", next] as const]),
  ]);
}
