/** The connection `ssh`, with an sshd of its own. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import {
  AnsweringTransfer,
  eventually,
  isRunning,
  readPids,
  RecordedTransfer,
  text,
} from "../connection/test_support.ts";
import { sshTest } from "../../testdata/remote/sshd.ts";
import { connected } from "./test_support.ts";

const MEBIBYTE = 1024 * 1024;

sshTest(
  "a command gets exactly its words, and its outputs come back apart",
  (sshd) =>
    connected(sshd, async (connection) => {
      const words = ["a b", "", "$HOME", "it's", "*", "\\n", "é", "!x", "a\nb"];
      const argv = ["sh", "-c", 'printf "[%s]" "$@"; echo err >&2; exit 3', "sh", ...words];
      const reply = await connection.exec({ kind: "command", argv }, new RecordedTransfer());
      assert.equal(text(reply.stdout), words.map((word) => `[${word}]`).join(""));
      assert.deepEqual([reply.exitCode, text(reply.stderr)], [3, "err\n"]);
    }),
);

sshTest(
  "scripts and commands share one shell and one connection",
  (sshd) =>
    connected(sshd, async (connection) => {
      const transfer = new RecordedTransfer();
      const argv = ["sh", "-c", "echo $PPID"];
      const shells = [
        await connection.exec({ kind: "script", script: "echo $$" }, transfer),
        await connection.exec({ kind: "command", argv }, transfer),
        await connection.exec({ kind: "script", script: "echo $$" }, transfer),
      ].map(({ stdout }) => text(stdout));
      assert.equal(shells[0], shells[2]);
      assert.equal(new Set(shells).size, 1);
      assert.equal((await sshd.sessions()).length, 1);
    }),
);

sshTest(
  "a script that is conversed with is heard before its input has ended",
  (sshd) =>
    connected(sshd, async (connection) => {
      const script = "while read -r line; do echo got $line; done; exit 3";
      const transfer = new AnsweringTransfer(["a\n", "b\n", "c\n"]);
      const reply = await connection.exec({ kind: "script", script, streamed: true }, transfer);
      assert.deepEqual(transfer.heard, ["got a\n", "got b\n", "got c\n"]);
      assert.deepEqual([reply.exitCode, text(reply.stdout)], [3, ""]);
    }),
);

sshTest("directory, environment and input arrive", (sshd) =>
  connected(sshd, async (connection) => {
    for (const size of [0, 5, 4096, 300_000]) {
      const request = {
        kind: "command",
        argv: ["sh", "-c", 'pwd; printf "[%s]" "$A"; wc -c'],
        cwd: "/usr",
        environment: { A: "a'b $c" },
        stdin: new Uint8Array(size).fill(0xff),
      } as const;
      const { stdout } = await connection.exec(request, new RecordedTransfer());
      assert.match(text(stdout), new RegExp(`^/usr\\n\\[a'b \\$c\\]\\s*${size}\\n$`));
    }
  }));

sshTest(
  "a command that reads finds no input, and eats no request",
  (sshd) =>
    connected(sshd, async (connection) => {
      const transfer = new RecordedTransfer();
      const replies = await Promise.all([
        connection.exec({ kind: "command", argv: ["cat"] }, transfer),
        connection.exec({ kind: "script", script: "cat" }, transfer),
        connection.exec({ kind: "command", argv: ["echo", "next"] }, transfer),
      ]);
      assert.deepEqual(replies.map(({ stdout }) => text(stdout)), ["", "", "next\n"]);
    }),
);

sshTest("10 MiB of binary output come back whole", (sshd) =>
  connected(sshd, async (connection) => {
    const path = `${sshd.directory}/random`;
    const data = new Uint8Array(10 * MEBIBYTE);
    for (let at = 0; at < data.length; at += 65_536) {
      crypto.getRandomValues(data.subarray(at, at + 65_536));
    }
    await Deno.writeFile(path, data);
    for (const kind of ["command", "script"] as const) {
      const transfer = new RecordedTransfer();
      const request = { kind, argv: ["cat", path], script: `cat ${path}` };
      const { stdout } = await connection.exec(request, transfer);
      const whole = new Blob(
        [...transfer.streamed.map(({ data }) => data), stdout] as Uint8Array<ArrayBuffer>[],
      );
      const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest("SHA-256", bytes);
      assert.deepEqual(
        await digest(new Uint8Array(await whole.arrayBuffer())),
        await digest(data),
        kind,
      );
    }
  }));

sshTest("several commands run at a time", (sshd) =>
  connected(sshd, async (connection) => {
    // Each waits for all others: one after the other they would wait for ever.
    const script = (n: number) =>
      `: >${sshd.directory}/run-${n}; until [ -e ${sshd.directory}/run-${(n + 1) % 3} ]; ` +
      "do sleep 0.01; done; echo done";
    const replies = await Promise.all([0, 1, 2].map((n) =>
      connection.exec({ kind: "command", argv: ["sh", "-c", script(n)] }, new RecordedTransfer())
    ));
    assert.deepEqual(
      replies.map(({ stdout }) =>
        text(stdout)
      ),
      ["done\n", "done\n", "done\n"],
    );
    assert.equal((await sshd.sessions()).length, 1);
  }));

sshTest(
  "where no further session is allowed, the next is a connection of its own",
  (sshd) =>
    connected(sshd, async (connection) => {
      const transfer = new RecordedTransfer();
      const stdin = new Uint8Array(10_000);
      const counted = { kind: "command", argv: ["wc", "-c"], stdin } as const;
      const replies = await Promise.all([
        connection.exec({ kind: "script", script: "sleep 0.1; echo one" }, transfer),
        connection.exec(counted, transfer),
      ]);
      assert.deepEqual(replies.map(({ stdout }) => text(stdout).trim()), ["one", "10000"]);
    }),
  { settings: ["MaxSessions 1"] },
);

sshTest("what a login prints is dropped", async (sshd) => {
  await Deno.writeTextFile(`${sshd.directory}/.bashrc`, "echo welcome; echo motd >&2\n");
  await connected(sshd, async (connection) => {
    for (const stdin of [undefined, new Uint8Array(10_000)]) {
      const request = { kind: "command", argv: ["echo", "out"] } as const;
      const { stdout, stderr } = await connection.exec(
        stdin === undefined ? request : { ...request, stdin },
        new RecordedTransfer(),
      );
      assert.deepEqual([text(stdout), text(stderr)], ["out\n", ""]);
    }
  });
});

sshTest(
  "an aborted command is ended with all that it started",
  (sshd) =>
    connected(sshd, async (connection) => {
      for (const [index, stdin] of [undefined, new Uint8Array(10_000)].entries()) {
        const pids = `${sshd.directory}/pids-${index}`;
        const script = `trap '' TERM; echo $$ >>${pids}; sleep 60 & echo $! >>${pids}; wait`;
        const controller = new AbortController();
        const request = { kind: "command", argv: ["sh", "-c", script] } as const;
        const running = assert.rejects(
          connection.exec(
            stdin === undefined ? request : { ...request, stdin },
            new RecordedTransfer({ signal: controller.signal }),
          ),
          /given up/,
        );
        const started = await readPids(pids, 2);
        controller.abort(new Error("given up"));
        await running;
        await eventually("all had ended", () => !started.some(isRunning));
      }
      const { stdout } = await connection.exec(
        { kind: "script", script: "echo next" },
        new RecordedTransfer(),
      );
      assert.equal(text(stdout), "next\n");
    }),
);

sshTest(
  "a daemon that a command leaves behind is not waited for, and lives on",
  (sshd) =>
    connected(sshd, async (connection) => {
      const pids = `${sshd.directory}/pids`;
      const argv = ["sh", "-c", `sleep 60 & echo $! >${pids}; echo left`];
      const transfer = new RecordedTransfer();
      const { stdout } = await connection.exec({ kind: "command", argv }, transfer);
      assert.equal(text(stdout), "left\n");
      const [daemon = 0] = await readPids(pids, 1);
      assert(isRunning(daemon));
      Deno.kill(daemon, "SIGKILL");
    }),
);

sshTest(
  "a session that is killed in the middle of a command is a lost host",
  (sshd) =>
    connected(sshd, async (connection) => {
      const pids = `${sshd.directory}/pids`;
      const argv = ["sh", "-c", `echo $$ >${pids}; exec sleep 60`];
      const running = assert.rejects(
        connection.exec({ kind: "command", argv }, new RecordedTransfer()),
        (error) => error instanceof Fault && error.kind === "unreachable",
      );
      await readPids(pids, 1);
      await sshd.killSessions();
      await running;
    }),
);

sshTest(
  "a session that is killed between two commands is replaced, and nothing is noticed",
  (sshd) =>
    connected(sshd, async (connection) => {
      const request = { kind: "script", script: "echo $$" } as const;
      const before = await connection.exec(request, new RecordedTransfer());
      await sshd.killSessions();
      const after = await connection.exec(request, new RecordedTransfer());
      assert.equal(after.exitCode, 0);
      assert.notEqual(text(after.stdout), text(before.stdout));
    }),
);

sshTest("a library is sent once to each shell", (sshd) =>
  connected(sshd, async (connection) => {
    const library = `greet() { echo "hello $1"; }\n# ${"x".repeat(10_000)}\n`;
    for (const name of ["a", "b"]) {
      const { stdout } = await connection.exec(
        { kind: "script", library, script: `greet ${name}` },
        new RecordedTransfer(),
      );
      assert.equal(text(stdout), `hello ${name}\n`);
    }
    const { stdout } = await connection.exec(
      { kind: "script", script: "command -v greet || echo none" },
      new RecordedTransfer(),
    );
    assert.equal(text(stdout), "none\n", "its functions are there for nobody else");
  }));

sshTest("a connection is kept for the next one", async (sshd) => {
  const request = { kind: "script", script: "echo $PPID" } as const;
  const parents: string[] = [];
  for (let run = 0; run < 2; run++) {
    await connected(sshd, async (connection) => {
      parents.push(text((await connection.exec(request, new RecordedTransfer())).stdout));
    });
  }
  assert.equal(parents[0], parents[1]);
});

sshTest("nothing is left on the target when a connection is closed", async (sshd) => {
  const temporary = `${sshd.directory}/it's/temporary`;
  await connected(sshd, async (connection) => {
    const request = { kind: "command", argv: ["sh", "-c", "echo $PPID"] } as const;
    const { stdout } = await connection.exec(request, new RecordedTransfer());
    assert.equal([...Deno.readDirSync(temporary)].length, 1);
    await connection.close();
    await eventually("the shell had ended", () => !isRunning(Number(text(stdout))));
    assert.deepEqual([...Deno.readDirSync(temporary)], []);
  }, { ansible_remote_tmp: temporary });
});
