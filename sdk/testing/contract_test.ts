import assert from "node:assert/strict";
import { eventually, HeldTimer } from "../test_support.ts";
import { checkClause, contractClauses } from "./contract.ts";
import { contractTest, testContract } from "./mod.ts";

const GREETER = new URL("../../testdata/plugins/greeter/plugin.ts", import.meta.url).pathname;
const COMMAND = [Deno.execPath(), "run", "--quiet", "--no-prompt", GREETER];

contractTest("a plugin of the SDK", COMMAND);

/** A plugin in name only, and the clause that finds it out. */
const BROKEN: Record<string, [script: string, clause: string, detail: RegExp]> = {
  "that prints": [
    "echo 'Welcome to my plugin'; exec sleep 9",
    "greets without being greeted",
    /outside the protocol: "Welcome to my plugin/,
  ],
  "that ends at once": [
    "echo 'no such interpreter' >&2; exit 3",
    "greets without being greeted",
    /ended with code 3\nno such interpreter/,
  ],
  "that ends in the middle of its greeting": [
    "printf '\\100\\000\\000\\000\\020\\000\\000\\000SHEP'",
    "greets without being greeted",
    /ended after 12 bytes of a frame/,
  ],
  "without help": ["exit 1", "explains itself to a person", /--help ended with code 1/],
  "with empty help": ["exit 0", "explains itself to a person", /prints nothing/],
};

for (const [what, [script, clause, detail]] of Object.entries(BROKEN)) {
  Deno.test(`the contract finds out a plugin ${what}`, async () => {
    const check = await checkClause(clause, ["sh", "-c", script]);
    assert.equal(check.ok, false);
    assert.match(check.detail, detail);
  });
}

Deno.test("the contract finds out a plugin that says nothing", async () => {
  const command = ["sh", "-c", "exec sleep 9"];
  const check = await checkClause("greets without being greeted", command, { deadlineMs: 400 });
  assert.deepEqual([check.ok, check.detail], [false, "no Hello after 400 ms"]);
});

/** Wraps a sound plugin so that it breaks one clause. */
const SPOILED: Record<string, [wrapper: string, clause: string, detail: RegExp]> = {
  "that ends well whatever it was told": [
    '"$@"; exit 0',
    "ends with an error at bytes that are no frame",
    /as if all were well/,
  ],
  "that keeps its reasons to itself": [
    'exec "$@" 2>/dev/null',
    "ends with an error at half a frame",
    /nothing to stderr/,
  ],
};

for (const [what, [wrapper, clause, detail]] of Object.entries(SPOILED)) {
  Deno.test(`the contract finds out a plugin ${what}`, async () => {
    const check = await checkClause(clause, ["sh", "-c", wrapper, "sh", ...COMMAND]);
    assert.equal(check.ok, false);
    assert.match(check.detail, detail);
  });
}

Deno.test("the contract finds out a plugin that outlives its stdin", async () => {
  const ended = await Deno.makeTempFile();
  const wrapper = `"$@"; echo >'${ended}'; exec sleep 9`;
  using patience = new HeldTimer(99_000);
  const checking = checkClause(
    "ends when stdin ends",
    ["sh", "-c", wrapper, "sh", ...COMMAND],
    { deadlineMs: 99_000 },
  );
  await eventually("its stdin had ended", async () => (await Deno.stat(ended)).size > 0);
  patience.elapse();
  const check = await checking;
  assert.deepEqual([check.ok, check.detail], [false, "still running after 99000 ms"]);
  await Deno.remove(ended);
});

Deno.test("a report has a check for each clause, kept or not", async () => {
  const { checks } = await testContract(["sh", "-c", "exit 7"]);
  assert.deepEqual(checks.map(({ name }) => name), contractClauses());
  assert.ok(checks.every(({ ok, detail }) => !ok && detail !== ""));
});
