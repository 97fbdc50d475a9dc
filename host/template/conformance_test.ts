/** Runs the recorded cases in every mode they were recorded in. */

import assert from "node:assert/strict";
import { load } from "js-yaml";
import { ANSIBLE_GLOBALS, ANSIBLE_TESTS, ansibleFilters } from "./ansible/mod.ts";
import { literalEval } from "./literal.ts";
import { Environment, type Mode, scopeOf, TemplateError, TemplateText, truthy } from "./mod.ts";
import { type Case, decode, encode, type Expectation, readCases } from "./testdata/cases.ts";

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
  "145 value": ["an undefined result is an error, not a value", {
    error: "the inline if-expression evaluated to false and no else section was defined.",
  }],
  "145 native": ["an inline if without else writes nothing in every mode", { value: "" }],
  "489 native": ["a loop over nothing writes nothing, not None", { value: "[12][3[45]][]" }],
  "411 text": [UNKNOWN_FILTER, { value: "False" }],
  "411 convert": [UNKNOWN_FILTER, { value: false }],
  "411 native": [UNKNOWN_FILTER, { value: false }],
  "411 value": [UNKNOWN_FILTER, { value: false }],
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

function run(test: Case, mode: string): unknown {
  const scope = scopeOf(decode(test.vars) as Map<string, unknown>);
  const expression = new TemplateText(test.expr);
  if (mode === "value") return environmentFor(test, "native").condition(expression, scope);
  if (mode === "when") return truthy(environmentFor(test, "convert").condition(expression, scope));
  const source = test.kind === "expr" ? `{{ ${test.expr} }}` : test.expr;
  if (mode === "text") {
    const environment = environmentFor(test, "convert");
    return environment.evaluate(new TemplateText(source), scope, { mode });
  }
  const environment = environmentFor(test, mode as Mode);
  return environment.evaluate(new TemplateText(source), scope);
}

function outcome(test: Case, mode: string): unknown {
  try {
    return { value: encode(run(test, mode)) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { error: error.message };
  }
}

function check(test: Case, mode: string, expected: Expectation): void {
  const actual = outcome(test, mode) as { value?: unknown; error?: string };
  const difference = DIFFERENCES[`${test.id} ${mode}`];
  if (difference !== undefined) return assert.deepEqual(actual, difference[1]);
  if (mode === "native" && NOT_READ_AGAIN.has(test.id)) {
    assert.ok(typeof actual.value === "string" && "value" in expected);
    return assert.deepEqual(encode(literalEval(actual.value.trim())), expected.value);
  }
  const where = `case ${test.id} (${mode}): ${test.expr}\nvars: ${JSON.stringify(test.vars)}`;
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

/** Cases that need the controller's files, environment or lookup plugins: the host's tests have them. */
const NEEDS_CONTROLLER: ReadonlySet<number> = new Set([781, 782, 783, 785, 786, 789, 813, 814]);

const cases = readCases().filter(({ id }) => !NEEDS_CONTROLLER.has(id));

for (const category of new Set(cases.map(({ cat }) => cat))) {
  Deno.test(`recorded cases: ${category}`, async (t) => {
    const ofCategory = cases.filter(({ cat }) => cat === category);
    for (const mode of ["text", "value", "convert", "native", "when"]) {
      await t.step(mode, () => {
        const failures: string[] = [];
        for (const test of ofCategory) {
          const expected = test.expected[mode];
          if (expected === undefined) continue;
          try {
            check(test, mode, expected);
          } catch (error) {
            failures.push(String((error as Error).message));
          }
        }
        assert.equal(failures.length, 0, failures.join("\n\n"));
      });
    }
  });
}
