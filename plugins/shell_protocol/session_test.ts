import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault } from "@shep/sdk";
import { HeldTimer } from "../../sdk/test_support.ts";
import { SKIPPED } from "./capture.ts";
import { ShellSession } from "./session.ts";
import { runScript, SHELLS, startDuplex, text, withSession } from "./test_support.ts";

const EVERY_BYTE = new Uint8Array(256).map((_, index) => index);

/** Scripts which could damage a session that was less careful. */
const HOSTILE: readonly (readonly [what: string, script: string])[] = [
  ["exit", "exit 3"],
  ["exec", "exec true"],
  ["an error under set -e", "set -e; false; echo no"],
  ["a variable that is not set under set -u", 'set -u; echo "$no_such_variable"'],
  ["a syntax error", "if then ((("],
  ["an open quote", "echo 'abc"],
  ["an open here-document", "cat <<END\nabc"],
  ["another directory and mask", "cd /tmp; umask 777"],
  ["another path and separators", "PATH=; IFS=x; unset HOME"],
  ["a function in place of echo", "echo() { :; }"],
  ["closed outputs", "exec >&- 2>&-; true"],
  ["a closed input", "exec <&-; cat"],
  ["traps", "trap 'echo trapped' EXIT TERM; exit 9"],
  ["a constant", "readonly PATH; PATH=/x"],
  ["an alias in place of eval", "alias eval=false"],
  ["a comment that is not ended", "echo a # b"],
  ["a backslash at the end", "echo a \\"],
];

for (const shell of SHELLS) {
  const name = shell.join(" ");

  Deno.test(`${name}: output, diagnostics and exit code come back apart`, () =>
    withSession(shell, async (session) => {
      const result = await runScript(session, "echo out; echo err >&2; exit 77");
      assert.deepEqual([result.exitCode, text(result.stdout), text(result.stderr)], [
        77,
        "out\n",
        "err\n",
      ]);
    }));

  Deno.test(`${name}: quotes and expansions in a script are the script's own`, () =>
    withSession(shell, async (session) => {
      const script =
        "x='it'\\''s'; cat <<END\nhere $x `echo y`\nEND\nprintf '%s|' \"$x\" 'a\\b' '!'";
      assert.equal(
        text((await runScript(session, script)).stdout),
        "here it's y\nit's|a\\b|!|",
      );
    }));

  Deno.test(`${name}: input of every byte arrives`, () =>
    withSession(shell, async (session) => {
      const stdin = new Uint8Array([...EVERY_BYTE, ...EVERY_BYTE.toReversed()]);
      assert.deepEqual((await runScript(session, { script: "cat", stdin })).stdout, stdin);
    }));

  Deno.test(`${name}: input that is not read is no harm`, () =>
    withSession(shell, async (session) => {
      const stdin = new Uint8Array(4096).fill(0x61);
      const result = await runScript(session, { script: "exit 5", stdin });
      assert.deepEqual([result.exitCode, text(result.stderr)], [5, ""]);
    }));

  Deno.test(`${name}: a script that reads finds no input, and eats no request`, () =>
    withSession(shell, async (session) => {
      const results = await Promise.all(
        ["cat", 'read line; echo "[$line]"', "echo next"].map((script) =>
          runScript(session, script)
        ),
      );
      assert.deepEqual(results.map(({ stdout }) => text(stdout)), ["", "[]\n", "next\n"]);
    }));

  Deno.test(`${name}: directory and environment are those of the request only`, () =>
    withSession(shell, async (session) => {
      const environment = { SHEP_TEST: "a'b\nc $x" };
      const script = 'pwd; echo "$SHEP_TEST"';
      const own = await runScript(session, { script, cwd: "/usr", environment });
      assert.equal(text(own.stdout), "/usr\na'b\nc $x\n");
      assert.equal(text((await runScript(session, script)).stdout), "/\n\n");
    }));

  Deno.test(`${name}: a directory that is not there fails the request`, () =>
    withSession(shell, async (session) => {
      const result = await runScript(session, { script: "echo no", cwd: "/no/such" });
      assert.notEqual(result.exitCode, 0);
      assert.equal(text(result.stdout), "");
      assert.match(text(result.stderr), /\/no\/such/);
    }));

  Deno.test(`${name}: hostile scripts do not touch the session`, () =>
    withSession(shell, async (session) => {
      const state = "pwd; umask; echo \"$PATH\"; echo 'alive'";
      const before = text((await runScript(session, state)).stdout);
      for (const [what, script] of HOSTILE) {
        await runScript(session, script);
        assert.equal(text((await runScript(session, state)).stdout), before, what);
      }
    }));

  Deno.test(`${name}: what a script does at its exit is done`, () =>
    withSession(shell, async (session) => {
      for (const end of ["true", "exit 3", "false", "echo out; (exit 3)"]) {
        const result = await runScript(session, `trap 'echo trapped' 0; ${end}`);
        assert.match(text(result.stdout), /trapped\n$/, end);
      }
    }));

  for (const isCaptured of [false, true]) {
    const what = isCaptured ? "programs" : "scripts";

    Deno.test(`${name}: ${what} behind one that fails are not run, if they were to run after it`, () =>
      withSession(shell, async (session) => {
        const afterSuccess = { isCaptured, afterSuccess: true };
        const requests = [
          { script: "echo a", isCaptured },
          { script: "echo b; echo e >&2", ...afterSuccess },
          { script: "echo c; exit 3", ...afterSuccess },
          { script: "echo d; echo e >&2", ...afterSuccess },
          { script: "echo f", ...afterSuccess, isCaptured: !isCaptured },
          { script: "echo g", isCaptured },
          { script: "echo h", ...afterSuccess, isCaptured: !isCaptured },
        ];
        const results = await Promise.all(requests.map((each) => runScript(session, each)));
        assert.deepEqual(
          results.map(({ exitCode, stdout, stderr }) => [exitCode, text(stdout), text(stderr)]),
          [
            [0, "a\n", ""],
            [0, "b\n", "e\n"],
            [3, "c\n", ""],
            [SKIPPED, "", ""],
            [SKIPPED, "", ""],
            [0, "g\n", ""],
            [0, "h\n", ""],
          ],
        );
      }));
  }

  Deno.test(`${name}: fifty queued requests keep their order`, () =>
    withSession(shell, async (session) => {
      const numbers = Array.from({ length: 50 }, (_, index) => index);
      const results = await Promise.all(
        numbers.map((n) => runScript(session, `echo o${n}; echo e${n} >&2; exit ${n}`)),
      );
      assert.deepEqual(
        results.map(({ exitCode, stdout, stderr }) => [exitCode, text(stdout), text(stderr)]),
        numbers.map((n) => [n, `o${n}\n`, `e${n}\n`]),
      );
    }));

  Deno.test(`${name}: megabytes on both outputs at once come back whole`, () =>
    withSession(shell, async (session) => {
      const script = "head -c 20000000 /dev/zero & head -c 5000000 /dev/zero >&2; wait";
      const sizes = { stdout: 0, stderr: 0 };
      const exitCode = await session.run({ script }, {
        stdout: (data) => void (sizes.stdout += data.length),
        stderr: (data) => void (sizes.stderr += data.length),
      });
      assert.deepEqual([exitCode, sizes], [0, { stdout: 20_000_000, stderr: 5_000_000 }]);
    }));

  Deno.test(`${name}: bytes that look like markers come back exact`, () =>
    withSession(shell, (session) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(0x1e, 0x30, 0x0a, 0x00, 0xff), { maxLength: 200 }),
          async (bytes) => {
            const stdin = new Uint8Array(bytes);
            assert.deepEqual((await runScript(session, { script: "cat", stdin })).stdout, stdin);
          },
        ),
        { numRuns: 20 },
      )));

  Deno.test(`${name}: a shell that ends fails its requests as unreachable`, () =>
    withSession(shell, async (session) => {
      const results = await Promise.allSettled(
        ["kill -9 $$", "echo never"].map((script) => runScript(session, script)),
      );
      for (const result of results) {
        assert.ok(result.status === "rejected" && result.reason instanceof Fault);
        assert.equal(result.reason.kind, "unreachable");
        assert.match(result.reason.message, /SIGKILL/);
      }
      assert.equal(session.isOpen, false);
      await assert.rejects(runScript(session, "echo never"), /SIGKILL/);
    }));
}

