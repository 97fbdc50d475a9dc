import assert from "node:assert/strict";
import type { Value } from "../value.ts";
import { type CallOptions, Handlers, type ServedCall } from "./call.ts";
import { Channel } from "./channel.ts";
import { FrameWriter, type MessageCodec } from "./codec.ts";
import { Fault } from "./errors.ts";
import { renderTemplate } from "./messages/action.ts";
import { cancel, errorReply } from "./messages/common.ts";
import { exec } from "./messages/connection.ts";
import { applyFilter, lookup } from "./messages/extension.ts";
import { describe, hello } from "./messages/handshake.ts";
import { streamChunk } from "./messages/stream.ts";
import { STREAM_WINDOW_BYTES } from "./streams.ts";
import { concat, GREETING, numbered, pair, settle } from "./test_support.ts";

const request = (value: Value): Parameters<typeof applyFilter.request.write>[1] => ({
  filter: "f",
  value,
  arguments: [],
  named: new Map(),
});

/** A plugin whose one filter is `handler`. */
function filter(
  handler: (value: Value, call: ServedCall) => Value | Promise<Value>,
): { plugin: Handlers } {
  const serve = async (value: Value, call: ServedCall): Promise<{ value: Value }> => ({
    value: await handler(value, call),
  });
  return { plugin: new Handlers().on(applyFilter, ({ value }, call) => serve(value, call)) };
}

/** A frame of a peer that has its own mind. */
function frame<T>(codec: MessageCodec<T>, message: T, id = 0, parentId = 0): Uint8Array {
  return new FrameWriter().frame({ correlationId: id, parentId }, codec, message).slice();
}

/** A host's end whose peer is the test; what it sends is dropped. */
function loneHost(handlers = new Handlers()): { host: Channel; oddities: string[] } {
  const oddities: string[] = [];
  const host = new Channel({
    side: "host",
    handlers,
    send: () => {},
    onOddity: (what) => oddities.push(what),
  });
  host.receive(frame(hello, GREETING));
  return { host, oddities };
}

Deno.test("a call is answered", async () => {
  const { host } = pair(filter((value) => [value, value]));
  assert.deepEqual(await host.call(applyFilter, request(1)), { value: [1, 1] });
  assert.equal(host.pending, 0);
});

Deno.test("many calls are under way at once and answered in any order", async () => {
  const gates = Array.from({ length: 20 }, () => Promise.withResolvers<void>());
  const { host, plugin } = pair(
    filter((value) => gates[value as number]!.promise.then(() => value)),
  );
  const calls = gates.map((_, index) => host.call(applyFilter, request(index)));
  await settle();
  assert.equal(plugin.running, 20);
  for (const gate of gates.toReversed()) gate.resolve();
  const replies = await Promise.all(calls);
  assert.deepEqual(replies.map((reply) => reply.value), gates.map((_, index) => index));
});

Deno.test("a fault arrives as it was thrown, any other error as internal", async () => {
  const { host } = pair(filter((value) => {
    if (value === 1) throw new Fault("not-found", "no", { hint: "look", line: 3, file: "f" });
    throw new TypeError("oops");
  }));
  await assert.rejects(host.call(applyFilter, request(1)), (error: Fault) => {
    assert.equal(error.kind, "not-found");
    assert.deepEqual(error.diagnostic, {
      summary: "no",
      hint: "look",
      file: "f",
      line: 3,
      column: 1,
    });
    return true;
  });
  await assert.rejects(host.call(applyFilter, request(2)), { kind: "internal", message: "oops" });
});

Deno.test("a handler asks back in its call's name, and the host knows which", async () => {
  const seen: unknown[] = [];
  const { host } = pair({
    host: new Handlers().on(lookup, ({ lookup }, call) => {
      seen.push([lookup, call.parentContext]);
      return { values: [lookup] };
    }),
    ...filter(async (value, call) => {
      const options = { lookup: `of ${value}`, terms: [], options: new Map() };
      return (await call.call(lookup, options)).values;
    }),
  });
  const [one, two] = await Promise.all([
    host.call(applyFilter, request("one"), { context: "web1" }),
    host.call(applyFilter, request("two"), { context: "web2" }),
  ]);
  assert.deepEqual([one.value, two.value], [["of one"], ["of two"]]);
  assert.deepEqual(seen, [["of one", "web1"], ["of two", "web2"]]);
});

Deno.test("what a side does not serve is answered so", async () => {
  const { host } = pair();
  await assert.rejects(host.call(describe, {}), {
    kind: "unsupported-message",
    message: "DescribeRequest is not served here",
  });
});

