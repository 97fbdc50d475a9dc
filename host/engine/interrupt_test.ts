/** Ctrl-C: what was started on a target ends with the run. @module */
import assert from "node:assert/strict";
import { eventually, isRunning, readPids } from "../../sdk/test_support.ts";
import { endings, eventsOf, play, TestPlaybook } from "./test_support.ts";

const TASKS = {
  "a command": "- command: sh -c 'echo $$ > PID; exec sleep 1000'\n",
  "a loop of commands": "- shell: echo $$ > PID; exec sleep {{ item }}\n  loop: [1000, 1000]\n",
  "retries":
    "- shell: echo $$ > PID; exec sleep 1000\n  retries: 5\n  delay: 100\n  until: false\n",
  "a block with always": "- block:\n  - command: sh -c 'echo $$ > PID; exec sleep 1000'\n" +
    "  always:\n  - command: echo always\n",
};

for (const [name, tasks] of Object.entries(TASKS)) {
  Deno.test(`an interrupted run ends ${name}, and begins nothing more`, async () => {
    await using playbook = await TestPlaybook.write(play(""));
    const pidFile = playbook.path("pid");
    await Deno.writeTextFile(
      playbook.path("play.yml"),
      play(`${tasks.replace("PID", pidFile)}- debug: {msg: not run}\n`),
    );
    const interrupt = new AbortController();
    const running = playbook.run({ signal: interrupt.signal });
    const [pid = 0] = await readPids(pidFile, 1);
    assert(isRunning(pid));
    interrupt.abort();
    const run = await running;
    assert.equal(run.exitCode, 99);
    await eventually("the command was gone", () => !isRunning(pid));
    assert.deepEqual(endings(run).filter((ending) => ending.startsWith("debug")), []);
    assert.equal(eventsOf(run, "task-started").length, 1);
    assert.equal(eventsOf(run, "recap").length, 1);
  });
}

Deno.test("a run that waits between retries ends at once when it is interrupted", async () => {
  await using playbook = await TestPlaybook.write(
    play("- fail: {msg: nope}\n  retries: 3\n  delay: 1000\n"),
  );
  const interrupt = new AbortController();
  const run = await playbook.run({ signal: interrupt.signal }, ({ type }) => {
    if (type === "retrying") interrupt.abort();
  });
  assert.equal(run.exitCode, 99);
});
