/**
 * Arguments of roles: Ansible's own words, as the real one said them (`argument_specs.json`).
 *
 * @module
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Plain, toValue, type ValueMap } from "@shep/sdk";
import { specProblems } from "./argument_spec.ts";

interface Case {
  readonly spec: { readonly [name: string]: Plain };
  readonly given: { readonly [name: string]: Plain };
  readonly errors: readonly string[];
}

const cases: Case[] = JSON.parse(
  readFileSync(new URL("testdata/argument_specs.json", import.meta.url), "utf8"),
);

for (const { spec, given, errors } of cases) {
  Deno.test(`arguments ${JSON.stringify(given)} of ${JSON.stringify(spec)}`, () => {
    assert.deepEqual(specProblems(toValue(spec) as ValueMap, toValue(given) as ValueMap), errors);
  });
}

Deno.test("what is no boolean is told with what is one", () => {
  const spec = toValue({ a: { type: "bool" } }) as ValueMap;
  const [problem] = specProblems(spec, toValue({ a: "x" }) as ValueMap);
  assert.match(problem!, /to convert to bool: The value 'x' is not a valid boolean\. {2}Valid /);
});

Deno.test("a type that there is not is told", () => {
  const spec = toValue({ a: { type: "integer" } }) as ValueMap;
  const [problem] = specProblems(spec, toValue({ a: 1 }) as ValueMap);
  assert.match(problem!, /there is no type 'integer'/);
});
