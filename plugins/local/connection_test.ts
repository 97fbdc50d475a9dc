import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import {
  AnsweringTransfer,
  eventually,
  isRunning,
  readPids,
  RecordedTransfer,
  text,
  withConnection,
  withDirectory,
} from "../connection/test_support.ts";

Deno.test("a command gets exactly its words", () =>
  withConnection(async (connection) => {
    const argv = ["printf", "[%s]", "a b", "", "$HOME", "it's", "*", "\\n", "é"];
    const reply = await connection.exec({ kind: "command", argv }, new RecordedTransfer());
    assert.equal(text(reply.stdout), "[a b][][$HOME][it's][*][\\n][é]");
    assert.equal(reply.exitCode, 0);
  }));

Deno.test("output, diagnostics and exit code of a command come back apart", () =>
  withConnection(async (connection) => {
    const argv = ["sh", "-c", "echo out; echo err >&2; exit 3"];
    const reply = await connection.exec({ kind: "command", argv }, new RecordedTransfer());
    assert.deepEqual(
      [reply.exitCode, reply.signal, text(reply.stdout), text(reply.stderr)],
      [3, undefined, "out\n", "err\n"],
    );
  }));

Deno.test("the signal that ended a command is named", () =>
  withConnection(async (connection) => {
    const argv = ["sh", "-c", "kill -KILL $$"];
    const reply = await connection.exec({ kind: "command", argv }, new RecordedTransfer());
    assert.deepEqual([reply.exitCode, reply.signal], [-1, "SIGKILL"]);
  }));

Deno.test("a command reads its input, and nothing where there is none", () =>
  withConnection(async (connection) => {
    const stdin = new Uint8Array(300_000).fill(0x61);
    const transfer = new RecordedTransfer();
    const counted = await connection.exec({ kind: "command", argv: ["wc", "-c"], stdin }, transfer);
    assert.equal(text(counted.stdout).trim(), "300000");
    const none = await connection.exec({ kind: "command", argv: ["wc", "-c"] }, transfer);
    assert.equal(text(none.stdout).trim(), "0");
  }));

Deno.test("a program that is conversed with is heard before its input has ended", () =>
  withConnection(async (connection) => {
    const loop = "while read -r line; do echo got $line; done; echo end >&2; exit 3";
    const programs = [
      { kind: "script", script: loop },
      { kind: "command", argv: ["sh", "-c", loop] },
    ] as const;
    for (const program of programs) {
      const transfer = new AnsweringTransfer(["a\n", "b\n", "c\n"]);
      const reply = await connection.exec({ ...program, streamed: true }, transfer);
      assert.deepEqual(transfer.heard, ["got a\n", "got b\n", "got c\n"]);
      assert.deepEqual([reply.exitCode, text(reply.stdout), text(reply.stderr)], [3, "", "end\n"]);
    }
  }));

Deno.test("input that a command does not read is no harm", () =>
  withConnection(async (connection) => {
    const stdin = new Uint8Array(1_000_000);
    const reply = await connection.exec(
      { kind: "command", argv: ["true"], stdin },
      new RecordedTransfer(),
    );
    assert.equal(reply.exitCode, 0);
  }));

Deno.test("the environment is the user's and the request's, and nothing else", () =>
  withConnection(async (connection) => {
    const request = {
      kind: "command",
      argv: ["env"],
      environment: { ADDED: "1", CHANGED: "new" },
    } as const;
    const reply = await connection.exec(request, new RecordedTransfer());
    const names = text(reply.stdout).trim().split("\n").map((line) => line.split("=")[0]).sort();
    assert.deepEqual(names, ["ADDED", "CHANGED", "KEPT", "PATH", "PWD"]);
    assert.match(text(reply.stdout), /^CHANGED=new$/m);
  }, { KEPT: "yes", CHANGED: "old" }));

Deno.test("programs run beside the playbook, or else where the user is", () =>
  withConnection(async (connection) => {
    const where = async (cwd?: string): Promise<string[]> => {
      const request = cwd === undefined ? {} : { cwd };
      const command = { kind: "command", argv: ["pwd"], ...request } as const;
      const script = { kind: "script", script: "pwd", ...request } as const;
      const replies = [
        await connection.exec(command, new RecordedTransfer()),
        await connection.exec(script, new RecordedTransfer()),
      ];
      return replies.map(({ stdout }) => text(stdout).trim());
    };
    assert.deepEqual(await where(), ["/usr", "/usr"]);
    assert.deepEqual(await where("/usr/bin"), ["/usr/bin", "/usr/bin"]);
    assert.deepEqual(await where("bin"), ["/usr/bin", "/usr/bin"]);
  }, { PWD: "/usr" }));

/** Programs that cannot be started: exit code and diagnostics. */
const UNSTARTABLE: readonly (readonly [string, readonly string[], number, string])[] = [
  [
    "is not there",
    ["no-such-program"],
    127,
    "[Errno 2] No such file or directory: b'no-such-program'",
  ],
  ["may not be run", ["/etc/passwd"], 126, "[Errno 13] Permission denied: b'/etc/passwd'"],
  ["is a directory", ["/usr"], 126, "[Errno 13] Permission denied: b'/usr'"],
];

for (const [what, argv, exitCode, message] of UNSTARTABLE) {
  Deno.test(`a program that ${what} is a reply`, () =>
    withConnection(async (connection) => {
      const reply = await connection.exec({ kind: "command", argv }, new RecordedTransfer());
      assert.deepEqual([reply.exitCode, text(reply.stderr)], [exitCode, message]);
    }));
}

