import assert from "node:assert/strict";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { command } from "./command.ts";

Deno.test("command runs words without a shell and reports like Ansible", async () => {
  const task = new LocalTask();
  const { status, values } = await runAction(command, { cmd: "echo 'a  b' * ; c" }, task);
  assert.equal(status, "changed");
  assert.deepEqual(values["cmd"], ["echo", "a  b", "*", ";", "c"]);
  assert.equal(values["stdout"], "a  b * ; c");
  assert.deepEqual(values["stdout_lines"], ["a  b * ; c"]);
  assert.equal(values["rc"], 0);
  assert.match(String(values["start"]), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/);
  assert.match(String(values["delta"]), /^0:00:\d\d\.\d{6}$/);
  assert.equal(task.calls.length, 1);
});

Deno.test("command expands variables and tildes of its words on the target", async () => {
  const task = new LocalTask({ environment: { HOME: "/home/me", V: "a b" } });
  const { values } = await runAction(command, { argv: ["echo", "$V", "~", "x${V}", "$NO"] }, task);
  assert.equal(values["stdout"], "a b /home/me xa b $NO");
  assert.deepEqual(values["cmd"], ["echo", "$V", "~", "x${V}", "$NO"]);
});

Deno.test("command leaves its words alone with expand_argument_vars: false", async () => {
  const args = { argv: ["echo", "$HOME", "~"], expand_argument_vars: false };
  const { values } = await runAction(command, args, new LocalTask());
  assert.equal(values["stdout"], "$HOME ~");
});

Deno.test("command fails with the exit code and everything that was written", async () => {
  const args = { argv: ["sh", "-c", "echo out; echo err >&2; exit 3"] };
  const { status, values } = await runAction(command, args, new LocalTask());
  assert.equal(status, "failed");
  assert.equal(values["msg"], "non-zero return code");
  assert.equal(values["rc"], 3);
  assert.equal(values["stdout"], "out");
  assert.equal(values["stderr"], "err");
});

Deno.test("command reports a signal as Ansible does", async () => {
  const { values } = await runAction(
    command,
    { argv: ["sh", "-c", "kill -9 $$"], expand_argument_vars: false },
    new LocalTask(),
  );
  assert.equal(values["rc"], -9);
});

Deno.test("command says what is not there", async () => {
  const missing = await runAction(command, { cmd: "no-such-program x" }, new LocalTask());
  assert.equal(missing.status, "failed");
  assert.equal(
    missing.values["msg"],
    "[Errno 2] No such file or directory: b'no-such-program'",
  );
  assert.equal(missing.values["rc"], 2);
  const denied = await runAction(command, { cmd: "/etc/passwd" }, new LocalTask());
  assert.equal(denied.values["rc"], 13);
});

Deno.test("command tells a missing program from a program that misses something", async () => {
  const { values } = await runAction(command, { cmd: "env no-such-program" }, new LocalTask());
  assert.equal(values["msg"], "non-zero return code");
  assert.equal(values["rc"], 127);
});

Deno.test("command says that chdir is not there", async () => {
  for (const check of [false, true]) {
    const task = new LocalTask({ check });
    const { status, values } = await runAction(command, { cmd: "pwd", chdir: "/no/such" }, task);
    assert.equal(status, "failed");
    assert.match(String(values["msg"]), /^Unable to change directory.*b'\/no\/such'$/);
  }
});

Deno.test("command runs in chdir, and creates is relative to it", async () => {
  const inside = { cmd: "pwd", chdir: "/usr" };
  const { values } = await runAction(command, inside, new LocalTask());
  assert.equal(values["stdout"], "/usr");
  const spared = await runAction(command, { ...inside, creates: "b*n" }, new LocalTask());
  assert.equal(spared.values["msg"], "Did not run command since 'b*n' exists");
});

const SPARING = [
  { args: { creates: "/etc/pass*" }, changed: false, msg: "since '/etc/pass*' exists" },
  { args: { removes: "/no/such" }, changed: false, msg: "since '/no/such' does not exist" },
  { args: { creates: "/no/such" }, changed: true },
  { args: { removes: "/etc/pass[vw]d" }, changed: true },
  { args: { creates: "", removes: "" }, changed: true },
];

for (const { args, changed, msg } of SPARING) {
  Deno.test(`command with ${JSON.stringify(args)}`, async () => {
    for (const check of [false, true]) {
      const task = new LocalTask({ check });
      const { status, values } = await runAction(command, { cmd: "echo ran", ...args }, task);
      assert.equal(status, changed ? "changed" : "ok");
      const did = check ? "Would not run" : "Did not run";
      if (msg !== undefined) assert.equal(values["msg"], `${did} command ${msg}`);
      assert.equal(task.calls.some(({ kind }) => kind === "command"), changed && !check);
    }
  });
}

Deno.test("command is skipped in check mode where nothing tells what it changes", async () => {
  const task = new LocalTask({ check: true });
  const { status, values } = await runAction(command, { cmd: "echo x" }, task);
  assert.equal(status, "skipped");
  assert.equal(values["msg"], "Command would have run if not in check mode");
  assert.equal(task.calls.length, 0);
});

Deno.test("command hands stdin over, with a line break unless told otherwise", async () => {
  const args = { cmd: "od -c", stdin: "a\n\nb" };
  const { values } = await runAction(command, args, new LocalTask());
  assert.match(String(values["stdout"]), /a +\\n +\\n +b +\\n/);
  const exact = await runAction(command, { ...args, stdin_add_newline: false }, new LocalTask());
  assert.doesNotMatch(String(exact.values["stdout"]), /b +\\n/);
  const nothing = await runAction(command, { cmd: "wc -c", stdin: "" }, new LocalTask());
  assert.equal(String(nothing.values["stdout"]).trim(), "0");
});

Deno.test("command keeps line breaks at the end only when asked to", async () => {
  const args = { argv: ["printf", "a\\r\\n\\n"] };
  const { values } = await runAction(command, args, new LocalTask());
  assert.equal(values["stdout"], "a");
  const kept = await runAction(command, { ...args, strip_empty_ends: false }, new LocalTask());
  assert.equal(kept.values["stdout"], "a\r\n\n");
  assert.deepEqual(kept.values["stdout_lines"], ["a", ""]);
});

const WRONG = [
  { args: {}, message: /needs one of 'cmd', 'argv'/ },
  { args: { cmd: "a", argv: ["b"] }, message: /only one of 'cmd', 'argv'/ },
  { args: { cmd: "a", chdri: "/" }, message: /no argument 'chdri'/ },
  { args: { cmd: "echo 'a" }, message: /Cannot split the command "echo 'a": the quote '/ },
];

for (const { args, message } of WRONG) {
  Deno.test(`command refuses ${JSON.stringify(args)}`, async () => {
    await assert.rejects(runAction(command, args, new LocalTask()), message);
  });
}

Deno.test("command warns of an executable, which it cannot go by", async () => {
  const task = new LocalTask();
  const { values } = await runAction(command, { cmd: "echo x", executable: "/bin/bash" }, task);
  assert.equal(values["stdout"], "x");
  assert.match(task.warnings.join(), /'executable' has no effect with 'command'/);
});

Deno.test("command keeps a byte order mark", async () => {
  const args = { argv: ["printf", "\\357\\273\\277x"] };
  const { values } = await runAction(command, args, new LocalTask());
  assert.equal(values["stdout"], "\ufeffx");
});

Deno.test("command refuses to run nothing", async () => {
  const { status, values } = await runAction(command, { cmd: "  " }, new LocalTask());
  assert.equal(status, "failed");
  assert.equal(values["msg"], "no command given");
});
