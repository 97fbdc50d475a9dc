import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault } from "./errors.ts";
import { MAX_CHUNK_BYTES } from "./frame.ts";
import {
  CallStreams,
  IncomingStream,
  OutgoingStream,
  type Sink,
  STREAM_WINDOW_BYTES,
} from "./streams.ts";
import { concat, numbered, settle } from "./test_support.ts";

/** A stream from a writer to a reader, with the credit going back. */
function connect(window = STREAM_WINDOW_BYTES): {
  outgoing: OutgoingStream;
  incoming: IncomingStream;
  /** The sizes of what was sent. */
  sent: number[];
} {
  const sent: number[] = [];
  const outgoing = new OutgoingStream((data) => {
    sent.push(data.length);
    incoming.receive(data);
  }, window);
  const incoming = new IncomingStream((bytes) => outgoing.grant(bytes), window);
  return { outgoing, incoming, sent };
}

/** Small, so that little data is beyond it. */
const WINDOW = 5_000;

/** A sink that keeps what it takes, after as many turns as `delays` says, in rotation. */
function slowSink(delays: readonly number[], taken: Uint8Array[]): Sink {
  let call = 0;
  return (data) => {
    const turns = delays[call++ % delays.length]!;
    if (turns === 0) return void taken.push(data);
    let turn = Promise.resolve();
    for (let i = 1; i < turns; i++) turn = turn.then(() => {});
    return turn.then(() => void taken.push(data));
  };
}

Deno.test("what is written arrives whole and in order, whatever turns the sink takes", async () => {
  const sizes = fc.array(fc.nat(3 * WINDOW), { maxLength: 10 });
  const delays = fc.array(fc.nat(3), { minLength: 1, maxLength: 5 });
  const property = fc.asyncProperty(sizes, delays, fc.boolean(), async (sizes, delays, isLate) => {
    const { outgoing, incoming, sent } = connect(WINDOW);
    const taken: Uint8Array[] = [];
    const sink = slowSink(delays, taken);
    let done = isLate ? undefined : incoming.consume(sink);
    let total = 0;
    const written = sizes.map((size) => outgoing.write(numbered(size, (total += size) - size)));
    done ??= incoming.consume(sink);
    await Promise.all(written);
    incoming.end();
    await done;
    assert.ok(sent.every((size) => size > 0 && size <= WINDOW));
    assert.equal(concat(taken).length, total);
    assert.ok(concat(taken).every((byte, index) => byte === index % 251));
  });
  await fc.assert(property, { numRuns: 300 });
});

Deno.test("a sender stops at the end of its credit and goes on with the next", async () => {
  const sent: number[] = [];
  const stream = new OutgoingStream((data) => sent.push(data.length), 100);
  let isWritten = false;
  const written = stream.write(new Uint8Array(250)).then(() => isWritten = true);
  await settle();
  assert.deepEqual([sent, isWritten], [[100], false]);
  stream.grant(120);
  await settle();
  assert.deepEqual([sent, isWritten], [[100, 120], false]);
  stream.grant(1000);
  await written;
  assert.deepEqual(sent, [100, 120, 30]);
});

Deno.test("writes that wait keep their order", async () => {
  const sent: number[] = [];
  const stream = new OutgoingStream((data) => sent.push(data[0]!), 1);
  const writes = [1, 2, 3, 4].map((byte) => stream.write(new Uint8Array([byte])));
  for (let i = 0; i < 4; i++) {
    stream.grant(1);
    await settle();
  }
  await Promise.all(writes);
  assert.deepEqual(sent, [1, 2, 3, 4]);
});

Deno.test("an empty write sends nothing and needs no credit", async () => {
  const sent: number[] = [];
  await new OutgoingStream((data) => sent.push(data.length), 0).write(new Uint8Array(0));
  assert.deepEqual(sent, []);
});

Deno.test("every waiting write fails when the reader is gone, and every later one", async () => {
  const stream = new OutgoingStream(() => {}, 0);
  const gone = new Fault("cancelled", "gone");
  const writes = [stream.write(new Uint8Array(1)), stream.write(new Uint8Array(1))];
  stream.fail(gone);
  for (const write of writes) await assert.rejects(write, gone);
  await assert.rejects(stream.write(new Uint8Array(1)), gone);
});

