import assert from "node:assert/strict";
import { defineAction, type Task, TaskFailure } from "../define/action.ts";
import { definePlugin, type PluginDefinition } from "../plugin.ts";
import { sh } from "../shell.ts";
import { toValue } from "../value.ts";
import { Fault } from "../wire/errors.ts";
import { driveAction } from "./drive.ts";

const GREETER = new URL("../../testdata/plugins/greeter/plugin.ts", import.meta.url).pathname;
const COMMAND = [Deno.execPath(), "run", "--quiet", "--no-prompt", GREETER];

function plugin(
  run: (task: Task) => ReturnType<Parameters<typeof defineAction>[0]["run"]>,
): PluginDefinition {
  const act = defineAction({
    name: "act",
    summary: "Acts.",
    arguments: {},
    run: (_, task) => run(task),
  });
  return definePlugin({ name: "p", version: "0.1.0", summary: "Acts.", actions: [act] });
}

Deno.test("an executable's action is driven, and what it asks is told", async () => {
  const { requests, reply } = await driveAction(COMMAND, "greet", { name: "it's", times: 2 }, {
    exec: () => ({ stdout: "hello it's" }),
  });
  assert.equal(reply.status, "ok");
  assert.deepEqual(reply.result, toValue({ greeting: "hello it's, hello it's" }));
  assert.equal(requests[0]?.name, "exec");
  assert.equal(
    "script" in requests[0].request && requests[0].request.script,
    "printf 'hello %s' 'it'\\''s'",
  );
});

Deno.test("an action's every request can be answered", async () => {
  const acting = plugin(async (task) => {
    let fetched = "";
    await task.fetch("/etc/motd", (data) => void (fetched += new TextDecoder().decode(data)));
    const put = await task.put("/tmp/x", { content: "content" }, { mode: 0o644 });
    const file = await task.readFile("a.txt", { search: "files" });
    const { text } = await task.render("t.j2", { trim: true });
    const entries = await task.listDirectory("d");
    const { exitCode, stderr } = await task.command(["false", "a b"]);
    task.warn("careful");
    return {
      changed: true,
      values: {
        fetched,
        put,
        data: file.data ?? null,
        text,
        names: entries.map((e) => e.name),
        exitCode,
        stderr,
      },
      facts: { a: 1 },
      diff: { before: "x", after: "y" },
    };
  });
  const file = { kind: "file", path: "/p/a.txt", size: 1, mode: 0o600 } as const;
  const { requests, reply } = await driveAction(acting, "act", {}, {
    exec: () => ({ exitCode: 1, stderr: "bad" }),
    put: (_, content) => assert.equal(new TextDecoder().decode(content), "content"),
    fetch: () => "motd",
    readFile: () => ({ ...file, data: new Uint8Array([7]) }),
    listDirectory: () => ({
      kind: "directory",
      path: "/p/d",
      entries: [{ name: "e", kind: "file", mode: 0 }],
    }),
    renderTemplate: ({ path, options }) => ({ text: `${path} ${options.get("trim")}`, path }),
  });
  assert.deepEqual(requests.map(({ name }) => name), [
    "fetch",
    "put",
    "readFile",
    "renderTemplate",
    "listDirectory",
    "exec",
  ]);
  assert.deepEqual(reply, {
    status: "changed",
    result: toValue({
      fetched: "motd",
      put: 7,
      data: new Uint8Array([7]),
      text: "t.j2 true",
      names: ["e"],
      exitCode: 1,
      stderr: "bad",
    }),
    facts: toValue({ a: 1 }),
    diffs: [{ before: "x", after: "y" }],
    warnings: ["careful"],
  });
});

Deno.test("a request without an answer fails, and says what was asked", async () => {
  const asking = plugin(async (task) => ({
    values: { out: (await task.script(sh`true`)).stdout },
  }));
  await assert.rejects(driveAction(asking, "act", {}), (error: Fault) => {
    assert.equal(error.message, "The test has no answer for 'exec'");
    assert.match(error.diagnostic.detail!, /script: "true"/);
    return true;
  });
});

Deno.test("a failed task is a reply, with what it has to return", async () => {
  const failing = plugin(() => {
    throw new TaskFailure("no such package", { rc: 100 });
  });
  const { reply } = await driveAction(failing, "act", {});
  assert.equal(reply.status, "failed");
  assert.deepEqual(reply.result, toValue({ msg: "no such package", rc: 100 }));
});

Deno.test("arguments that do not fit are refused before the action runs", async () => {
  await assert.rejects(driveAction(COMMAND, "greet", { nme: "x" }), (error: Fault) => {
    assert.equal(error.kind, "invalid-argument");
    assert.equal(error.diagnostic.hint, "Did you mean 'name'?");
    assert.match(error.diagnostic.detail!, /needs the argument 'name'/);
    return true;
  });
});

Deno.test("a task can be cancelled", async () => {
  const controller = new AbortController();
  const waiting = plugin(async (task) => {
    await task.script(sh`sleep 9`);
    return {};
  });
  const driven = driveAction(waiting, "act", {}, {
    exec: () => {
      controller.abort(new Fault("cancelled", "enough"));
      return new Promise(() => {});
    },
  }, { signal: controller.signal });
  await assert.rejects(driven, { message: "enough" });
});
