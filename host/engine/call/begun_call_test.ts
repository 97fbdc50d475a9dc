/** Calls that were begun before their turn. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import type { PluginSession } from "../../controller/session.ts";
import { plainOutcome } from "../task/result.ts";
import { BegunCall } from "./begun_call.ts";

/** A call that looks for a file, and what was looked for. */
function lookingCall(): { readonly call: BegunCall; readonly looked: readonly string[] } {
  const looked: string[] = [];
  const session: PluginSession = {
    find: (path) => {
      looked.push(path);
      return Promise.resolve({ kind: "missing", path, size: 0, mode: 0 });
    },
  };
  const call = new BegunCall(session, async (held) => {
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
