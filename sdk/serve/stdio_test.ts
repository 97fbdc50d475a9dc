import assert from "node:assert/strict";
import { FrameWriter } from "../wire/codec.ts";
import { logMessage } from "../wire/messages/common.ts";
import { concat } from "../wire/test_support.ts";
import { readFrames, type Stdio, StdioWriter } from "./stdio.ts";

function frame(text: string): Uint8Array {
  const header = { correlationId: 0, parentId: 0 };
  return new FrameWriter().frame(header, logMessage, { level: "info", text }).slice();
}

/** Descriptors that read `chunks` and keep what is written, a write each. */
function fakeStdio(chunks: readonly Uint8Array[], mostBytes = Infinity): {
  stdio: Stdio;
  written: Uint8Array[];
  reads: string[];
} {
  const waiting = [...chunks];
  const written: Uint8Array[] = [];
  const reads: string[] = [];
  const next = (buffer: Uint8Array): number | null => {
    const chunk = waiting.shift();
    if (!chunk) return null;
    buffer.set(chunk);
    return chunk.length;
  };
  const stdio: Stdio = {
    readSync: (buffer) => {
      reads.push("blocking");
      return next(buffer);
    },
    read: (buffer) => {
      reads.push("waiting");
      return Promise.resolve(next(buffer));
    },
    writeSync: (bytes) => {
      const part = bytes.slice(0, mostBytes);
      written.push(part);
      return part.length;
    },
  };
  return { stdio, written, reads };
}

Deno.test("all answers to what one read brought leave in one write", async () => {
  const { stdio, written } = fakeStdio([concat([frame("a"), frame("b"), frame("c")]), frame("d")]);
  const writer = new StdioWriter(stdio);
  const receive = (bytes: Uint8Array): void => writer.send(bytes);
  await readFrames(stdio, writer, { isWaiting: true, receive }, 1e6);
  assert.deepEqual(written, [concat([frame("a"), frame("b"), frame("c")]), frame("d")]);
});

Deno.test("a handler that awaits settled promises still answers in the same write", async () => {
  const { stdio, written } = fakeStdio([concat([frame("a"), frame("b")])]);
  const writer = new StdioWriter(stdio);
  let busy = 0;
  const receive = (bytes: Uint8Array): void => {
    const copy = bytes.slice();
    busy++;
    Promise.resolve().then(() => {}).then(() => {
      busy--;
      writer.send(copy);
    });
  };
  const receiver = {
    get isWaiting(): boolean {
      return busy === 0;
    },
    receive,
  };
  await readFrames(stdio, writer, receiver, 1e6);
  assert.equal(written.length, 1);
});

Deno.test("the loop blocks while all waits for the host, and else reads beside the work", async () => {
  const { stdio, reads } = fakeStdio([frame("a"), frame("b"), frame("c")]);
  const waitsAfter = [true, false, true];
  const receiver = {
    isWaiting: true,
    receive(): void {
      receiver.isWaiting = waitsAfter.shift()!;
    },
  };
  await readFrames(stdio, new StdioWriter(stdio), receiver, 1e6);
  assert.deepEqual(reads, ["blocking", "blocking", "waiting", "blocking"]);
});

Deno.test("what is sent outside of the loop leaves a microtask later, together", async () => {
  const { stdio, written } = fakeStdio([]);
  const writer = new StdioWriter(stdio);
  writer.send(frame("a"));
  writer.send(frame("b"));
  assert.deepEqual(written, []);
  await null;
  assert.deepEqual(written, [concat([frame("a"), frame("b")])]);
});

Deno.test("a large frame is written without a copy, behind what was sent before it", () => {
  const { stdio, written } = fakeStdio([]);
  const writer = new StdioWriter(stdio);
  const large = frame("x".repeat(20_000));
  writer.send(frame("a"));
  writer.send(large);
  assert.deepEqual(written, [frame("a"), large]);
});

Deno.test("a pipe that takes a part at a time gets everything in order", () => {
  const { stdio, written } = fakeStdio([], 7);
  const writer = new StdioWriter(stdio);
  writer.send(frame("a"));
  writer.send(frame("b"));
  writer.flush();
  assert.deepEqual(concat(written), concat([frame("a"), frame("b")]));
});

Deno.test("a host that reads no longer is no error: the end of stdin follows", () => {
  const writer = new StdioWriter({
    ...fakeStdio([]).stdio,
    writeSync: () => {
      throw new Deno.errors.BrokenPipe("gone");
    },
  });
  writer.send(frame("a"));
  writer.flush();
  writer.send(frame("b"));
  writer.flush();
});

Deno.test("input that ends within a frame is an error", async () => {
  const { stdio } = fakeStdio([frame("a").subarray(0, 10)]);
  const receiver = { isWaiting: true, receive: () => assert.fail("no frame is whole") };
  await assert.rejects(readFrames(stdio, new StdioWriter(stdio), receiver, 1e6), {
    name: "WireError",
    message: "stdin ended after 10 bytes of a frame",
  });
});
