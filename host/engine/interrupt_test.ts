/** Ctrl-C: what was started on a target ends with the run. @module */
import assert from "node:assert/strict";
import { eventually, isAlive } from "../plugin/test_support.ts";
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
    const readPid = (): number => Number(Deno.readTextFileSync(pidFile));
    assert(await eventually(() => isWritten(pidFile)), "the command was not started");
    const pid = readPid();
    assert(await isAlive(pid));
    interrupt.abort();
    const run = await running;
    assert.equal(run.exitCode, 99);
    assert(await eventually(async () => !await isAlive(pid)), "the command is still there");
    assert.deepEqual(endings(run).filter((ending) => ending.startsWith("debug")), []);
    assert.equal(eventsOf(run, "task-started").length, 1);
    assert.equal(eventsOf(run, "recap").length, 1);
  });
}

function isWritten(path: string): boolean {
  try {
    return Deno.readTextFileSync(path).endsWith("\n");
  } catch {
    return false;
  }
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
