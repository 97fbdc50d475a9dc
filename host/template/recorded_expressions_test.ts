/** Thousands of expressions with the values ansible-core gives them. */

import assert from "node:assert/strict";
import { ANSIBLE_GLOBALS, ANSIBLE_TESTS, ansibleFilters } from "./ansible/mod.ts";
import { Environment, scopeOf, TemplateError, TemplateText } from "./mod.ts";
import { decode, encode, readExpressions } from "./testdata/cases.ts";

/** Expressions that differ on purpose, by pattern, with the reason. */
const DIFFERENCES: readonly (readonly [RegExp, string])[] = [
  [
    /^(mix|long|\{'k':long\}|\[long,long\]|\{'a':\[\{'b':ml,'c':long\}\]\}) \| pprint$/,
    "pprint does not break lines yet",
  ],
  [/^'1,2;3' \| human_to_bytes$/, "trailing garbage is refused, as since ansible-core 2.17"],
  [/^\(-(7|2\.5)\) \*\* \(0\.5\)$/, "complex numbers are not supported"],
  [/^true \| random\(seed=1\)$/, "a boolean is no number to choose below"],
  [/^'%c' % \(true\)$/, "a boolean is no character"],
];

Deno.test("expressions have the values ansible-core gives them", () => {
  const environment = new Environment({
    filters: ansibleFilters(),
    tests: ANSIBLE_TESTS,
    globals: ANSIBLE_GLOBALS,
  });
  const { vars, expressions } = readExpressions();
  const scope = scopeOf(decode(vars) as Map<string, unknown>);
  const failures: string[] = [];
  for (const [expression, expected] of expressions) {
    if (DIFFERENCES.some(([pattern]) => pattern.test(expression))) continue;
    const actual = evaluate(environment, expression, scope);
    try {
      assert.deepEqual(actual, expected);
    } catch {
      const [got, wanted] = [actual, expected].map((value) => JSON.stringify(value));
      failures.push(`${expression}\n  gives   ${got}\n  instead ${wanted}`);
    }
  }
  assert.equal(failures.length, 0, failures.join("\n"));
});

function evaluate(
  environment: Environment,
  expression: string,
  scope: ReturnType<typeof scopeOf>,
): unknown {
  try {
    return { value: encode(environment.condition(new TemplateText(expression), scope)) };
  } catch (error) {
    if (error instanceof TemplateError) return { error: true };
    throw error;
  }
}
