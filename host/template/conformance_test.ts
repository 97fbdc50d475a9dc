/** Runs the recorded cases in every mode they were recorded in. */

import assert from "node:assert/strict";
import { Environment, type Mode, scopeOf, TemplateError, TemplateText, truthy } from "./mod.ts";
import { type Case, decode, encode, type Expectation, readCases } from "./testdata/cases.ts";

/**
 * Cases whose recorded result is that of ansible-core 2.14 where Shep follows 2.19: by mode and id,
 * with the reason.
 */
const DIFFERENCES: Readonly<Record<string, string>> = {};

function environmentFor(test: Case, mode: Mode): Environment {
  return new Environment({
    mode,
    syntax: {
      lstripBlocks: test.opts?.lstrip_blocks ?? false,
      escapeBackslashes: test.opts?.escape ?? false,
    },
    loader: (name) => test.files?.[name],
  });
}

function run(test: Case, mode: string): unknown {
  const scope = scopeOf(decode(test.vars) as Map<string, unknown>);
  if (mode === "value" || mode === "when") {
    const value = environmentFor(test, "native").condition(new TemplateText(test.expr), scope);
    return mode === "when" ? truthy(value) : value;
  }
  const source = test.kind === "expr" ? `{{ ${test.expr} }}` : test.expr;
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

const cases = readCases().filter(({ scope }) => scope === "core");

for (const category of new Set(cases.map(({ cat }) => cat))) {
  Deno.test(`core cases: ${category}`, async (t) => {
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
