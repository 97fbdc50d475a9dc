/** Whether conditions hold. @module */
import assert from "node:assert/strict";
import type { Diagnostic } from "@shep/sdk";
import type { Condition } from "../playbook/model.ts";
import { Environment, scopeOf, TemplateText } from "../template/mod.ts";
import type { HostScope } from "../variables/scope.ts";
import { ConditionError, Conditions } from "./condition.ts";

const SCOPE = scopeOf({ n: 3, text: "x", none: "" }) as HostScope;

function condition(source: string | boolean): Condition {
  const expression = typeof source === "string" ? new TemplateText(source) : source;
  return { expression, position: { file: "play.yml", line: 1, column: 1 } };
}

Deno.test("the first condition that does not hold is found, later ones are not evaluated", async () => {
  const conditions = new Conditions(new Environment(), () => {});
  const all = [condition("n == 3"), condition("n > 5"), condition("missing")];
  assert.equal(await conditions.firstFalse(all, SCOPE), all[1]);
  assert.equal(await conditions.firstFalse([condition(true)], SCOPE), undefined);
});

Deno.test("a condition that is no boolean is taken by its truth, with one warning", async () => {
  const warnings: Diagnostic[] = [];
  const conditions = new Conditions(new Environment(), (warning) => warnings.push(warning));
  const text = condition("text");
  assert.equal(await conditions.firstFalse([text], SCOPE), undefined);
  assert.equal(await conditions.firstFalse([text], SCOPE), undefined);
  const empty = condition("none");
  assert.equal(await conditions.firstFalse([empty], SCOPE), empty);
  assert.equal(warnings.length, 2);
  assert.match(warnings[0]!.summary, /'text' is not a boolean/);
});

Deno.test("a condition that cannot be evaluated is named", async () => {
  const conditions = new Conditions(new Environment(), () => {});
  await assert.rejects(
    async () => await conditions.firstFalse([condition("missing > 1")], SCOPE),
    (error) => error instanceof ConditionError && /'missing > 1' failed/.test(error.message),
  );
});
