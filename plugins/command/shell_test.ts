import assert from "node:assert/strict";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { shell } from "./shell.ts";

Deno.test("shell runs a line with pipes and redirections, in one round trip", async () => {
  const task = new LocalTask();
  const { status, values } = await runAction(shell, { cmd: "echo a b | wc -w; echo e >&2" }, task);
  assert.equal(status, "changed");
  assert.equal(values["cmd"], "echo a b | wc -w; echo e >&2");
  assert.equal(String(values["stdout"]).trim(), "2");
  assert.equal(values["stderr"], "e");
  assert.equal(task.calls.length, 1);
});

Deno.test("shell takes another shell, a directory and input", async () => {
  const args = { cmd: "echo $0; pwd; cat", executable: "/bin/sh", chdir: "/usr", stdin: "in" };
  const { values } = await runAction(shell, args, new LocalTask());
  assert.equal(values["stdout"], "/bin/sh\n/usr\nin");
});

Deno.test("shell fails with minus the signal", async () => {
  const { status, values } = await runAction(shell, { cmd: "kill -9 $$" }, new LocalTask());
  assert.equal(status, "failed");
  assert.equal(values["rc"], -9);
  assert.equal(values["changed"], true);
});

Deno.test("shell says that the shell is not there", async () => {
  const args = { cmd: "echo it's", executable: "/no/such/sh" };
  const { values } = await runAction(shell, args, new LocalTask());
  assert.equal(values["msg"], "[Errno 2] No such file or directory: b'/no/such/sh'");
  assert.equal(values["cmd"], `/no/such/sh -c 'echo it'"'"'s'`);
});

Deno.test("shell tells a missing shell from a missing program", async () => {
  const { values } = await runAction(shell, { cmd: "no-such-program" }, new LocalTask());
  assert.equal(values["rc"], 127);
  assert.equal(values["msg"], "non-zero return code");
});

Deno.test("shell obeys creates and check mode", async () => {
  const spared = await runAction(shell, { cmd: "exit 1", creates: "/etc" }, new LocalTask());
  assert.equal(spared.values["stdout"], "skipped, since /etc exists");
  const checked = await runAction(shell, { cmd: "exit 1" }, new LocalTask({ check: true }));
  assert.equal(checked.status, "skipped");
});

Deno.test("shell refuses to run nothing", async () => {
  const { values } = await runAction(shell, { cmd: " \n" }, new LocalTask());
  assert.equal(values["msg"], "no command given");
});
