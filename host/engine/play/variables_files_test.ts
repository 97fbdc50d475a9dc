/** Files of variables whose paths are not known. @module */
import assert from "node:assert/strict";
import type { Fault } from "@shep/sdk";
import { endings, eventsOf, runText } from "../test_support.ts";

const PLAY = `- hosts: h1
  gather_facts: false
  vars_files: ["{{ gone }}.yml"]
  tasks:
    - name: before
      stat: {path: /}
    - name: facts
      setup: {gather_subset: min}
      when: gathers
    - name: behind
      stat: {path: /}
`;

Deno.test("a path that no fact makes known ends the run when the facts are there", async () => {
  const run = await runText(PLAY, { extraVars: [`{"gathers": true}`] });
  assert.deepEqual(endings(run), ["before: ok", "facts: ok"]);
  const { summary, line, column } = (run.error as Fault).diagnostic;
  assert.deepEqual([summary, line, column], ["'gone' is undefined", 3, 20]);
  assert.equal(run.exitCode, 1);
});

Deno.test("a file whose path never gets known is warned of, once", async () => {
  const run = await runText(PLAY, { extraVars: [`{"gathers": false}`] });
  assert.equal(run.error, undefined);
  assert.deepEqual(endings(run), ["before: ok", "facts: skipped", "behind: ok"]);
  assert.deepEqual(
    eventsOf(run, "warning").map(({ warning }) => [warning.summary, warning.line]),
    [["'gone' is undefined: this file of variables was never read", 3]],
  );
});
