import assert from "node:assert/strict";
import { Subject } from "../testing/subject.ts";
import { toValue } from "../value.ts";
import { executeTask, type ExecuteTaskReply } from "../wire/messages/action.ts";
import type { LogMessage } from "../wire/messages/common.ts";
import type { CallOptions } from "../wire/call.ts";
import { describe } from "../wire/messages/handshake.ts";

const STUBBORN = new URL("../../testdata/plugins/stubborn/plugin.ts", import.meta.url).pathname;
const COMMAND = [Deno.execPath(), "run", "--quiet", "--no-prompt", STUBBORN];

/** Has a plugin carry out an action. */
function execute(
  { channel }: Subject,
  action: string,
  args: Record<string, number> = {},
  options: CallOptions = {},
): Promise<ExecuteTaskReply> {
  const request = {
    action,
    arguments: toValue(args),
    host: "h",
    check: false,
    diff: false,
    verbosity: 0,
  };
  return channel.call(executeTask, request, options);
}

Deno.test("a served plugin greets, describes itself and ends with its stdin", async () => {
  await using subject = new Subject(COMMAND);
  const hello = await subject.greet();
  assert.deepEqual([hello.name, hello.version, hello.kinds], ["stubborn", "0.1.0", ["action"]]);
  const { actions } = await subject.channel.call(describe, {});
  assert.deepEqual(actions.map(({ name }) => name), ["chatter", "deaf", "busy", "together"]);
  await subject.closeStdin();
  assert.deepEqual(await subject.ended(), { code: 0, stderr: "" });
});

Deno.test("what a plugin prints is logged, and leaves the protocol alone", async () => {
  const logged: LogMessage[] = [];
  await using subject = new Subject(COMMAND, { onLog: (message) => logged.push(message) });
  await subject.greet();
  assert.equal((await execute(subject, "chatter")).status, "ok");
  assert.deepEqual(logged, [
    { level: "info", text: "printed { deeply: [ true ] }" },
    { level: "info", text: "written to stdout" },
  ]);
  assert.equal(subject.broken, undefined);
});

Deno.test("a plugin works on many tasks at once, and is heard of meanwhile", async () => {
  await using subject = new Subject(COMMAND);
  await subject.greet();
  let heard = 0;
  const options = { onProgress: () => void heard++, timeoutMs: 60_000 };
  // One after the other, the first would wait for the last.
  const together = (): Promise<ExecuteTaskReply> =>
    execute(subject, "together", { count: 20 }, options);
  const tasks = Array.from({ length: 19 }, together);
  // Asked in the middle of it all, it answers.
  await subject.channel.call(describe, {});
  const replies = await Promise.all([...tasks, together()]);
  assert.ok(replies.every(({ result }) => result.get("done") === true));
  assert.equal(heard, 20);
});

Deno.test("a task that hears nothing is left behind when stdin ends", async () => {
  await using subject = new Subject(COMMAND);
  await subject.greet();
  execute(subject, "deaf").catch(() => {});
  await subject.channel.call(describe, {});
  await subject.closeStdin();
  assert.equal((await subject.ended()).code, 0);
});

Deno.test("a plugin that is too busy to hear anything can only be killed, and that is quick", async () => {
  const subject = new Subject(COMMAND);
  await subject.greet();
  const failed = assert.rejects(execute(subject, "busy"), { kind: "cancelled" });
  await subject[Symbol.asyncDispose]();
  await failed;
  assert.notEqual((await subject.ended()).code, 0);
});

Deno.test("a host that vanishes in the middle of a frame is told about on stderr", async () => {
  await using subject = new Subject(COMMAND);
  await subject.greet();
  await subject.write(new Uint8Array([40, 0, 0]));
  await subject.closeStdin();
  const { code, stderr } = await subject.ended();
  assert.equal(code, 1);
  assert.match(stderr, /^shep-plugin-stubborn: .*stdin ended after 3 bytes of a frame\n$/);
});
