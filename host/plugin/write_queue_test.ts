import assert from "node:assert/strict";
import { WriteQueue } from "./write_queue.ts";

/** A writer whose writes end when they are told to. */
class SlowWriter {
  readonly written: number[][] = [];
  readonly #waiting: (() => void)[] = [];

  readonly write = (bytes: Uint8Array): Promise<void> => {
    this.written.push([...bytes]);
    return new Promise((resolve) => this.#waiting.push(resolve));
  };

  /** Ends the oldest write. */
  async finish(): Promise<void> {
    this.#waiting.shift()!();
    for (let turn = 0; turn < 5; turn++) await null;
  }
}

function unexpected(error: unknown): never {
  throw error;
}

const frame = (byte: number): Uint8Array => Uint8Array.of(byte);

Deno.test("what is sent at once leaves in one write, and the bytes are copied", async () => {
  const writer = new SlowWriter();
  const queue = new WriteQueue(writer.write, unexpected);
  const reused = frame(1);
  queue.send(reused);
  reused[0] = 9;
  queue.send(frame(2));
  assert.deepEqual(writer.written, []);
  await null;
  assert.deepEqual(writer.written, [[1, 2]]);
});

Deno.test("what is sent during a write leaves in the next, in order", async () => {
  const writer = new SlowWriter();
  const queue = new WriteQueue(writer.write, unexpected);
  queue.send(frame(1));
  await null;
  queue.send(frame(2));
  queue.send(frame(3));
  await null;
  assert.deepEqual(writer.written, [[1]]);
  await writer.finish();
  assert.deepEqual(writer.written, [[1], [2, 3]]);
  await writer.finish();
  queue.send(frame(4));
  await null;
  assert.deepEqual(writer.written.at(-1), [4]);
});

Deno.test("a write that fails is told, and the next is tried", async () => {
  const errors: unknown[] = [];
  const written: number[] = [];
  const queue = new WriteQueue(
    (bytes) => {
      written.push(...bytes);
      return Promise.reject(new Error("gone"));
    },
    (error) => errors.push(error),
  );
  queue.send(frame(1));
  for (let turn = 0; turn < 5; turn++) await null;
  queue.send(frame(2));
  for (let turn = 0; turn < 5; turn++) await null;
  assert.deepEqual(written, [1, 2]);
  assert.equal(errors.length, 2);
});
