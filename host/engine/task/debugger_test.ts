/** The task debugger. @module */
import assert from "node:assert/strict";
import { answering, endings, type EventOf, eventsOf, play, runText } from "../test_support.ts";
import type { ShepRun } from "../../../testdata/parity/shep.ts";

function results(run: ShepRun): EventOf<"task-finished">["result"][] {
  return eventsOf(run, "task-finished").map(({ result }) => result);
}

const FAILING = "- name: Try\n  command: '{{ program }}'\n  vars: {program: 'false'}\n";

Deno.test("strategy debug: a failed task is shown, changed and done again", async () => {
  const console = answering([
    "p task.args",
    "p task_vars['program']",
    "p result._result.rc",
    "p host",
    "task_vars['program'] = 'echo ' ~ host",
    "u",
    "r",
  ]);
  const text = play(FAILING).replace("hosts: h1", "hosts: h1\n  strategy: debug");
  const run = await runText(text, { console });
  assert.deepEqual(endings(run), ["Try: changed"], "what was done again counts alone");
  assert.equal(results(run)[0]?.values.get("stdout"), "h1");
  assert.match(
    console.asked[0]!,
    /^h1: failed: non-zero return code\n\[h1\] TASK: Try \(debug\)> $/,
  );
  const answers = console.asked.slice(1, 5).map((asked) => asked.split("\n")[0]);
  assert.deepEqual(answers, ["{'cmd': 'false'}", "false", "1", "h1"]);
});

Deno.test("an argument can be changed, and a redone task that fails stops again", async () => {
  const console = answering(["r", "task.args['cmd'] = 'echo x'", "r"]);
  const run = await runText(play(`${FAILING}  debugger: on_failed\n`), { console });
  assert.deepEqual(endings(run), ["Try: changed"]);
  assert.equal(console.asked.length, 3);
});

Deno.test("c goes on with the failure", async () => {
  const run = await runText(play(`${FAILING}  debugger: always\n`), { console: answering(["c"]) });
  assert.deepEqual([endings(run), run.exitCode], [["Try: failed"], 2]);
});

Deno.test("q ends the run", async () => {
  const text = play("- ping:\n  debugger: always\n- debug: {msg: not reached}\n");
  const run = await runText(text, { console: answering(["q"]) });
  assert.deepEqual([endings(run), run.exitCode], [["ping: ok"], 99]);
});

Deno.test("a mistake in an expression is told, and what is no command gets help", async () => {
  const console = answering(["p missing.thing", "what", "c"]);
  await runText(play("- ping:\n  debugger: always\n"), { console });
  assert.match(console.asked[1]!, /'missing' is undefined/);
  assert.match(console.asked[2]!, /^p EXPRESSION/);
});

/** The keyword, how the task ends, whether the debugger stops. */
const STOPS: readonly (readonly [debugger_: string, task: string, stops: boolean])[] = [
  ["always", "ping:", true],
  ["never", "command: 'false'", false],
  ["on_failed", "command: 'false'", true],
  ["on_failed", "{command: 'false', ignore_errors: true}", false],
  ["on_failed", "ping:", false],
  ["on_skipped", "{ping: , when: false}", true],
  ["on_unreachable", "{ping: , vars: {ansible_connection: nowhere}}", true],
];

for (const [debugger_, task, stops] of STOPS) {
  Deno.test(`debugger: ${debugger_} ${stops ? "stops" : "goes on"} after ${task}`, async () => {
    const console = answering(["c"]);
    const block = `- block:\n    - ${task}\n  debugger: ${debugger_}\n`;
    await runText(play(block), { console });
    assert.equal(console.asked.length, stops ? 1 : 0);
  });
}

Deno.test("without a terminal the run goes on, with a warning at the task", async () => {
  const run = await runText(play(`${FAILING}  debugger: on_failed\n`));
  assert.deepEqual(endings(run), ["Try: failed"]);
  const [{ warning } = { warning: undefined }] = eventsOf(run, "warning");
  assert.match(warning?.summary ?? "", /there is no terminal/);
  assert.equal(warning?.line, 4);
});