Deno.test("a slow sink holds the sender back at the window", async () => {
  const { outgoing, incoming, sent } = connect();
  const sink = Promise.withResolvers<void>();
  incoming.consume(() => sink.promise);
  const total = 3 * STREAM_WINDOW_BYTES;
  const written = outgoing.write(new Uint8Array(total));
  await settle();
  const sum = (): number => sent.reduce((a, b) => a + b, 0);
  assert.equal(sum(), STREAM_WINDOW_BYTES);
  sink.resolve();
  await written;
  assert.equal(sum(), total);
});

Deno.test("a stream nobody reads yet is kept up to the window, and not beyond", () => {
  const incoming = new IncomingStream(() => assert.fail("nothing was read"));
  incoming.receive(new Uint8Array(STREAM_WINDOW_BYTES));
  assert.throws(() => incoming.receive(new Uint8Array(1)), {
    name: "WireError",
    message: /beyond its credit/,
  });
});

Deno.test("bytes behind the end of a stream are refused", () => {
  const incoming = new IncomingStream(() => {});
  incoming.end();
  assert.throws(() => incoming.receive(new Uint8Array(1)), { name: "WireError" });
});

for (
  const [how, sink] of Object.entries<Sink>({
    "throws": () => {
      throw new Error("disk full");
    },
    "rejects": () => Promise.reject(new Error("disk full")),
  })
) {
  Deno.test(`a sink that ${how} ends its stream, and is not called again`, async () => {
    let calls = 0;
    const incoming = new IncomingStream(() => assert.fail("no credit for a dead stream"));
    const done = incoming.consume((data) => {
      calls++;
      return sink(data);
    });
    incoming.receive(new Uint8Array(STREAM_WINDOW_BYTES / 2));
    incoming.receive(new Uint8Array(10));
    await assert.rejects(done, /disk full/);
    assert.equal(calls, 1);
  });
}

Deno.test("a stream that ends with an error delivers what came before it", async () => {
  const taken: Uint8Array[] = [];
  const incoming = new IncomingStream(() => {});
  const done = incoming.consume(slowSink([2], taken));
  incoming.receive(numbered(3));
  incoming.receive(numbered(2, 3));
  incoming.end(new Fault("failed", "read error"));
  await assert.rejects(done, /read error/);
  assert.deepEqual(concat(taken), numbered(5));
});

Deno.test("what a sink was given is its to keep", () => {
  const taken: Uint8Array[] = [];
  const incoming = new IncomingStream(() => {});
  incoming.consume((data) => void taken.push(data));
  const buffer = numbered(4);
  incoming.receive(buffer);
  buffer.fill(0);
  assert.deepEqual(taken, [numbered(4)]);
});

Deno.test("streams of a call that was given up fail from the start", async () => {
  const streams = new CallStreams(1, { window: 10, send: () => {}, grant: () => {} });
  streams.fail(new Fault("cancelled", "over"));
  await assert.rejects(streams.outgoing("data").write(new Uint8Array(1)), /over/);
  await assert.rejects(streams.incoming("data").consume(() => {}), /over/);
});

Deno.test("a stream ends when a sink that took its time takes the rest at once", async () => {
  const incoming = new IncomingStream(() => {});
  const first = Promise.withResolvers<void>();
  let calls = 0;
  const done = incoming.consume(() => calls++ === 0 ? first.promise : undefined);
  incoming.receive(numbered(1));
  incoming.receive(numbered(1));
  incoming.end();
  first.resolve();
  await done;
  assert.equal(calls, 2);
});

Deno.test("a chunk is never larger than fits a pipe's buffer", async () => {
  const { outgoing, incoming, sent } = connect();
  const done = incoming.consume(() => {});
  await outgoing.write(new Uint8Array(3 * MAX_CHUNK_BYTES + 1));
  incoming.end();
  await done;
  assert.deepEqual(sent, [MAX_CHUNK_BYTES, MAX_CHUNK_BYTES, MAX_CHUNK_BYTES, 1]);
});
