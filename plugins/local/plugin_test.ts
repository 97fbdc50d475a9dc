import assert from "node:assert/strict";
import { contractTest } from "@shep/sdk/testing";
import { exec, openConnection, put } from "@shep/sdk/wire";
import { Subject } from "../../sdk/testing/subject.ts";
import {
  eventually,
  isRunning,
  readPids,
  text,
  withDirectory,
} from "../connection/test_support.ts";

/** The plugin as the host starts it: with the permissions of its manifest and no others. */
const COMMAND = [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  "--no-lock",
  "--cached-only",
  "--allow-run",
  "--allow-read",
  "--allow-write",
  new URL("./main.ts", import.meta.url).pathname,
];

contractTest("local", COMMAND);

/** Opens a connection in a process of its own. */
async function withProcess(
  use: (subject: Subject, connectionId: number) => Promise<void>,
): Promise<void> {
  await using subject = new Subject(COMMAND, { deadlineMs: 20_000 });
  await subject.greet();
  const { connectionId } = await subject.channel.call(openConnection, {
    connection: "local",
    host: "localhost",
    options: new Map(),
    environment: { PATH: Deno.env.get("PATH") ?? "/usr/bin:/bin", PWD: "/", SHEP_TEST: "yes" },
  });
  await use(subject, connectionId);
}

Deno.test("programs see the user's environment, and nothing of the plugin's", () =>
  withProcess(async ({ channel }, connectionId) => {
    const command = { connectionId, kind: "command", argv: ["env"] } as const;
    const script = { connectionId, kind: "script", script: "env" } as const;
    for (const request of [command, script]) {
      const { stdout } = await channel.call(exec, request);
      assert.match(text(stdout), /^SHEP_TEST=yes$/m);
      assert.doesNotMatch(text(stdout), /^(?:NO_COLOR|DENO_\w+)=/m);
    }
  }));

Deno.test("much output comes through the wire whole", () =>
  withProcess(async ({ channel }, connectionId) => {
    let streamed = 0;
    const request = { connectionId, kind: "command", argv: ["head", "-c", "5000000", "/dev/zero"] };
    const { stdout } = await channel.call(exec, { ...request, kind: "command" }, {
      sinks: { stdout: (data) => void (streamed += data.length) },
    });
    assert.equal(streamed + stdout.length, 5_000_000);
  }));

Deno.test("a file is written with the manifest's permissions", () =>
  withDirectory((directory) =>
    withProcess(async ({ channel }, connectionId) => {
      const destination = `${directory}/file`;
      const content = new TextEncoder().encode("content");
      const { size } = await channel.call(put, { connectionId, destination, content });
      assert.equal(size, 7);
      assert.equal(await Deno.readTextFile(destination), "content");
    })
  ));

Deno.test("when the host is gone, everything that runs is ended", () =>
  withDirectory((directory) =>
    withProcess(async (subject, connectionId) => {
      const pids = `${directory}/pids`;
      const text = `trap '' TERM; echo $$ >>${pids}; sleep 60 & echo $! >>${pids}; wait`;
      const argv = ["sh", "-c", text];
      const calls = [
        subject.channel.call(exec, { connectionId, kind: "command", argv }),
        subject.channel.call(exec, { connectionId, kind: "script", script: text }),
      ];
      const lost = Promise.allSettled(calls);
      const started = await readPids(pids, 4);
      await subject.closeStdin();
      assert.equal((await subject.ended()).code, 0);
      await eventually("all had ended", () => !started.some(isRunning));
      await lost;
    })
  ));
