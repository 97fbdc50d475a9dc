import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault } from "@shep/sdk";
import { KEYWORDS, loadPlaybook, loadVariables } from "./mod.ts";
import { ACTIONS, testContext } from "./test_support.ts";

const key = fc.constantFrom(
  ...KEYWORDS.keys(),
  ...ACTIONS.map(({ name }) => name),
  "with_items",
  "import_tasks",
  "loop_var",
  "",
  "a-b",
);
const text = fc.constantFrom("all", "{{ x }}", "a=b", "msg='", "yes", "1", "", "site.yml", "{{");
const scalar = fc.oneof(
  text,
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constant(null),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
}));
const tasks = fc.array(fc.dictionary(key, value, { maxKeys: 4 }), { maxLength: 4 });
const play = fc.record({ hosts: fc.constant("all"), tasks, handlers: tasks });

async function check(load: () => Promise<unknown>): Promise<void> {
  try {
    await load();
  } catch (error) {
    assert(error instanceof Fault, String(error));
    const { file, line = 0, column = 0, summary } = error.diagnostic;
    assert(file === "site.yml" && line > 0 && column > 0, summary);
  }
}

Deno.test("any playbook is read or refused with a place", async () => {
  const playbook = fc.oneof(value, fc.array(fc.oneof(play, fc.dictionary(key, value))));
  await fc.assert(
    fc.asyncProperty(playbook, (content) => {
      const context = testContext({ "site.yml": JSON.stringify(content) });
      return check(() => loadPlaybook("site.yml", context));
    }),
    { numRuns: 500 },
  );
});

Deno.test("any file of variables is read or refused with a place", async () => {
  await fc.assert(fc.asyncProperty(value, (content) => {
    const context = testContext({ "site.yml": JSON.stringify(content) });
    return check(() => loadVariables("site.yml", context));
  }));
});
