/** The plugin as a process, with the one permission it has. @module */
import assert from "node:assert/strict";
import { contractTest } from "@shep/sdk/testing";
import { exec, openConnection } from "@shep/sdk/wire";
import { Subject } from "../../sdk/testing/subject.ts";
import { eventually, isRunning, readPids, text } from "../connection/test_support.ts";
import { sshTest, type TestSshd } from "../../testdata/remote/sshd.ts";

/** The plugin as the host starts it. */
const COMMAND = [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  "--no-lock",
  "--cached-only",
  "--allow-run=ssh",
  new URL("./main.ts", import.meta.url).pathname,
];

contractTest("ssh", COMMAND);

/** Opens a connection in a process of its own. */
async function withProcess(
  sshd: TestSshd,
  use: (subject: Subject, connectionId: number) => Promise<void>,
): Promise<void> {
  await using subject = new Subject(COMMAND, { deadlineMs: 20_000 });
  await subject.greet();
  const { connectionId } = await subject.channel.call(openConnection, {
    connection: "ssh",
    host: "127.0.0.1",
    options: sshd.variables(),
    environment: {
      ...sshd.environment,
      LD_PRELOAD: "/no/such/library.so",
      DYLD_INSERT_LIBRARIES: "/no/such/library.dylib",
    },
  });
  await use(subject, connectionId);
}

sshTest(
  "the permission to run ssh is all that it takes",
  (sshd) =>
    withProcess(sshd, async ({ channel }, connectionId) => {
      const { stdout, exitCode } = await channel.call(exec, {
        connectionId,
        kind: "command",
        argv: ["echo", "out"],
      });
      assert.deepEqual([exitCode, text(stdout)], [0, "out\n"]);
    }),
);

sshTest(
  "a session that was lost while the plugin slept is replaced",
  (sshd) =>
    withProcess(sshd, async ({ channel }, connectionId) => {
      const request = { connectionId, kind: "script", script: "echo $$" } as const;
      const before = text((await channel.call(exec, request)).stdout);
      await sshd.killSessions();
      const after = text((await channel.call(exec, request)).stdout);
      assert.match(after, /^\d+\n$/);
      assert.notEqual(after, before);
    }),
);

sshTest(
  "when the host is gone, everything that runs on the target is ended",
  (sshd) =>
    withProcess(sshd, async (subject, connectionId) => {
      const pids = `${sshd.directory}/pids`;
      const script = `echo $$ >>${pids}; sleep 60 & echo $! >>${pids}; wait`;
      const calls = [
        subject.channel.call(exec, { connectionId, kind: "command", argv: ["sh", "-c", script] }),
        subject.channel.call(exec, { connectionId, kind: "script", script }),
      ];
      const lost = Promise.allSettled(calls);
      const started = await readPids(pids, 4);
      await subject.closeStdin();
      assert.equal((await subject.ended()).code, 0);
      await eventually("all had ended", () => !started.some(isRunning));
      await lost;
    }),
);
