/**
 * Jinja2's tests: what can follow `is`.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-tests
 * @module
 */

import { table, takes, type Test } from "../call.ts";
import { compare, equal, identical } from "../values/compare.ts";
import { contains, isIterable } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { Callable, isFloat, isInteger, isMapping, isNumeric, View } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { modulo } from "../values/arithmetic.ts";

function isSequence(value: unknown): boolean {
  return typeof value === "string" || isMapping(value) || value instanceof Undefined ||
    Array.isArray(value) && !(value instanceof View);
}

const equalTo = takes(["other"], equal);
const notEqualTo = takes(["other"], (value, other) => !equal(value, other));
const lessThan = takes(["other"], (value, other) => compare(value, other, "<") < 0);
const atMost = takes(["other"], (value, other) => compare(value, other, "<=") <= 0);
const greaterThan = takes(["other"], (value, other) => compare(value, other, ">") > 0);
const atLeast = takes(["other"], (value, other) => compare(value, other, ">=") >= 0);

const isFilter: Test = (value, _args, call) => call.has("filter", text(value));
const isTest: Test = (value, _args, call) => call.has("test", text(value));

/** Every test of Jinja2 itself. */
export const TESTS: ReadonlyMap<string, Test> = table({
  "!=": notEqualTo,
  "<": lessThan,
  "<=": atMost,
  "==": equalTo,
  ">": greaterThan,
  ">=": atLeast,
  boolean: takes([], (value) => typeof value === "boolean"),
  callable: takes([], (value) => value instanceof Callable),
  defined: takes([], (value) => !(value instanceof Undefined)),
  divisibleby: takes(["num"], (value, by) => equal(modulo(value, by), 0)),
  eq: equalTo,
  equalto: equalTo,
  escaped: takes([], () => false),
  even: takes([], (value) => equal(modulo(value, 2), 0)),
  false: takes([], (value) => value === false),
  filter: isFilter,
  float: takes([], isFloat),
  ge: atLeast,
  greaterthan: greaterThan,
  gt: greaterThan,
  in: takes(["seq"], (value, sequence) => contains(sequence, value)),
  integer: takes([], isInteger),
  iterable: takes([], isIterable),
  le: atMost,
  lessthan: lessThan,
  lower: takes([], (value) => {
    const written = text(value);
    return written === written.toLowerCase() && written !== written.toUpperCase();
  }),
  lt: lessThan,
  mapping: takes([], isMapping),
  ne: notEqualTo,
  none: takes([], (value) => value === null),
  number: takes([], isNumeric),
  odd: takes([], (value) => equal(modulo(value, 2), 1)),
  sameas: takes(["other"], identical),
  sequence: takes([], isSequence),
  string: takes([], (value) => typeof value === "string"),
  test: isTest,
  true: takes([], (value) => value === true),
  undefined: takes([], (value) => value instanceof Undefined),
  upper: takes([], (value) => {
    const written = text(value);
    return written === written.toUpperCase() && written !== written.toLowerCase();
  }),
});
