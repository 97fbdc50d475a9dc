import assert from "node:assert/strict";
import { eventually } from "../connection/test_support.ts";
import { NO_DIRECTORY, SKIPPED } from "./capture.ts";
import { ShellSession } from "./session.ts";
import { runScript, SHELLS, startDuplex, text } from "./test_support.ts";

/** More than Linux numbers processes with. */
const DEAD = 4_194_305;

function namesIn(directory: string): string[] {
  return Array.from(Deno.readDirSync(directory), ({ name }) => name);
}

/** Uses a session that keeps outputs in a directory of its own. */
async function withDirectory(
  shell: readonly string[],
  use: (session: ShellSession, directory: string) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "it's a directory " });
  const session = await ShellSession.open(await startDuplex(shell), {
    directories: [`'${directory.replaceAll("'", "'\\''")}'`],
  });
  try {
    await use(session, directory);
  } finally {
    await session.close();
    assert.deepEqual([...Deno.readDirSync(directory)], [], "something was left behind");
    await Deno.remove(directory);
  }
}

for (const shell of SHELLS) {
  const name = shell.join(" ");

  Deno.test(`${name}: captured outputs come back apart and exact, with the exit code`, () =>
    withDirectory(shell, async (session) => {
      for (let round = 0; round < 20; round++) {
        const script = `echo out${round}; printf 'a\\000\\036b' >&2; exit ${round}`;
        const result = await runScript(session, { script, isCaptured: true });
        assert.deepEqual(
          [result.exitCode, text(result.stdout), text(result.stderr)],
          [round, `out${round}\n`, "a\0\x1eb"],
        );
      }
    }));

  Deno.test(`${name}: a captured program has its input`, () =>
    withDirectory(shell, async (session) => {
      const stdin = new Uint8Array(256).map((_, index) => index);
      const result = await runScript(session, { script: "cat", stdin, isCaptured: true });
      assert.deepEqual(result.stdout, stdin);
    }));

  Deno.test(`${name}: what a captured program leaves running is not heard`, () =>
    withDirectory(shell, async (session) => {
      const script = "(sleep 0.1; echo late) & echo left";
      const left = await runScript(session, { script, isCaptured: true });
      assert.equal(text(left.stdout), "left\n");
      const next = await runScript(session, { script: "sleep 0.2; echo next", isCaptured: true });
      assert.equal(text(next.stdout), "next\n");
    }));

  Deno.test(`${name}: what a killed shell left behind is removed after a day`, () =>
    withDirectory(shell, async (session, directory) => {
      const names = [`${Deno.pid}-a`, `${DEAD}-b`, `${DEAD}-c`].map((each) => `.shep-${each}`);
      // In the order in which they are looked at.
      const [alive, recent, stale] = names.map((each) => `${directory}/${each}`);
      const lastWeek = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000);
      for (const path of [stale, recent, alive]) await Deno.mkdir(path!);
      await Deno.writeTextFile(`${stale}/0`, "output");
      for (const path of [stale, alive]) await Deno.utime(path!, lastWeek, lastWeek);
      const result = await runScript(session, { script: "echo out", isCaptured: true });
      assert.equal(text(result.stdout), "out\n");
      await eventually("it was removed", () => !namesIn(directory).includes(names[2]!));
      for (const path of [recent, alive]) await Deno.remove(path!);
    }));

  Deno.test(`${name}: a library is there for scripts that name it, and for no others`, () =>
    withDirectory(shell, async (session) => {
      const library = 'greet() { echo "it\'s $1"; }\n';
      for (const isCaptured of [false, true, false]) {
        const result = await runScript(session, { library, script: "greet you", isCaptured });
        assert.equal(text(result.stdout), "it's you\n");
      }
      const other = await runScript(session, "greet you 2>/dev/null || echo none");
      assert.equal(text(other.stdout), "none\n");
    }));

  Deno.test(`${name}: a library that is none fails the scripts that name it, and no others`, () =>
    withDirectory(shell, async (session) => {
      for (const library of ["greet() { echo", "}", "} && greet() {", "echo 'abc", "exit 3", "#"]) {
        const result = await runScript(session, { library, script: "greet 2>/dev/null || exit 9" });
        assert.notEqual(result.exitCode, 0, library);
        assert.equal(text((await runScript(session, "echo alive")).stdout), "alive\n", library);
      }
    }));
}

Deno.test("a request that cannot be made leaves nothing that was thought to be sent", () =>
  withDirectory(["sh"], async (session) => {
    const library = "greet() { echo hello; }\n";
    await assert.rejects(runScript(session, { library, script: "\0", isCaptured: true }), /NUL/);
    const result = await runScript(session, { library, script: "greet", isCaptured: true });
    assert.equal(text(result.stdout), "hello\n");
  }));

Deno.test("both outputs of a captured program come back on one stream", async () => {
  const duplex = await startDuplex(["sh"]);
  const heard: string[] = [];
  const session = await ShellSession.open({
    listen: (listener) =>
      duplex.listen({
        stdout: (data) => listener.stdout(data),
        stderr: (data) => {
          heard.push(text(data));
          return listener.stderr(data);
        },
        closed: (reason) => listener.closed(reason),
      }),
    write: (data) => duplex.write(data),
    end: () => duplex.end(),
    kill: () => duplex.kill(),
  });
  try {
    heard.length = 0;
    const script = "echo out; echo err >&2; exit 3";
    const { exitCode, stderr } = await runScript(session, { script, isCaptured: true });
    assert.deepEqual([exitCode, text(stderr), heard], [3, "err\n", []]);
  } finally {
    await session.close();
  }
});

Deno.test("where no directory can be made nothing is run, and that is told", async () => {
  // As on a target without any place that takes a file.
  const script = "mkdir() { return 1; }; . /dev/stdin";
  const session = await ShellSession.open(await startDuplex(["sh", "-c", script]));
  try {
    const marker = await Deno.makeTempFile();
    await runScript(session, ":");
    const [result, behind] = await Promise.all([
      runScript(session, { script: `rm ${marker}`, isCaptured: true }),
      runScript(session, { script: `rm ${marker}`, afterSuccess: true }),
    ]);
    assert.deepEqual([result.exitCode, behind.exitCode], [NO_DIRECTORY, SKIPPED]);
    await Deno.remove(marker);
  } finally {
    await session.close();
  }
});
