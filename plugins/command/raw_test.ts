import assert from "node:assert/strict";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { raw } from "./raw.ts";

Deno.test("raw runs a line and leaves its output as it is", async () => {
  const task = new LocalTask();
  const { status, values } = await runAction(raw, { cmd: "echo hi; echo e >&2" }, task);
  assert.equal(status, "changed");
  assert.deepEqual(values, {
    rc: 0,
    stdout: "hi\n",
    stdout_lines: ["hi"],
    stderr: "e\n",
    stderr_lines: ["e"],
  });
  assert.deepEqual(task.calls.map(({ kind }) => kind), ["command"]);
});

Deno.test("raw fails with the exit code", async () => {
  const { status, values } = await runAction(raw, { cmd: "exit 3" }, new LocalTask());
  assert.equal(status, "failed");
  assert.equal(values["rc"], 3);
  assert.equal(values["msg"], "non-zero return code");
});

Deno.test("raw runs nothing in check mode", async () => {
  const task = new LocalTask({ check: true });
  assert.equal((await runAction(raw, { cmd: "exit 3" }, task)).status, "skipped");
  assert.equal(task.calls.length, 0);
});

Deno.test("raw says that what Ansible takes from its line has no effect", async () => {
  const task = new LocalTask();
  const { status, warnings } = await runAction(raw, { cmd: "true", creates: "/" }, task);
  assert.equal(status, "changed");
  assert.deepEqual(warnings, ["'creates' has no effect with 'raw': 'shell' goes by it"]);
});
