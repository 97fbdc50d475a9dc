import assert from "node:assert/strict";
import { type AnyAction, defineAction } from "../define/action.ts";
import { definePlugin } from "../plugin.ts";
import { Handlers } from "../wire/call.ts";
import { executeTask } from "../wire/messages/action.ts";
import { exec, type ExecReply } from "../wire/messages/connection.ts";
import { pair, settle } from "../wire/test_support.ts";
import { pluginHandlers } from "./handlers.ts";

const RESULT: ExecReply = { exitCode: 0, stdout: new Uint8Array(), stderr: new Uint8Array() };

Deno.test("the actions of a sequential plugin do one thing at a time, but for those that keep time", async () => {
  const action = (name: string, keepsTime: boolean): AnyAction =>
    defineAction({
      name,
      summary: "Asks.",
      arguments: {},
      keepsTime,
      run: async (_, task) => {
        await task.command(["a"]);
        return {};
      },
    });
  const definition = {
    name: "sequential",
    version: "0.1.0",
    summary: "",
    actions: [action("asks", false), action("watches", true)],
  };
  const running = async (name: string, isSequential: boolean): Promise<boolean> => {
    const gate = Promise.withResolvers<ExecReply>();
    const { host, plugin } = pair({
      host: new Handlers().on(exec, () => gate.promise),
      plugin: pluginHandlers(definePlugin({ ...definition, isSequential }), () => {}),
    });
    const call = host.call(executeTask, {
      action: name,
      arguments: new Map(),
      host: "h",
      check: false,
      diff: false,
      verbosity: 0,
    });
    await settle();
    assert.deepEqual([plugin.running, plugin.pending], [1, 1]);
    const { isWaiting } = plugin;
    gate.resolve(RESULT);
    await call;
    return isWaiting;
  };
  assert.equal(await running("asks", true), true);
  assert.equal(await running("watches", true), false);
  assert.equal(await running("asks", false), false);
});
