import assert from "node:assert/strict";
import { defineAction, TaskFailure, type TaskResult } from "../define/action.ts";
import { sh } from "../shell.ts";
import { Fault } from "../wire/errors.ts";
import { LocalTask, runAction } from "./local_task.ts";

async function inDirectory(body: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await body(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("a script runs in a subshell, with nothing to read", async () => {
  const task = new LocalTask();
  const { exitCode, stdout, stderr } = await task.script(
    sh`cat; printf %s ${"it's"}; echo oops >&2; exit 3`,
  );
  assert.deepEqual([exitCode, stdout, stderr], [3, "it's", "oops\n"]);
  assert.deepEqual(task.calls.map(({ kind }) => kind), ["script"]);
});

Deno.test("a script may be longer than an argument list, and may read", async () => {
  const long = "x".repeat(300_000);
  const { stdout } = await new LocalTask().script(sh`printf %s ${long}`);
  assert.equal(stdout.length, long.length);
  const read = await new LocalTask().script(sh`cat`, { stdin: "in" });
  assert.equal(read.stdout, "in");
});

Deno.test("a script may be conversed with", async () => {
  const heard: string[] = [];
  const { promise: first, resolve } = Promise.withResolvers<void>();
  const { exitCode, stderr } = await new LocalTask().converse(
    sh`while read -r line; do echo got $line; done; echo end >&2; exit 3`,
    {
      input: (async function* (): AsyncGenerator<Uint8Array> {
        yield new TextEncoder().encode("a\n");
        await first;
        yield new TextEncoder().encode("b\n");
      })(),
      output: (data) => {
        heard.push(new TextDecoder().decode(data));
        resolve();
      },
    },
  );
  assert.deepEqual([heard, exitCode, stderr], [["got a\n", "got b\n"], 3, "end\n"]);
});

Deno.test("a script runs in the shell that was asked for, with its environment", async () => {
  const task = new LocalTask({ shell: ["/bin/sh", "-u"], environment: { HERE: "yes" } });
  assert.equal((await task.script(sh`echo $HERE`)).stdout, "yes\n");
  assert.notEqual((await task.script(sh`echo $NOT_SET`)).exitCode, 0);
});

Deno.test("a command runs exactly its words", async () => {
  const task = new LocalTask();
  const result = await task.command(["printf", "<%s>", "a b", "$HOME"], { cwd: "/" });
  assert.equal(result.stdout, "<a b><$HOME>");
  assert.deepEqual(result.stdoutBytes, new TextEncoder().encode("<a b><$HOME>"));
});

Deno.test("a command that reads nothing may be given anything", async () => {
  const { exitCode } = await new LocalTask().command(["true"], { stdin: "x".repeat(1 << 20) });
  assert.equal(exitCode, 0);
});

Deno.test("a command tells the signal that ended it", async () => {
  const result = await new LocalTask().command(["sh", "-c", "kill -9 $$"]);
  assert.deepEqual([result.exitCode, result.signal], [-1, "SIGKILL"]);
});

Deno.test("a command that is not there is told as a shell tells it", async () => {
  const { exitCode, stderr } = await new LocalTask().command(["no-such-program"]);
  assert.deepEqual([exitCode, stderr], [127, "no-such-program: not found\n"]);
});

Deno.test("put and fetch move bytes", async () => {
  await inDirectory(async (root) => {
    const task = new LocalTask();
    const bytes = Uint8Array.of(0, 255, 10);
    assert.equal(await task.put(`${root}/a`, { content: bytes }, { mode: 0o600 }), 3);
    assert.equal((await Deno.stat(`${root}/a`)).mode! & 0o777, 0o600);
    await task.put(`${root}/b`, { source: `${root}/a` });
    const fetched: Uint8Array[] = [];
    await task.fetch(`${root}/b`, (data) => void fetched.push(data.slice()));
    assert.deepEqual(fetched, [bytes]);
    assert.equal([...Deno.readDirSync(root)].length, 2);
  });
});

Deno.test("files of the playbook are found in their folder first", async () => {
  await inDirectory(async (root) => {
    await Deno.mkdir(`${root}/files/sub`, { recursive: true });
    await Deno.writeTextFile(`${root}/x`, "outer");
    await Deno.writeTextFile(`${root}/files/x`, "hello\n");
    const task = new LocalTask({ files: root });
    const inner = await task.readFile("x", { search: "files" });
    assert.equal(inner.path, `${root}/files/x`);
    assert.equal(inner.sha1, "f572d396fae9206628714fb2ce00f72e94f2258f");
    assert.equal((await task.readFile("x")).path, `${root}/x`);
    assert.equal("data" in await task.statFile("x"), false);
    assert.equal((await task.statFile("y")).kind, "missing");
    const entries = await task.listDirectory("files");
    assert.deepEqual(entries.map(({ name, kind }) => [name, kind]), [
      ["sub", "directory"],
      ["x", "file"],
    ]);
  });
});

Deno.test("templates are rendered by whoever tests", async () => {
  await inDirectory(async (root) => {
    await Deno.writeTextFile(`${root}/x.j2`, "a {{ b }}");
    const task = new LocalTask({ files: root, render: (source) => source.toUpperCase() });
    assert.deepEqual(await task.render("x.j2"), { text: "A {{ B }}", path: `${root}/x.j2` });
    await assert.rejects(task.render("no.j2"), Fault);
  });
});

const echo = defineAction({
  name: "echo",
  summary: "Returns what it is given.",
  arguments: {
    items: {
      type: "list",
      elements: "dict",
      fields: { n: { type: "int", description: "A number.", default: 1 } },
      description: "Items.",
      required: true,
    },
    fail: { type: "bool", description: "Whether it fails.", default: false },
  },
  run({ items, fail }, task): TaskResult {
    task.warn("careful");
    if (fail) throw new TaskFailure("as asked", { rc: 2 });
    return { changed: true, values: { sum: items.reduce((sum, { n }) => sum + n, 0) } };
  },
});

Deno.test("an action receives checked arguments, and its result is uniform", async () => {
  const { status, values, warnings } = await runAction(
    echo,
    { items: [{ n: "2" }, {}] },
    new LocalTask(),
  );
  assert.deepEqual({ status, values, warnings }, {
    status: "changed",
    values: { sum: 3 },
    warnings: ["careful"],
  });
});

Deno.test("an action that fails returns its message and values", async () => {
  const { status, values } = await runAction(echo, { items: [], fail: true }, new LocalTask());
  assert.deepEqual({ status, values }, { status: "failed", values: { msg: "as asked", rc: 2 } });
});

Deno.test("an action is not run with arguments that it does not declare", async () => {
  await assert.rejects(runAction(echo, { itmes: [] }, new LocalTask()), Fault);
});
