import assert from "node:assert/strict";
import { AnswerStream } from "./answer_stream.ts";
import { markerBytes } from "./marker.ts";

const encoder = new TextEncoder();

Deno.test("answers go to their requests in order, several in one chunk", async () => {
  const stream = new AnswerStream();
  const heard: string[] = [];
  const hear = (name: string) => (data: Uint8Array): void => {
    heard.push(`${name}:${new TextDecoder().decode(data)}`);
  };
  const first = stream.expect(markerBytes("\x1ea"), hear("first"));
  const second = stream.expect(markerBytes("\x1eb"), hear("second"));
  await stream.feed(encoder.encode("one\x1ea 0\ntwo\x1eb 7\n"));
  assert.deepEqual([await first, await second], ["0", "7"]);
  assert.deepEqual(heard, ["first:one", "second:two"]);
});

Deno.test("a sink that is slow holds the stream back", async () => {
  const stream = new AnswerStream();
  const gate = Promise.withResolvers<void>();
  let isFed = false;
  const label = stream.expect(markerBytes("\x1ea"), () => gate.promise);
  const fed = stream.feed(encoder.encode("x\x1ea 0\n")).then(() => isFed = true);
  await Promise.resolve();
  assert.equal(isFed, false);
  gate.resolve();
  await fed;
  assert.equal(await label, "0");
});

Deno.test("a sink that fails fails its own request only", async () => {
  const stream = new AnswerStream();
  const first = stream.expect(markerBytes("\x1ea"), () => {
    throw new Error("full");
  });
  const second = stream.expect(markerBytes("\x1eb"), () => {});
  const failed = assert.rejects(first, /full/);
  await stream.feed(encoder.encode("x\x1ea 0\ny\x1eb 1\n"));
  await failed;
  assert.equal(await second, "1");
});

Deno.test("loss fails what is expected, and what will be", async () => {
  const stream = new AnswerStream();
  const expected = assert.rejects(stream.expect(markerBytes("\x1ea"), () => {}), /lost/);
  stream.fail(new Error("lost"));
  await expected;
  await assert.rejects(stream.expect(markerBytes("\x1eb"), () => {}), /lost/);
});

Deno.test("bytes that answer nothing are dropped", async () => {
  const stream = new AnswerStream();
  await stream.feed(encoder.encode("stray"));
  const heard: Uint8Array[] = [];
  const label = stream.expect(markerBytes("\x1ea"), (data) => void heard.push(data));
  await stream.feed(encoder.encode("\x1ea 0\n"));
  assert.equal(await label, "0");
  assert.deepEqual(heard, []);
});
