import assert from "node:assert/strict";
import { eventually, isRunning, readPids } from "../connection/test_support.ts";
import { SKIPPED } from "./capture.ts";
import { type PoolRequest, ShellPool } from "./pool.ts";
import type { ShellOutput } from "./session.ts";
import type { ShellRequest } from "./request.ts";
import { ShellSession } from "./session.ts";
import { runScript, type ScriptResult, startDuplex, text } from "./test_support.ts";

/** A pool, and how many shells it has started. */
async function withPool(
  limit: number,
  use: (
    pool: ShellPool,
    started: () => number,
    sessions: readonly ShellSession[],
  ) => Promise<void>,
): Promise<void> {
  let started = 0;
  const sessions: ShellSession[] = [];
  const pool = new ShellPool(async () => {
    started++;
    const session = await ShellSession.open(await startDuplex(["sh"]));
    sessions.push(session);
    return session;
  }, limit);
  try {
    await use(pool, () => started, sessions);
  } finally {
    await pool.close();
  }
}

function run(pool: ShellPool, script: string, signal?: AbortSignal): Promise<ScriptResult> {
  const until = signal ?? new AbortController().signal;
  return runScript({
    run: (request: ShellRequest, output: ShellOutput) => pool.run(request, output, until),
  }, script);
}

function runLast(
  pool: ShellPool,
  script: string,
  order: Pick<PoolRequest, "number" | "after"> = {},
): Promise<ScriptResult> {
  const { signal } = new AbortController();
  return runScript({
    run: (request: ShellRequest, output: ShellOutput) =>
      pool.run({ ...request, isLast: true, ...order }, output, signal),
  }, script);
}

/** Runs scripts behind each other, each only after the success of the one before. */
class Row {
  readonly #pool: ShellPool;
  #last = 0;

  constructor(pool: ShellPool) {
    this.#pool = pool;
  }