Deno.test("a reply over the peer's limit becomes an error that says so", async () => {
  const { host } = pair({
    ...filter(() => "x".repeat(200_000)),
    hostGreeting: { maxFrameBytes: 64 * 1024 },
  });
  await assert.rejects(host.call(applyFilter, request(1)), {
    kind: "invalid-request",
    message: /ApplyFilterReply of \d+ bytes is over the peer's limit of 65536/,
  });
});

Deno.test("a request that cannot be written fails its call alone", async () => {
  const { host } = pair(filter((value) => value));
  await assert.rejects(host.call(applyFilter, request(2n ** 70n)), /64 bits/);
  assert.deepEqual(await host.call(applyFilter, request(1)), { value: 1 });
});

// Cancellation

Deno.test("aborting reaches the handler, and what it asked for in its turn", async () => {
  const aborted: string[] = [];
  const waiting = (what: string, call: ServedCall): Promise<never> =>
    new Promise((_, reject) =>
      call.signal.addEventListener("abort", () => {
        aborted.push(what);
        reject(call.signal.reason);
      })
    );
  const { host, plugin } = pair({
    host: new Handlers().on(lookup, (_, call) => waiting("lookup", call)),
    ...filter(async (_, call) => {
      const both = [
        waiting("filter", call),
        call.call(lookup, { lookup: "l", terms: [], options: new Map() }),
      ];
      await Promise.allSettled(both);
      throw call.signal.reason;
    }),
  });
  const controller = new AbortController();
  const call = host.call(applyFilter, request(1), { signal: controller.signal });
  await settle();
  controller.abort();
  await assert.rejects(call, { kind: "cancelled" });
  assert.deepEqual(aborted.sort(), ["filter", "lookup"]);
  assert.deepEqual([host.pending, host.running, plugin.pending, plugin.running], [0, 0, 0, 0]);
});

Deno.test("a call whose signal is aborted already is not made", async () => {
  let served = 0;
  const { host } = pair(filter(() => ++served));
  const reason = new Fault("cancelled", "user pressed Ctrl-C");
  await assert.rejects(
    host.call(applyFilter, request(1), { signal: AbortSignal.abort(reason) }),
    reason,
  );
  await settle();
  assert.equal(served, 0);
});

Deno.test("a reply that comes after the cancellation is the end of the call, not its result", async () => {
  const gate = Promise.withResolvers<void>();
  const { host, oddities } = pair(filter(() => gate.promise.then(() => "too late")));
  const controller = new AbortController();
  const call = host.call(applyFilter, request(1), { signal: controller.signal });
  await settle();
  controller.abort();
  controller.abort();
  await settle();
  assert.equal(host.pending, 1);
  gate.resolve();
  await assert.rejects(call, { kind: "cancelled" });
  assert.deepEqual(oddities, []);
});

Deno.test("cancelling what is unknown or over does nothing", () => {
  const { host, oddities } = loneHost();
  host.receive(frame(cancel, {}, 2));
  host.receive(frame(cancel, {}, 1));
  assert.deepEqual(oddities, []);
});

Deno.test("a call over its time is cancelled and fails so", async () => {
  const { host } = pair(
    filter((_, call) =>
      new Promise((_, reject) =>
        call.signal.addEventListener("abort", () => reject(new Error("x")))
      )
    ),
  );
  await assert.rejects(host.call(applyFilter, request(1), { timeoutMs: 5 }), {
    kind: "deadline-exceeded",
    message: "No answer to ApplyFilter in 5 ms",
  });
});

Deno.test("closing rejects all that waits and aborts all that runs", async () => {
  let reason: unknown;
  const { host, plugin } = pair(
    filter((_, call) =>
      new Promise((_, reject) =>
        call.signal.addEventListener("abort", () => reject(reason = call.signal.reason))
      )
    ),
  );
  const gone = new Fault("internal", "the plugin died");
  const calls = [1, 2].map((value) => host.call(applyFilter, request(value)));
  await settle();
  const idle = plugin.idle();
  host.close(gone);
  plugin.close(gone);
  for (const call of calls) await assert.rejects(call, gone);
  await assert.rejects(host.call(applyFilter, request(3)), gone);
  await idle;
  assert.equal(reason, gone);
});

// What a peer may get wrong

Deno.test("a second reply and a reply to nothing are oddities", async () => {
  const { host, oddities } = loneHost();
  const call = host.call(applyFilter, request(1));
  host.receive(frame(applyFilter.reply, { value: 1 }, 1));
  host.receive(frame(applyFilter.reply, { value: 2 }, 1));
  host.receive(frame(errorReply, new Fault("failed", "x"), 99));
  assert.deepEqual(await call, { value: 1 });
  assert.deepEqual(oddities, [
    "ApplyFilterReply for call 1, which waits for none",
    "ErrorReply for call 99, which waits for none",
  ]);
});

