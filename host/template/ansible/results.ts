/**
 * Tests of task results: `result is changed`.
 *
 * @module
 */

import { table, takes, type Test } from "../call.ts";
import { typeError } from "../errors.ts";
import { equal, truthy } from "../values/compare.ts";
import { entries } from "../values/sequence.ts";
import { isMapping, typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { toBoolean } from "./values.ts";

type Result = ReadonlyMap<unknown, unknown>;

/** A test of a result, which must be a dict. */
function ofResult(test: string, holds: (result: Result) => boolean): ReturnType<typeof takes> {
  return takes([], (value) => {
    if (value instanceof Undefined) return value.fail();
    if (!isMapping(value)) {
      throw typeError(`The '${test}' test expects a dictionary, not ${typeName(value)}`);
    }
    return holds(value instanceof Map ? value : new Map(entries(value)));
  });
}

function isTrue(result: Result, key: string): boolean {
  const value = result.get(key);
  return value !== undefined && truthy(value);
}

function hasFailed(result: Result): boolean {
  return isTrue(result, "failed");
}

/** Of a loop's result: whether any element has changed. */
function hasChanged(result: Result): boolean {
  if (result.has("changed")) return isTrue(result, "changed");
  const results = result.get("results");
  return Array.isArray(results) &&
    results.some((element: unknown) => element instanceof Map && isTrue(element, "changed"));
}

const changed = ofResult("changed", hasChanged);
const failed = ofResult("failed", hasFailed);
const succeeded = ofResult("success", (result) => !hasFailed(result));
const skipped = ofResult("skipped", (result) => isTrue(result, "skipped"));

/** Whether a value, read as Ansible's `bool` when asked, is true. */
function isTruthy(value: unknown, convertBool: unknown): boolean {
  const convert = convertBool !== undefined && truthy(convertBool);
  if (!convert || typeof value !== "string") return truthy(value);
  const lower = value.toLowerCase();
  const isBoolean = toBoolean(lower) === true || ["no", "off", "0", "false"].includes(lower);
  return isBoolean ? toBoolean(lower) === true : truthy(value);
}

/** Tests of task results and of truth, by name. */
export const RESULT_TESTS: ReadonlyMap<string, Test> = table({
  change: changed,
  changed,
  failed,
  failure: failed,
  falsy: takes(["convert_bool?"], (value, convert) => !isTruthy(value, convert)),
  finished: ofResult("finished", (result) => {
    const value = result.get("finished");
    return value === undefined || equal(value, 1) || equal(value, true);
  }),
  reachable: ofResult("reachable", (result) => !isTrue(result, "unreachable")),
  skip: skipped,
  skipped,
  started: ofResult("started", (result) => {
    const value = result.get("started");
    return value === undefined || equal(value, 1);
  }),
  succeeded,
  success: succeeded,
  successful: succeeded,
  timedout: ofResult("timedout", (result) => {
    const value = result.get("timedout");
    return value instanceof Map && truthy(value.get("period") ?? false);
  }),
  truthy: takes(["convert_bool?"], isTruthy),
  unreachable: ofResult("unreachable", (result) => isTrue(result, "unreachable")),
});
