import assert from "node:assert/strict";
import { TaskFailure, type TaskResult, toValue } from "@shep/sdk";
import { moduleResult } from "./result.ts";

/** What a module printed, and what is warned of. */
function read(stdout: string, exitCode = 0): { result: TaskResult; warnings: string[] } {
  const warnings: string[] = [];
  const result = moduleResult({ exitCode, stdout, stderr: "told\n" }, {
    warn: (text) => warnings.push(text),
  });
  return { result, warnings };
}

Deno.test("values, facts, flags, diffs and warnings each have their place", () => {
  const { result, warnings } = read(JSON.stringify({
    changed: true,
    path: "/x",
    ansible_facts: { a: 1 },
    diff: [{ before: "a", after: { b: 1 }, after_header: "h" }, { prepared: "p" }],
    warnings: ["w"],
    deprecations: [{ msg: "d", version: "3" }],
  }));
  assert.deepEqual(result, {
    changed: true,
    skipped: false,
    values: {
      path: "/x",
      warnings: ["w"],
      deprecations: [new Map([["msg", "d"], ["version", "3"]])],
    },
    facts: { a: 1 },
    diff: [{ before: "a", after: '{\n    "b": 1\n}', afterHeader: "h" }, { prepared: "p" }],
  });
  assert.deepEqual(warnings, ["w", "[DEPRECATION] d"]);
});

Deno.test("a failure has its message and what else was returned", () => {
  assert.throws(
    () => read('{"failed": true, "changed": true, "msg": "no", "rc": 3, "list": [1.0]}', 1),
    (error) => {
      assert.ok(error instanceof TaskFailure);
      assert.equal(error.message, "no");
      assert.deepEqual(toValue(error.values).get("rc"), 3);
      assert.equal(toValue(error.values).get("changed"), true);
      return true;
    },
  );
});

Deno.test("what a module prints before its result is no part of it", () => {
  const { result } = read('a library says hello\n{"half":\n{"changed": false, "x": 1}\n');
  assert.deepEqual(result.values, { x: 1 });
});

for (const stdout of ["", "Traceback (most recent call last)", "[1]", "{"]) {
  Deno.test(`a module that prints ${JSON.stringify(stdout)} has crashed`, () => {
    assert.throws(() => read(stdout, 1), (error) => {
      assert.ok(error instanceof TaskFailure);
      assert.match(error.message, /^MODULE FAILURE/);
      assert.deepEqual(error.values, { rc: 1, module_stdout: stdout, module_stderr: "told\n" });
      return true;
    });
  });
}
