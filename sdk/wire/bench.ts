/**
 * Measures the protocol against what the machine can do at best: the same two processes giving
 * each other the same bytes raw, and JSON. Run it by `deno run -A sdk/wire/bench.ts`; it ends with
 * 1 when a bar is missed.
 *
 * All pairs are measured in turns and the best of each is compared, since a shared machine slows
 * both alike.
 *
 * @module
 */
import { toValue, type Value } from "../value.ts";
import { Handlers } from "./call.ts";
import { Channel } from "./channel.ts";
import { FrameWriter } from "./codec.ts";
import { FrameSplitter, MAX_FRAME_BYTES } from "./frame.ts";
import { executeTask } from "./messages/action.ts";
import { fetch, openConnection } from "./messages/connection.ts";
import { applyFilter } from "./messages/extension.ts";
import { Outbox } from "./outbox.ts";
import { STREAM_WINDOW_BYTES } from "./streams.ts";

const ROUNDS = 5;
const CALLS = 8_000;
const IN_FLIGHT = 64;
const STREAM_BYTES = 256 * 1024 * 1024;
const FACT_KEYS = 600;

const PLUGIN = new URL("./bench_plugin.ts", import.meta.url).pathname;

const REQUEST = {
  action: "echo",
  arguments: toValue({
    path: "/etc/nginx/conf.d/default.conf",
    owner: "www-data",
    mode: 420,
    force: true,
    tags: ["web", "production", "eu-west-1"],
  }),
  host: "web1.example.org",
  check: false,
  diff: false,
  verbosity: 0,
};

/** A process, its input batched per microtask, its output read into one recycled buffer. */
class Peer {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #filling = new Outbox();
  #writing = new Outbox();
  #isScheduled = false;

  constructor(args: readonly string[], receive: (bytes: Uint8Array) => void) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", PLUGIN, ...args],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.done = this.#read(receive);
  }

  /** Resolves at the end of its output. */
  readonly done: Promise<void>;

  send(bytes: Uint8Array): void {
    this.#filling.push(bytes);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => this.#drain());
  }

  async close(): Promise<void> {
    await this.#writer.close();
    await this.done;
    await this.#child.status;
  }

  async #drain(): Promise<void> {
    while (this.#filling.bytes > 0) {
      [this.#filling, this.#writing] = [this.#writing, this.#filling];
      await this.#writer.write(this.#writing.take());
    }
    this.#isScheduled = false;
  }

  async #read(receive: (bytes: Uint8Array) => void): Promise<void> {
    const reader = this.#child.stdout.getReader({ mode: "byob" });
    let buffer = new ArrayBuffer(256 * 1024);
    while (true) {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (done) return;
      receive(value);
      buffer = value.buffer;
    }
  }
}

/** A plugin, greeted. */
function startPlugin(): { peer: Peer; channel: Channel } {
  const channel: Channel = new Channel({
    side: "host",
    handlers: new Handlers(),
    send: (frame) => peer.send(frame),
  });
  const splitter = new FrameSplitter((frame) => channel.receive(frame));
  const peer = new Peer([], (bytes) => splitter.push(bytes));
  channel.greet({
    protocolVersion: 1,
    name: "shep",
    version: "0.0.0",
    kinds: [],
    features: [],
    maxFrameBytes: MAX_FRAME_BYTES,
    streamWindowBytes: STREAM_WINDOW_BYTES,
  });
  return { peer, channel };
}

/** Calls a second, so many of them in flight. */
async function rate(call: () => Promise<unknown>, inFlight: number): Promise<number> {
  let left = CALLS;
  const begin = performance.now();
  await Promise.all(Array.from({ length: inFlight }, async () => {
    while (left-- > 0) await call();
  }));
  return CALLS / ((performance.now() - begin) / 1000);
}

/** A process that gives bytes back, called like ours: one frame of the same size out, one in. */
function startRaw(frame: Uint8Array): { peer: Peer; call: () => Promise<void> } {
  const waiting: (() => void)[] = [];
  let received = 0;
  const peer = new Peer(["--raw-echo"], (bytes) => {
    for (received += bytes.length; received >= frame.length; received -= frame.length) {
      waiting.shift()!();
    }
  });
  const call = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      peer.send(frame);
    });
  return { peer, call };
}

async function measureCalls(): Promise<Record<"raw" | "one" | "many" | "rawMany", number>> {
  const header = { correlationId: 1, parentId: 0 };
  const frame = new FrameWriter().frame(header, executeTask.request, REQUEST).slice();
  const raw = startRaw(frame);
  const plugin = startPlugin();
  const call = (): Promise<unknown> => plugin.channel.call(executeTask, REQUEST);
  const best = { raw: 0, one: 0, many: 0, rawMany: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    best.raw = Math.max(best.raw, await rate(raw.call, 1));
    best.one = Math.max(best.one, await rate(call, 1));
    best.rawMany = Math.max(best.rawMany, await rate(raw.call, IN_FLIGHT));
    best.many = Math.max(best.many, await rate(call, IN_FLIGHT));
  }
  await Promise.all([raw.peer.close(), plugin.peer.close()]);
  return best;
}