  first(script: string): Promise<ScriptResult> {
    return runLast(this.#pool, script, { number: ++this.#last });
  }

  next(script: string): Promise<ScriptResult> {
    return runLast(this.#pool, script, { after: this.#last, number: ++this.#last });
  }
}

/** The outputs of scripts, or that they did not run. */
async function told(results: Iterable<Promise<ScriptResult>>): Promise<string[]> {
  return (await Promise.all(results)).map(({ exitCode, stdout }) =>
    exitCode === SKIPPED ? "skipped" : text(stdout).trim()
  );
}

Deno.test("scripts one after the other share a shell", () =>
  withPool(4, async (pool, started) => {
    const first = text((await run(pool, "echo $$")).stdout);
    assert.equal(text((await run(pool, "echo $$")).stdout), first);
    assert.equal(started(), 1);
  }));

Deno.test("scripts at the same time have shells of their own, up to the limit", () =>
  withPool(3, async (pool, started) => {
    const results = await Promise.all(
      Array.from({ length: 9 }, () => run(pool, "echo $$")),
    );
    assert.equal(new Set(results.map(({ stdout }) => text(stdout))).size, 3);
    assert.equal(started(), 3);
  }));

Deno.test("last scripts of tasks run one after the other, in one shell", () =>
  withPool(4, async (pool, started) => {
    const scripts = Array.from(
      { length: 20 },
      // The first ones take the longest: side by side, they would be the last.
      (_, index) => `[ ${index} -gt 2 ] || sleep 0.0${5 - index}; echo $$ ${index}`,
    );
    const order: string[] = [];
    await Promise.all(scripts.map(async (script) => {
      order.push(text((await runLast(pool, script)).stdout).trim());
    }));
    const [shell] = order[0]!.split(" ");
    assert.deepEqual(order, scripts.map((_, index) => `${shell} ${index}`));
    assert.equal(started(), 1);
    assert.equal(text((await run(pool, "echo $$")).stdout), `${shell}\n`);
  }));

Deno.test("a line that lost its shell has another for those who come later", () =>
  withPool(1, async (pool, started) => {
    const [lost] = await Promise.allSettled([
      runLast(pool, "kill -9 $$"),
      // Whether this one had been sent by then is a matter of time.
      runLast(pool, "echo behind"),
    ]);
    assert.equal(lost.status, "rejected");
    assert.match(String(lost.reason), /signal SIGKILL/);
    assert.equal(text((await runLast(pool, "echo next")).stdout), "next\n");
    assert.equal(started(), 2);
  }));

Deno.test("a script in a line that cannot be sent is no harm to the others", () =>
  withPool(1, async (pool) => {
    const others = ["sleep 0.02; echo a", "echo b"].map((script) => runLast(pool, script));
    await assert.rejects(runLast(pool, "echo \0"), /NUL/);
    assert.deepEqual(
      (await Promise.all(others)).map(({ stdout }) => text(stdout)),
      ["a\n", "b\n"],
    );
  }));

Deno.test("a script behind another is run after its success, in the same shell", () =>
  withPool(4, async (pool, started) => {
    const row = new Row(pool);
    const results = [row.first("sleep 0.02; echo a"), row.next("echo b; exit 1")];
    assert.deepEqual(await told([...results, row.next("echo c")]), ["a", "b", "skipped"]);
    assert.equal(started(), 1);
  }));

Deno.test("what the one before it came to is known when that is over, too", () =>
  withPool(4, async (pool) => {
    const row = new Row(pool);
    await row.first("true");
    // Whatever else runs in between.
    await run(pool, "exit 1");
    assert.deepEqual(await told([row.next("echo a; exit 1")]), ["a"]);
    assert.deepEqual(await told([row.next("echo b")]), ["skipped"]);
    assert.deepEqual(await told([row.next("echo c")]), ["skipped"]);
    await row.first("true");
    assert.deepEqual(await told([row.next("echo d")]), ["d"]);
  }));

Deno.test("behind another than it was meant for a script is not run", () =>
  withPool(4, async (pool) => {
    assert.deepEqual(await told([runLast(pool, "echo a", { after: 1 })]), ["skipped"]);
    // The one in the middle was done again by itself, and is what comes before the last.
    const results = [
      runLast(pool, "sleep 0.02; exit 1", { number: 2 }),
      runLast(pool, "echo b", { after: 2, number: 3 }),
      runLast(pool, "echo b", { number: 4 }),
      runLast(pool, "echo c", { after: 3, number: 5 }),
    ];
    assert.deepEqual(await told(results), ["", "skipped", "b", "skipped"]);
  }));

Deno.test("behind one that was not run itself a script is not run, whatever runs before both", () =>
  withPool(4, async (pool) => {
    const results = [
      runLast(pool, "sleep 0.02; echo a", { number: 1 }),
      runLast(pool, "echo b", { after: 7, number: 2 }),
      runLast(pool, "echo c", { after: 2, number: 3 }),
      runLast(pool, "echo d", { after: 3, number: 4 }),
    ];
    assert.deepEqual(await told(results), ["a", "skipped", "skipped", "skipped"]);
    assert.deepEqual(await told([runLast(pool, "echo e", { after: 4 })]), ["skipped"]);
  }));

Deno.test("behind one whose shell was lost, a script is not run", () =>
  withPool(4, async (pool) => {
    const row = new Row(pool);
    await row.first("true");
    const lost = row.first("kill -9 $$");
    const behind = told([row.next("echo a"), row.next("echo b")]);
    await assert.rejects(lost, /SIGKILL/);
    assert.deepEqual(await behind, ["skipped", "skipped"]);
    assert.deepEqual(await told([row.next("echo c")]), ["skipped"]);
  }));

Deno.test("a script that loses its shell after the success of another is not called skipped", () =>
  withPool(4, async (pool) => {
    const row = new Row(pool);
    await row.first("true");
    await assert.rejects(row.next("kill -9 $$"), /SIGKILL/);
    assert.deepEqual(await told([row.next("echo a")]), ["skipped"]);
  }));

Deno.test("a script that is given up takes those behind it along", () =>
  withPool(4, async (pool) => {
    const place = await Deno.makeTempDir();
    try {
      const controller = new AbortController();
      const script = `sh -c 'echo $$ >${place}/pid; exec sleep 1000'`;
      const output = { stdout: () => {}, stderr: () => {} };
      const given = pool.run({ script, isLast: true, number: 1 }, output, controller.signal);
      const behind = told([runLast(pool, `echo >${place}/behind`, { after: 1 })]);
      const [pid = 0] = await readPids(`${place}/pid`, 1);
      controller.abort(new Error("given up"));
      await assert.rejects(given, /given up/);
      assert(!isRunning(pid));
      assert.deepEqual(await behind, ["skipped"]);
      assert.equal(await exists(`${place}/behind`), false);
    } finally {
      await Deno.remove(place, { recursive: true });
    }
  }));

Deno.test("who gives up a script hears so when its shell is gone", () =>
  withPool(4, async (pool, _, sessions) => {
    for (const isLast of [false, true]) {
      const controller = new AbortController();
      const output = { stdout: () => {}, stderr: () => {} };
      const given = pool.run({ script: "sleep 1000", isLast }, output, controller.signal);
      await eventually("there is a shell", () => sessions.at(-1)?.isIdle === false);
      controller.abort(new Error("given up"));
      await assert.rejects(given, /given up/);
      let isClosed = false;
      sessions.at(-1)!.close().then(() => isClosed = true);
      await null;
      assert(isClosed, `isLast: ${isLast}`);
    }
  }));

Deno.test("an aborted script is ended, and the next one has a new shell", () =>
  withPool(1, async (pool, started) => {
    const controller = new AbortController();
    const running = run(pool, "sleep 60", controller.signal);
    const waiting = run(pool, "echo next");
    controller.abort(new Error("given up"));
    await assert.rejects(running, /given up/);
    assert.equal(text((await waiting).stdout), "next\n");
    assert.ok(started() <= 2);
  }));

Deno.test("a script that waits for its turn can be aborted", () =>
  withPool(1, async (pool) => {
    const first = new AbortController();
    const second = new AbortController();
    const running = run(pool, "sleep 60", first.signal);
    const waiting = run(pool, "echo never", second.signal);
    second.abort(new Error("given up"));
    await assert.rejects(waiting, /given up/);
    first.abort(new Error("stop"));
    await assert.rejects(running, /stop/);
  }));

Deno.test("a script whose output is refused is ended", () =>
  withPool(1, async (pool) => {
    const output = {
      stdout: () => {
        throw new Error("full");
      },
      stderr: () => {},
    };
    const { signal } = new AbortController();
    await assert.rejects(pool.run({ script: "echo x; sleep 60" }, output, signal), /full/);
    assert.equal(text((await run(pool, "echo next")).stdout), "next\n");
  }));

Deno.test("a script that no shell can be given leaves the shell alone", () =>
  withPool(1, async (pool, started) => {
    await run(pool, ":");
    await assert.rejects(run(pool, "\0"), /NUL/);
    await run(pool, ":");
    assert.equal(started(), 1);
  }));

Deno.test("a shell that was lost is replaced", () =>
  withPool(1, async (pool, started) => {
    await assert.rejects(run(pool, "kill -9 $$"), /SIGKILL/);
    assert.equal(text((await run(pool, "echo next")).stdout), "next\n");
    assert.equal(started(), 2);
  }));

Deno.test("closing the pool fails what runs and what waits", async () => {
  const running: Promise<unknown>[] = [];
  await withPool(1, async (pool) => {
    await run(pool, ":");
    for (const script of ["sleep 60", "echo never"]) {
      running.push(assert.rejects(run(pool, script), /closed/));
    }
  });
  await Promise.all(running);
});

function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}