Deno.test("a directory that is not there is told as Ansible tells it", () =>
  withConnection(async (connection) => {
    const request = { kind: "command", argv: ["true"], cwd: "/no/such" } as const;
    const reply = await connection.exec(request, new RecordedTransfer());
    assert.equal(reply.exitCode, 127);
    assert.equal(
      text(reply.stderr),
      "Unable to change directory before execution: " +
        "[Errno 2] No such file or directory: b'/no/such'",
    );
  }));

Deno.test("a NUL, which no program can be given, is refused", () =>
  withConnection(async (connection) => {
    for (const request of [{ argv: ["echo", "\0"] }, { argv: ["env"], environment: { A: "\0" } }]) {
      await assert.rejects(
        connection.exec({ kind: "command", ...request }, new RecordedTransfer()),
        (error) => error instanceof Fault && error.kind === "invalid-argument",
      );
    }
  }));

for (const kind of ["command", "script"] as const) {
  const shell = (script: string) =>
    kind === "script" ? { kind, script } : { kind, argv: ["sh", "-c", script] };

  Deno.test(`${kind}: much output is streamed, and the reply has the rest`, () =>
    withConnection(async (connection) => {
      const transfer = new RecordedTransfer();
      const reply = await connection.exec(
        shell("seq 1 100000; seq 1 5 >&2"),
        transfer,
      );
      const whole = text(transfer.bytes("stdout")) + text(reply.stdout);
      assert.equal(whole, Array.from({ length: 100_000 }, (_, i) => `${i + 1}\n`).join(""));
      assert.ok(reply.stdout.length <= 48 * 1024);
      assert.equal(transfer.size("stderr"), 0);
      assert.equal(text(reply.stderr), "1\n2\n3\n4\n5\n");
    }));

  Deno.test(`${kind}: what is aborted is ended with all that it started`, () =>
    withDirectory((directory) =>
      withConnection(async (connection) => {
        const pids = `${directory}/pids`;
        const script = `sleep 60 & echo $! >>${pids}; trap '' TERM; sleep 61 & ` +
          `echo $! >>${pids}; sh -c 'echo $$ >>${pids}; wait; sleep 62; sleep 63'`;
        const controller = new AbortController();
        const transfer = new RecordedTransfer({ signal: controller.signal });
        const running = connection.exec(shell(script), transfer);
        const rejected = assert.rejects(running, /given up/);
        const started = await readPids(pids, 3);
        assert.deepEqual(started.map(isRunning), [true, true, true]);
        controller.abort(new Error("given up"));
        await rejected;
        await eventually("all had ended", () => !started.some(isRunning));
        const reply = await connection.exec(shell("echo next"), new RecordedTransfer());
        assert.equal(text(reply.stdout), "next\n");
      })
    ));

  Deno.test(`${kind}: what is aborted before it began is not begun`, () =>
    withConnection(async (connection) => {
      const transfer = new RecordedTransfer({ signal: AbortSignal.abort(new Error("given up")) });
      await assert.rejects(connection.exec(shell("echo no"), transfer), /given up/);
    }));

  Deno.test(`${kind}: closing the connection ends what still runs`, () =>
    withDirectory(async (directory) => {
      const pids = `${directory}/pids`;
      let rejected: Promise<void> | undefined;
      let started: number[] = [];
      await withConnection(async (connection) => {
        const script = `echo $$ >>${pids}; sh -c 'echo $$ >>${pids}; exec sleep 60'`;
        rejected = assert.rejects(
          connection.exec(shell(script), new RecordedTransfer()),
          /closed/,
        );
        started = await readPids(pids, 2);
      });
      await rejected;
      await eventually("all had ended", () => !started.some(isRunning));
    }));
}

Deno.test("a daemon that a command leaves behind is not waited for, and lives", () =>
  withDirectory((directory) =>
    withConnection(async (connection) => {
      const script = `sleep 60 & echo $! >${directory}/pid; echo done`;
      const argv = ["sh", "-c", script];
      const start = performance.now();
      const reply = await connection.exec({ kind: "command", argv }, new RecordedTransfer());
      assert.ok(performance.now() - start < 30_000);
      assert.equal(text(reply.stdout), "done\n");
      const [pid] = await readPids(`${directory}/pid`, 1);
      assert.equal(isRunning(pid!), true);
      Deno.kill(pid!, "SIGKILL");
    })
  ));

Deno.test("what a finished script left running survives the connection", () =>
  withDirectory(async (directory) => {
    const script = `sleep 60 >/dev/null 2>&1 & echo $! >${directory}/pid`;
    await withConnection(async (connection) => {
      await connection.exec({ kind: "script", script }, new RecordedTransfer());
    });
    const [pid] = await readPids(`${directory}/pid`, 1);
    assert.equal(isRunning(pid!), true);
    Deno.kill(pid!, "SIGKILL");
  }));

Deno.test("a script reads input of any size", () =>
  withConnection(async (connection) => {
    for (const size of [0, 1, 4096, 4097, 1_000_000]) {
      const stdin = new Uint8Array(size).map((_, index) => index % 256);
      const transfer = new RecordedTransfer();
      const reply = await connection.exec({ kind: "script", script: "cat", stdin }, transfer);
      const whole = new Uint8Array([...transfer.bytes("stdout"), ...reply.stdout]);
      assert.deepEqual(whole, stdin, `${size} bytes`);
    }
  }));

Deno.test("a way to become another user that is not supported is refused", () =>
  withConnection(async (connection) => {
    for (const kind of ["command", "script"] as const) {
      const request = { kind, argv: ["true"], script: ":", become: { method: "pbrun" } };
      await assert.rejects(
        connection.exec(request, new RecordedTransfer()),
        /become_method 'pbrun' is not supported/,
      );
    }
  }));