async function measureStream(): Promise<{ raw: number; ours: number; grownBytes: number }> {
  const best = { raw: 0, ours: 0, grownBytes: 0 };
  const perSecond = (begin: number): number => STREAM_BYTES / ((performance.now() - begin) / 1000);
  const { peer, channel } = startPlugin();
  const open = { connection: "source", host: "h", options: null, environment: {} };
  const { connectionId } = await channel.call(openConnection, open);
  for (let round = 0; round < ROUNDS; round++) {
    let begin = performance.now();
    const raw = new Peer(["--raw-pour", String(STREAM_BYTES)], () => {});
    await raw.done;
    best.raw = Math.max(best.raw, perSecond(begin));
    await raw.close();
    const before = Deno.memoryUsage().rss;
    let received = 0;
    begin = performance.now();
    await channel.call(fetch, { connectionId, path: String(STREAM_BYTES) }, {
      sinks: { data: (data) => void (received += data.length) },
    });
    best.ours = Math.max(best.ours, perSecond(begin));
    if (received !== STREAM_BYTES) throw new Error(`Only ${received} bytes came`);
    if (round > 0) best.grownBytes = Math.max(best.grownBytes, Deno.memoryUsage().rss - before);
  }
  await peer.close();
  return best;
}

/** The facts of a host: three layers of maps, as a value and as a plain object. */
function facts(): { plain: unknown; value: Value } {
  const plain: Record<string, Record<string, unknown>> = {};
  for (let i = 0; i < FACT_KEYS / 10; i++) {
    const group: Record<string, unknown> = plain[`ansible_device_${i}`] = {};
    for (let j = 0; j < 9; j++) {
      group[`property_${j}`] = [`value ${i * j}`, i * 1000 + j, i / 7, j % 2 === 0][j % 4];
    }
  }
  return { plain, value: toValue(plain as never) };
}

function measureFacts(): { json: number; ours: number; bytes: number } {
  const { plain, value } = facts();
  const writer = new FrameWriter();
  const encoder = new TextEncoder();
  const header = { correlationId: 1, parentId: 0 };
  const best = { json: Infinity, ours: Infinity, bytes: 0 };
  const time = (work: () => void): number => {
    const begin = performance.now();
    for (let i = 0; i < 500; i++) work();
    return (performance.now() - begin) / 500;
  };
  for (let round = 0; round < ROUNDS * 2; round++) {
    best.json = Math.min(best.json, time(() => encoder.encode(JSON.stringify(plain))));
    best.ours = Math.min(
      best.ours,
      time(() => {
        best.bytes = writer.frame(header, applyFilter.reply, { value }).length;
      }),
    );
  }
  return best;
}

/** Prints a line, and whether it meets its bar. */
function report(what: string, ratio: number, bar: string, isMet: boolean): void {
  console.log(`${isMet ? "ok  " : "MISS"} ${what}: ${ratio.toFixed(2)} (bar: ${bar})`);
  if (!isMet) Deno.exitCode = 1;
}

const MIB = 1024 * 1024;
const calls = await measureCalls();
const [raw, one, many, rawMany] = [calls.raw, calls.one, calls.many, calls.rawMany].map(Math.round);
console.log(
  `round trips a second: raw ${raw}, ours ${one}; ${IN_FLIGHT} in flight: raw ${rawMany}, ours ${many}`,
);
report(
  "ours to raw, one at a time",
  calls.one / calls.raw,
  "at least 0.30",
  calls.one / calls.raw >= 0.3,
);
report(
  `${IN_FLIGHT} in flight to one`,
  calls.many / calls.one,
  "at least 1.50",
  calls.many / calls.one >= 1.5,
);

const stream = await measureStream();
console.log(
  `stream, MiB/s: raw ${(stream.raw / MIB).toFixed()}, ours ${(stream.ours / MIB).toFixed()}; ` +
    `grew by ${(stream.grownBytes / MIB).toFixed()} MiB`,
);
report(
  "ours to raw, streaming",
  stream.ours / stream.raw,
  "at least 0.40",
  stream.ours / stream.raw >= 0.4,
);
report("growth in MiB", stream.grownBytes / MIB, "at most 64", stream.grownBytes / MIB <= 64);

const encoded = measureFacts();
console.log(
  `${FACT_KEYS} facts, µs: JSON ${(encoded.json * 1000).toFixed(1)}, ` +
    `ours ${(encoded.ours * 1000).toFixed(1)} (${encoded.bytes} bytes)`,
);
report(
  "ours to JSON, time",
  encoded.ours / encoded.json,
  "at most 2.00",
  encoded.ours / encoded.json <= 2,
);
