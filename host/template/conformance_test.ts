/** Runs the recorded cases in every mode they were recorded in. */

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { load } from "js-yaml";
import { ANSIBLE_GLOBALS, ANSIBLE_TESTS, ansibleFilters } from "./ansible/mod.ts";
import { literalEval } from "./literal.ts";
import { Environment, type Mode, scopeOf, TemplateError, TemplateText, truthy } from "./mod.ts";
import {
  type Case,
  decode,
  encode,
  type Expectation,
  NEED_CONTROLLER,
  readCases,
} from "./testdata/cases.ts";

/**
 * Native mode: ansible-core 2.14 reads every text result again as a Python literal, so that
 * `{{ '1' }}` is an int; 2.19 does not, and neither does Shep. The test checks that this is the only
 * difference.
 */
const NOT_READ_AGAIN: ReadonlySet<number> = new Set(
  "88 101 110 161 238 323 325 345 349 502 516 525 569 572 576 581 582 588 589 595 709"
    .split(" ").map(Number),
);

const UNKNOWN_FILTER =
  "Jinja2's test `filter` is false for an unknown name; 2.14's plugin loader throws";

/** Other cases that differ: the reason, and what Shep gives. */
const DIFFERENCES: Readonly<Record<string, readonly [reason: string, gives: unknown]>> = {
  "145 value": ["an inline if without else writes nothing in every mode", { value: "" }],
  "145 native": ["an inline if without else writes nothing in every mode", { value: "" }],
  "489 native": ["a loop over nothing writes nothing, not None", { value: "[12][3[45]][]" }],
  "411 text": [UNKNOWN_FILTER, { value: "False" }],
  "411 convert": [UNKNOWN_FILTER, { value: false }],
  "411 native": [UNKNOWN_FILTER, { value: false }],
  "411 value": [UNKNOWN_FILTER, { value: false }],
};

/** What differs in an environment in which variables keep their types: `port: "{{ 8000 + 1 }}"`. */
const TYPED_VARIABLES: Readonly<Record<string, unknown>> = {
  "655 text": { value: "8002" },
  "663 text": { value: "{'path': '/opt/shop/etc/app.ini', 'port': 8001, 'list': ['shop', 'x']}" },
  "673 when": { value: true },
};

/** YAML as the few cases that read it need it. */
function readYaml(text: string): unknown {
  return decode(load(text.replace(/\byes\b/g, "true")));
}

function environmentFor(test: Case, mode: Mode): Environment {
  return new Environment({
    mode,
    filters: ansibleFilters({ parseYaml: readYaml }),
    tests: ANSIBLE_TESTS,
    globals: ANSIBLE_GLOBALS,
    syntax: {
      lstripBlocks: test.opts?.lstrip_blocks ?? false,
      escapeBackslashes: test.opts?.escape ?? false,
    },
    loader: (name) => test.files?.[name],
  });
}

/** What a case gives by the rules of one column of the recording, in an environment of `mode`. */
function run(test: Case, column: string, mode: Mode): unknown {
  const scope = scopeOf(decode(test.vars) as Map<string, unknown>);
  const environment = environmentFor(test, mode);
  if (column === "when") {
    return truthy(environment.condition(new TemplateText(test.expr), scope));
  }
  const source = new TemplateText(test.kind === "expr" ? `{{ ${test.expr} }}` : test.expr);
  return environment.evaluate(source, scope, column === "text" ? { mode: "text" } : {});
}

function outcome(test: Case, column: string, mode: Mode): { value?: unknown; error?: string } {
  try {
    return { value: encode(run(test, column, mode)) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { error: error.message };
  }
}

function check(test: Case, column: string, mode: Mode, expected: Expectation): void {
  const actual = outcome(test, column, mode);
  const name = `${test.id} ${column}`;
  const difference = DIFFERENCES[name]?.[1] ??
    (mode === "convert" ? undefined : TYPED_VARIABLES[name]);
  if (difference !== undefined) return assert.deepEqual(actual, difference);
  if (column === "native" && NOT_READ_AGAIN.has(test.id)) {
    assert.ok(typeof actual.value === "string" && "value" in expected);
    return assert.deepEqual(encode(literalEval(actual.value.trim())), expected.value);
  }
  const where = `case ${test.id} (${column} in ${mode}): ${test.expr}\nvars: ${
    JSON.stringify(test.vars)
  }`;
  if ("error" in expected) {
    assert.ok(
      "error" in actual,
      `${where}\nshould fail: ${expected.error.msg}\ngave: ${JSON.stringify(actual.value)}`,
    );
    if (expected.error.type === "AnsibleUndefinedVariable") {
      assert.ok(
        expected.error.msg.includes(actual.error ?? ""),
        `${where}\nexpected: ${expected.error.msg}\nfailed with: ${actual.error}`,
      );
    }
    return;
  }
  assert.deepEqual(actual, { value: expected.value }, where);
}

/** Cases that need the controller's files, environment or plugins: `host/conformance_test.ts`. */
const cases = readCases().filter(({ id }) => !NEED_CONTROLLER.has(id));

/** In which modes an environment gives what a column holds. */
const COLUMNS: Readonly<Record<string, readonly Mode[]>> = {
  text: ["convert", "native", "either"],
  value: ["native"],
  convert: ["convert"],
  native: ["native"],
  when: ["convert", "native", "either"],
};

for (const category of new Set(cases.map(({ cat }) => cat))) {
  Deno.test(`recorded cases: ${category}`, async (t) => {
    const ofCategory = cases.filter(({ cat }) => cat === category);
    for (const [column, modes] of Object.entries(COLUMNS)) {
      await t.step(column, () => {
        for (const test of ofCategory) {
          const expected = test.expected[column];
          if (expected === undefined) continue;
          for (const mode of modes) check(test, column, mode, expected);
        }
      });
    }
  });
}

Deno.test("either mode gives what one of the two others gives", () => {
  for (const test of cases.filter(({ kind }) => kind !== "when")) {
    const either = outcome(test, "either", "either");
    const others = (["native", "convert"] as const).map((mode) => outcome(test, mode, mode));
    assert.ok(
      others.some((other) => isDeepStrictEqual(either, other)),
      `case ${test.id}: ${test.expr} gives ${Deno.inspect(either)}, not ${Deno.inspect(others)}`,
    );
  }
});
