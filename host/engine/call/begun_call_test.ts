/** Calls that were begun before their turn. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import type { ExecReply, ServedCall } from "@shep/sdk/wire";
import type { PluginSession } from "../../controller/session.ts";
import { plainOutcome } from "../task/result.ts";
import { type AheadSession, BegunCall } from "./begun_call.ts";

/** A call that looks for a file, and what was looked for. */
function lookingCall(): { readonly call: BegunCall; readonly looked: readonly string[] } {
  const looked: string[] = [];
  const session: PluginSession = {
    find: (path) => {
      looked.push(path);
      return Promise.resolve({ kind: "missing", path, size: 0, mode: 0 });
    },
  };
  const call = new BegunCall(session, false, async (held) => {
    const { path } = await held.find("/file", "");
    return plainOutcome("ok", new Map([["path", path]]));
  });
  return { call, looked };
}

/** Lets everything happen that waits for nothing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await null;
}

Deno.test("what a call asks for is answered in its turn", async () => {
  const { call, looked } = lookingCall();
  await settle();
  assert.deepEqual(looked, []);
  const { values } = await call.resume();
  assert.deepEqual([looked, values.get("path")], [["/file"], "/file"]);
});

Deno.test("a call that is given up is answered by an error, and nothing else happens", async () => {
  const { call, looked } = lookingCall();
  call.drop();
  await assert.rejects(call.resume(), (error) => {
    assert(error instanceof Fault);
    assert.equal(error.kind, "cancelled");
    return true;
  });
  assert.deepEqual(looked, []);
});

Deno.test("a call that goes on cannot be given up", async () => {
  const { call, looked } = lookingCall();
  const outcome = call.resume();
  call.drop();
  assert.equal((await outcome).status, "ok");
  assert.deepEqual(looked, ["/file"]);
});

/** What the target is said to make of programs that are sent before their turn. */
const NOTHING = new Uint8Array(0);
const RUN: ExecReply = { exitCode: 0, stdout: NOTHING, stderr: NOTHING };
const SKIPPED: ExecReply = { ...RUN, exitCode: -1, skipped: true };

/** A call that runs programs, and which of them were sent before and in its turn. */
function runningCall(
  scripts: readonly string[],
  behind: ExecReply,
  isBehind = true,
): {
  readonly call: BegunCall;
  readonly log: readonly string[];
  readonly target: { reply: ExecReply };
} {
  const log: string[] = [];
  const target = { reply: behind };
  const session: AheadSession = {
    find: () => Promise.reject(new Error("It looks for nothing")),
    execBehind: ({ script }) => {
      log.push(`${script} behind`);
      return Promise.resolve(target.reply);
    },
    exec: ({ script }) => {
      log.push(script!);
      return Promise.resolve(RUN);
    },
  };
  const call = new BegunCall(session, isBehind, async (held) => {
    for (const script of scripts) {
      const { skipped } = await held.exec!({ kind: "script", script }, {} as ServedCall);
      assert(!skipped, "Who asks hears nothing of what was not run");
    }
    return plainOutcome("ok", new Map());
  });
  return { call, log, target };
}

Deno.test("a program may be sent behind another, and what follows it waits", async () => {
  const { call, log } = runningCall(["a", "b"], RUN);
  await settle();
  assert.deepEqual(log, ["a behind"]);
  await call.resume();
  assert.deepEqual(log, ["a behind", "b"]);
});

Deno.test("a program that did not run behind another is run in its turn", async () => {
  const { call, log } = runningCall(["a", "b"], SKIPPED);
  await settle();
  assert.deepEqual(log, ["a behind"]);
  await call.resume();
  assert.deepEqual(log, ["a behind", "a", "b"]);
});

Deno.test("a program that did not run behind another never does, if the call is given up", async () => {
  const { call, log } = runningCall(["a"], SKIPPED);
  await settle();
  call.drop();
  await assert.rejects(call.resume(), /turn/);
  assert.deepEqual(log, ["a behind"]);
});

Deno.test("a program that did not run is sent once more, if there is another to follow", async () => {
  const { call, log, target } = runningCall(["a", "b"], SKIPPED);
  await settle();
  call.follow();
  await settle();
  assert.deepEqual(log, ["a behind", "a behind"]);
  target.reply = RUN;
  call.follow();
  await settle();
  assert.deepEqual(log.slice(2), ["a behind"]);
  call.follow();
  await call.resume();
  assert.deepEqual(log.slice(3), ["b"]);
});

Deno.test("a program is sent once more though that may be said before it is known to be needed", async () => {
  const { call, log } = runningCall(["a"], SKIPPED);
  call.follow();
  await settle();
  assert.deepEqual(log, ["a behind", "a behind"]);
});

Deno.test("where nothing may be sent before its turn, nothing is", async () => {
  const { call, log } = runningCall(["a"], RUN, false);
  await settle();
  assert.deepEqual(log, []);
  await call.resume();
  assert.deepEqual(log, ["a"]);
});
