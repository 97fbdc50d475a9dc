/**
 * The methods of lists and tuples.
 *
 * @module
 */

import { type Filter, type Signature, table, takes } from "../call.ts";
import { EvaluationError, valueError } from "../errors.ts";
import { compare, equal } from "../values/compare.ts";
import { iterate, position } from "../values/sequence.ts";
import { repr } from "../values/text.ts";
import { flag, integerArgument } from "./arguments.ts";

/** Wraps a function of a list and arguments. */
function method(
  parameters: readonly string[],
  run: (list: unknown[], ...args: unknown[]) => unknown,
): Signature {
  return takes(parameters, (self, ...args) => run(self as unknown[], ...args));
}

/**
 * Wraps a function that changes the list: as in Python, its result is None. A frozen list is shared
 * by many templates, and stays as it is.
 */
function mutation(
  parameters: readonly string[],
  run: (list: unknown[], ...args: unknown[]) => void,
): Signature {
  return method(parameters, (list, ...args) => {
    refuseFrozen(list);
    run(list, ...args);
    return null;
  });
}

function refuseFrozen(list: readonly unknown[]): void {
  if (!Object.isFrozen(list)) return;
  throw new EvaluationError("TypeError", "this list cannot be changed: change a copy of it");
}

function indexOf(list: readonly unknown[], value: unknown): number {
  return list.findIndex((element) => equal(element, value));
}

function pop(list: unknown[], index: number): unknown {
  refuseFrozen(list);
  if (list.length === 0) throw new EvaluationError("IndexError", "pop from empty list");
  const at = position(index, list.length);
  if (at < 0 || at >= list.length) {
    throw new EvaluationError("IndexError", "pop index out of range");
  }
  return list.splice(at, 1)[0];
}

const READING: Readonly<Record<string, Signature>> = {
  count: method(["value"], (list, value) => list.filter((element) => equal(element, value)).length),
  index: method(["value"], (list, value) => {
    const index = indexOf(list, value);
    if (index < 0) throw valueError(`${repr(value)} is not in list`);
    return index;
  }),
};

/** The methods of `tuple` by name. */
export const TUPLE_METHODS: ReadonlyMap<string, Filter> = table(READING, "tuple.");

/** The methods of `list` by name. */
export const LIST_METHODS: ReadonlyMap<string, Filter> = table({
  ...READING,
  append: mutation(["object"], (list, value) => {
    list.push(value);
  }),
  clear: mutation([], (list) => {
    list.length = 0;
  }),
  copy: method([], (list) => [...list]),
  extend: mutation(["iterable"], (list, values) => {
    for (const value of [...iterate(values)]) list.push(value);
  }),
  insert: mutation(["index", "object"], (list, index, value) => {
    list.splice(integerArgument(index), 0, value);
  }),
  pop: method(["index?"], (list, index) => pop(list, integerArgument(index, -1))),
  remove: mutation(["value"], (list, value) => {
    const index = indexOf(list, value);
    if (index < 0) throw valueError("list.remove(x): x not in list");
    list.splice(index, 1);
  }),
  reverse: mutation([], (list) => {
    list.reverse();
  }),
  sort: mutation(["key?", "reverse?"], (list, _key, reverse) => {
    const sign = flag(reverse) ? -1 : 1;
    list.sort((a, b) => sign * compare(a, b));
  }),
}, "list.");
