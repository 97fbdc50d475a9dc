import assert from "node:assert/strict";
import { StderrTail } from "./stderr_tail.ts";

/** What is kept of these chunks. */
async function tailOf(chunks: Iterable<string>): Promise<readonly string[]> {
  const encoder = new TextEncoder();
  const tail = new StderrTail(ReadableStream.from([...chunks].map((each) => encoder.encode(each))));
  await tail.drain();
  return tail.lines;
}

Deno.test("lines are put together again, however they come", async () => {
  assert.deepEqual(await tailOf(["one\ntw", "o", "\nthree"]), ["one", "two", "three"]);
  assert.deepEqual(await tailOf([]), []);
  assert.deepEqual(await tailOf(["\n"]), [""]);
});

Deno.test("a letter that is cut between two chunks is one letter", async () => {
  const bytes = new TextEncoder().encode("grün\n");
  const tail = new StderrTail(ReadableStream.from([bytes.slice(0, 3), bytes.slice(3)]));
  await tail.drain();
  assert.deepEqual(tail.lines, ["grün"]);
});

Deno.test("of many lines the last are kept", async () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `line ${index}\n`);
  for (const chunks of [lines, [lines.join("")]]) {
    const kept = await tailOf(chunks);
    assert.equal(kept.length, 20);
    assert.deepEqual([kept[0], kept[19]], ["line 980", "line 999"]);
  }
});

Deno.test("a line without an end is kept short", async () => {
  const [line] = await tailOf(Array.from({ length: 100 }, () => "x".repeat(10_000)));
  assert.equal(line?.length, 500);
});

Deno.test("draining ends when it is cancelled, whoever holds the other end", async () => {
  const tail = new StderrTail(new ReadableStream());
  const drained = tail.drain();
  await tail.cancel();
  await drained;
  assert.deepEqual(tail.lines, []);
});