const ILLEGAL: Record<string, [message: RegExp, frames: Uint8Array[]]> = {
  "a call under an id of ours": [/id 3, which is not its to give/, [
    frame(applyFilter.request, request(1), 3),
  ]],
  "a call under no id": [/id 0/, [frame(applyFilter.request, request(1))]],
  "the same call twice": [/call 2 twice/, [
    frame(applyFilter.request, request(1), 2),
    frame(applyFilter.request, request(1), 2),
  ]],
  "a second greeting": [/Hello came twice/, [frame(hello, GREETING)]],
  "a reply of another type": [/LookupReply is no answer to ApplyFilter 1/, [
    frame(lookup.reply, { values: [] }, 1),
  ]],
  "more bytes than there was credit for": [/beyond its credit/, [
    frame(applyFilter.request, request(1), 2),
    ...Array.from(
      { length: STREAM_WINDOW_BYTES / 65_472 + 1 },
      () => frame(streamChunk, { channel: "data", data: new Uint8Array(65_472) }, 2),
    ),
  ]],
};

for (const [what, [message, frames]] of Object.entries(ILLEGAL)) {
  Deno.test(`${what} breaks the protocol`, async () => {
    const { host } = loneHost(filter(() => new Promise(() => {})).plugin);
    const call = host.call(applyFilter, request(1));
    assert.throws(() => frames.forEach((each) => host.receive(each)), {
      name: "WireError",
      message,
    });
    host.close(new Fault("internal", "done"));
    await assert.rejects(call);
  });
}

Deno.test("nothing may come before the greeting", () => {
  const host = new Channel({ side: "host", handlers: new Handlers(), send: () => {} });
  assert.throws(() => host.receive(frame(applyFilter.request, request(1), 2)), {
    name: "WireError",
    message: "ApplyFilterRequest came before Hello",
  });
});

Deno.test("a greeting that grants too little is refused", () => {
  for (const limits of [{ maxFrameBytes: 100 }, { streamWindowBytes: 0 }]) {
    const host = new Channel({ side: "host", handlers: new Handlers(), send: () => {} });
    assert.throws(() => host.receive(frame(hello, { ...GREETING, ...limits })), /Hello grants/);
  }
});

Deno.test("a peer that refuses the conversation is heard", async () => {
  const { host, plugin } = pair();
  const call = host.call(applyFilter, request(1));
  plugin.refuse(new Fault("unsupported-version", "too old", { hint: "Upgrade the host" }));
  await assert.rejects(call, { kind: "unsupported-version", message: "too old" });
  await assert.rejects(host.call(describe, {}), { message: "too old" });
});

// Streams

const command = { kind: "command", argv: ["cat"] } as const;
const reply = { exitCode: 0, stdout: new Uint8Array(0), stderr: new Uint8Array(0) };

/** A plugin that runs programs as `handler` does. */
function program(handler: (call: ServedCall) => Promise<void>): { plugin: Handlers } {
  return { plugin: new Handlers().on(exec, (_, call) => handler(call).then(() => reply)) };
}

const echo = program((call) => call.consume("data", (data) => call.write("stdout", data)));

Deno.test("bytes stream both ways at once, beyond the window", async () => {
  const { host, errors } = pair(echo);
  const sent = numbered(2 * STREAM_WINDOW_BYTES + 7);
  const chunks: Uint8Array[] = [];
  const sinks: CallOptions["sinks"] = { stdout: (data) => void chunks.push(data) };
  await host.call(exec, command, { data: [sent.subarray(0, 9), sent.subarray(9)], sinks });
  assert.deepEqual(errors, []);
  const received = concat(chunks);
  assert.equal(received.length, sent.length);
  assert.ok(received.every((byte, index) => byte === sent[index]));
});

Deno.test("a peer with a tiny window is streamed to all the same", async () => {
  const { host } = pair({
    ...program((call) => call.write("stdout", numbered(1000))),
    hostGreeting: { streamWindowBytes: 1000 },
  });
  const chunks: Uint8Array[] = [];
  await host.call(exec, command, { sinks: { stdout: (data) => void chunks.push(data) } });
  assert.deepEqual(concat(chunks), numbered(1000));
});

