import assert from "node:assert/strict";
import { type AnyAction, defineAction, lazyActions } from "../define/action.ts";
import { definePlugin } from "../plugin.ts";
import { Handlers } from "../wire/call.ts";
import { loopback } from "../wire/loopback.ts";
import { executeTask } from "../wire/messages/action.ts";
import { describe } from "../wire/messages/handshake.ts";
import { greeting } from "./greeting.ts";
import { pluginHandlers } from "./handlers.ts";

function action(name: string): AnyAction {
  return defineAction({ name, summary: `${name}.`, arguments: {}, run: () => ({}) });
}

/** A host's end of a plugin with two actions, and the names of those that were loaded. */
function lazyPlugin(): { host: ReturnType<typeof loopback>["host"]; loaded: string[] } {
  const loaded: string[] = [];
  const loader = (name: string) => (): Promise<AnyAction> => {
    loaded.push(name);
    return Promise.resolve(action(name));
  };
  const plugin = definePlugin({
    name: "lazy",
    version: "0.1.0",
    summary: "Loads late.",
    actions: lazyActions(["one", "two"], { one: loader("one"), two: loader("two") }),
  });
  const ends = loopback({ handlers: new Handlers() }, {
    handlers: pluginHandlers(plugin, () => {}),
  });
  ends.host.greet({ ...greeting(plugin), kinds: [] });
  ends.plugin.greet(greeting(plugin));
  return { host: ends.host, loaded };
}

Deno.test("an action is loaded when it is described, and no other is", async () => {
  const { host, loaded } = lazyPlugin();
  assert.deepEqual(loaded, []);
  const { actions } = await host.call(describe, { actions: ["two"] });
  assert.deepEqual(actions.map(({ summary }) => summary), ["two."]);
  assert.deepEqual(loaded, ["two"]);
});

Deno.test("an action is loaded when it is called, and no other is", async () => {
  const { host, loaded } = lazyPlugin();
  const request = { arguments: new Map(), host: "h", check: false, diff: false, verbosity: 0 };
  assert.equal((await host.call(executeTask, { action: "one", ...request })).status, "ok");
  assert.deepEqual(loaded, ["one"]);
});

Deno.test("whoever asks for no action in particular gets all", async () => {
  const { host, loaded } = lazyPlugin();
  const { actions } = await host.call(describe, {});
  assert.deepEqual(actions.map(({ name }) => name), ["one", "two"]);
  assert.deepEqual(loaded, ["one", "two"]);
});