Deno.test("what a login prints is dropped", () =>
  withSession(["sh", "-c", "echo banner; echo motd >&2; exec sh"], async (session) => {
    const result = await runScript(session, "echo out");
    assert.deepEqual([text(result.stdout), text(result.stderr)], ["out\n", ""]);
  }));

Deno.test("a shell that does not answer is unreachable, and is ended", async () => {
  using deadline = new HeldTimer(99_000);
  const duplex = await startDuplex(["sh", "-c", "echo 'Press any key' >&2; sleep 60"]);
  const listen = duplex.listen.bind(duplex);
  duplex.listen = (listener) =>
    listen({
      ...listener,
      stderr: async (data) => {
        await listener.stderr(data);
        deadline.elapse();
      },
    });
  await assert.rejects(
    ShellSession.open(duplex, { target: "web1", deadline: 99_000 }),
    (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.kind, "unreachable");
      assert.match(error.message, /web1 did not answer within 99 s/);
      assert.match(error.diagnostic.detail ?? "", /Press any key/);
      return true;
    },
  );
});

Deno.test("a program that is no shell is unreachable, with what it said", async () => {
  const duplex = await startDuplex(["sh", "-c", "echo 'This account is disabled' >&2; exit 1"]);
  await assert.rejects(ShellSession.open(duplex, { target: "web1" }), (error) => {
    assert.ok(error instanceof Fault);
    assert.match(error.message, /ended: exit code 1/);
    assert.match(error.diagnostic.detail ?? "", /disabled/);
    return true;
  });
});
