import assert from "node:assert/strict";
import { Handlers, type ServedCall } from "./call.ts";
import type { Channel } from "./channel.ts";
import { exec } from "./messages/connection.ts";
import { applyFilter } from "./messages/extension.ts";
import { pair, settle } from "./test_support.ts";

const RESULT = { exitCode: 0, stdout: new Uint8Array(), stderr: new Uint8Array() };

/** Asks the host to run something. */
const ask = (call: ServedCall, sinks = {}): Promise<unknown> =>
  call.call(exec, { kind: "command", argv: ["a"] }, { sinks });

/** What a plugin does with a call, and whether it only waits for the host then. */
const CASES: Readonly<Record<string, readonly [(call: ServedCall) => unknown, boolean]>> = {
  "does one thing at a time, and has asked": [(call) => {
    call.doOneThingAtATime();
    return ask(call);
  }, true],
  "may do anything beside": [(call) => ask(call), false],
  "has not asked yet": [async (call) => {
    call.doOneThingAtATime();
    await new Promise((resolve) => setTimeout(resolve, 1));
    await ask(call);
  }, false],
  "sends a stream": [(call) => {
    call.doOneThingAtATime();
    const data = [new Uint8Array(1)];
    return call.call(exec, { kind: "command", argv: ["a"] }, { data });
  }, false],
  "minds the clock": [(call) => {
    call.doOneThingAtATime();
    return call.call(exec, { kind: "command", argv: ["a"] }, { timeoutMs: 100_000 });
  }, false],
  "is served a stream": [(call) => {
    call.doOneThingAtATime();
    return ask(call, { stdout: () => {} });
  }, false],
};

async function settled(
  handlers: readonly ((call: ServedCall) => unknown)[],
  streams: boolean,
): Promise<{ plugin: Channel; finish: () => Promise<unknown> }> {
  const gate = Promise.withResolvers<void>();
  const { host, plugin } = pair({
    host: new Handlers().on(exec, async (_, call) => {
      if (streams) await call.write("stdout", new Uint8Array(1));
      await gate.promise;
      return RESULT;
    }),
    plugin: new Handlers().on(applyFilter, async ({ value }, call) => {
      await handlers[value as number]!(call);
      return { value };
    }),
  });
  const calls = handlers.map((_, value) =>
    host.call(applyFilter, { filter: "f", value, arguments: [], named: new Map() })
  );
  await settle();
  const finish = (): Promise<unknown> => {
    gate.resolve();
    return Promise.all(calls);
  };
  return { plugin, finish };
}

for (const [what, [handler, isWaiting]] of Object.entries(CASES)) {
  const waits = isWaiting ? "only waits for frames" : "may have work to do";
  Deno.test(`while its call ${what}, a plugin ${waits}`, async () => {
    const { plugin, finish } = await settled([handler], what === "is served a stream");
    assert.deepEqual([plugin.running, plugin.isWaiting], [1, isWaiting]);
    await finish();
    assert.deepEqual([plugin.running, plugin.isWaiting], [0, true]);
  });
}

Deno.test("of several calls, each has to wait for the host", async () => {
  const [waits] = CASES["does one thing at a time, and has asked"]!;
  const [works] = CASES["may do anything beside"]!;
  for (const [handlers, isWaiting] of [[[waits, waits], true], [[waits, works], false]] as const) {
    const { plugin, finish } = await settled(handlers, false);
    assert.equal(plugin.isWaiting, isWaiting);
    await finish();
  }
});

Deno.test("behind a question that outlives its call there may be work to do", async () => {
  const { plugin, finish } = await settled([
    (call) => {
      call.doOneThingAtATime();
      ask(call);
    },
  ], false);
  assert.deepEqual([plugin.running, plugin.pending, plugin.isWaiting], [0, 1, false]);
  await finish();
  await settle();
  assert.equal(plugin.isWaiting, true);
});
