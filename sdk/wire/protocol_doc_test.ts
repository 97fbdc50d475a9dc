import assert from "node:assert/strict";
import { Float, type Value } from "../value.ts";
import { FrameReader, FrameWriter } from "./codec.ts";
import { executeTask } from "./messages/action.ts";

const PAGE = new URL("../../docs/protocol.md", import.meta.url);

/** The bytes of the page's example, offsets and letters left out. */
function exampleBytes(): Uint8Array {
  const [, dump] = Deno.readTextFileSync(PAGE).match(/```text\n([^`]*)```/)!;
  const words = dump!.trimEnd().split("\n").flatMap((line) => line.slice(5, 52).trim().split(" "));
  return Uint8Array.from(words, (word) => parseInt(word, 16));
}

const REQUEST = {
  action: "greet",
  arguments: new Map<string, Value>([
    ["name", "ü"],
    ["times", 2],
    ["tags", ["a", new Float(1)]],
  ]),
  host: "web1",
  check: true,
  diff: false,
  verbosity: 0,
};

Deno.test("the example of docs/protocol.md is what the SDK writes", () => {
  const header = { correlationId: 1, parentId: 0 };
  const frame = new FrameWriter().frame(header, executeTask.request, REQUEST);
  assert.deepEqual(frame, exampleBytes());
});

Deno.test("the example of docs/protocol.md is read as it says", () => {
  const reader = new FrameReader();
  const { correlationId, envelope } = reader.open(exampleBytes());
  assert.equal(correlationId, 1);
  assert.deepEqual(executeTask.request.read(envelope, reader), REQUEST);
});