Deno.test("a call resolves only when its sinks have taken everything", async () => {
  const { host } = pair(program((call) => call.write("stdout", numbered(10))));
  const gate = Promise.withResolvers<void>();
  let isDone = false;
  const call = host.call(exec, command, { sinks: { stdout: () => gate.promise } })
    .then(() => isDone = true);
  await settle();
  assert.ok(!isDone);
  gate.resolve();
  assert.ok(await call);
});

Deno.test("a sink that throws cancels its call, which fails with what it threw", async () => {
  let ended: unknown;
  const { host, plugin } = pair(program(async (call) => {
    try {
      await call.write("stdout", new Uint8Array(4 * STREAM_WINDOW_BYTES));
    } catch (error) {
      ended = error;
      throw error;
    }
  }));
  const sinks = {
    stdout: (): void => {
      throw new Fault("failed", "No space left on device");
    },
  };
  await assert.rejects(host.call(exec, command, { sinks }), { message: "No space left on device" });
  assert.equal((ended as Fault).kind, "cancelled");
  assert.equal(plugin.running, 0);
});

Deno.test("a stream that nobody takes fails the call instead of stopping it for ever", async () => {
  const { host } = pair(program((call) => call.write("stderr", new Uint8Array(10))));
  await assert.rejects(host.call(exec, command), {
    message: "The peer streams stderr with Exec, which nobody takes",
  });
});

Deno.test("a source that fails is told to the reader", async () => {
  let heard: unknown;
  const { host } = pair(program(async (call) => {
    await call.consume("data", () => {}).catch((error) => heard = error);
  }));
  await host.call(exec, command, {
    data: (async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
      await null;
      throw new Fault("failed", "read error");
    })(),
  });
  assert.equal((heard as Fault).message, "read error");
});

Deno.test("cancelling frees a handler that waits for credit or for bytes", async () => {
  const ends: string[] = [];
  const { host, plugin } = pair(program(async (call) => {
    const both = await Promise.allSettled([
      call.write("stdout", new Uint8Array(2 * STREAM_WINDOW_BYTES)),
      call.consume("data", () => {}),
    ]);
    ends.push(...both.map((end) => end.status));
    throw call.signal.reason;
  }));
  const controller = new AbortController();
  const call = host.call(exec, command, {
    signal: controller.signal,
    sinks: { stdout: () => new Promise(() => {}) },
  });
  await settle();
  controller.abort();
  await assert.rejects(call, { kind: "cancelled" });
  assert.deepEqual(ends, ["rejected", "rejected"]);
  assert.equal(plugin.running, 0);
});

Deno.test("whoever still streams when the call is answered is told", async () => {
  let late: Promise<void> | undefined;
  const { host } = pair(program((call) => {
    late = call.write("stdout", new Uint8Array(2 * STREAM_WINDOW_BYTES));
    late.catch(() => {});
    return Promise.resolve();
  }));
  await host.call(exec, command, { sinks: { stdout: () => {} } });
  await assert.rejects(late!, /answered/);
});

Deno.test("progress and log messages arrive, and cost no answer", async () => {
  const heard: unknown[] = [];
  const { host, plugin } = pair({
    ...filter((value, call) => {
      call.progress({ message: "half", current: 1, total: 2, unit: "files" });
      return value;
    }),
    hostOptions: { onLog: (message) => heard.push(message) },
  });
  plugin.log({ level: "warning", text: "careful" });
  await host.call(applyFilter, request(1), { onProgress: (said) => heard.push(said) });
  assert.deepEqual(heard, [
    { level: "warning", text: "careful" },
    { message: "half", current: 1, total: 2, unit: "files" },
  ]);
});

Deno.test("a request of a newer version of the protocol is refused by itself", async () => {
  const sent: Uint8Array[] = [];
  const host = new Channel({
    side: "host",
    handlers: new Handlers().on(renderTemplate, () => ({ text: "", path: "" })),
    send: (bytes) => sent.push(bytes.slice()),
  });
  host.receive(frame(hello, GREETING));
  const newer = frame(renderTemplate.request, { path: "t", options: new Map() }, 2);
  const view = new DataView(newer.buffer);
  const root = 4 + view.getUint32(4, true);
  const vtable = root - view.getInt32(root, true);
  view.setUint16(root + view.getUint16(vtable + 4, true), 7, true);
  host.receive(newer);
  const answered = Promise.withResolvers<unknown>();
  const plugin = new Channel({
    side: "plugin",
    handlers: new Handlers(),
    send: () => {},
  });
  plugin.receive(frame(hello, GREETING));
  plugin.call(renderTemplate, { path: "t", options: new Map() }).catch(answered.resolve);
  for (const bytes of sent) plugin.receive(bytes);
  assert.equal((await answered.promise as Fault).kind, "unsupported-version");
});
