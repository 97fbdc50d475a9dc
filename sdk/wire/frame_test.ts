import assert from "node:assert/strict";
import fc from "fast-check";
import { FrameWriter } from "./codec.ts";
import { FrameSplitter, MAX_FRAME_BYTES } from "./frame.ts";
import { logMessage } from "./messages/common.ts";
import { concat } from "./test_support.ts";

const HEADER = { correlationId: 0, parentId: 0 };

function logFrame(text: string): Uint8Array {
  return new FrameWriter().frame(HEADER, logMessage, { level: "info", text }).slice();
}

/** The frames that come out when `chunks` go in. */
function split(chunks: readonly Uint8Array[], maxBytes?: number): Uint8Array[] {
  const frames: Uint8Array[] = [];
  const splitter = new FrameSplitter((frame) => frames.push(frame.slice()), maxBytes);
  for (const chunk of chunks) splitter.push(chunk);
  assert.ok(splitter.isWhole);
  return frames;
}

Deno.test("frames come out the same however the bytes are cut into chunks", () => {
  const texts = fc.array(fc.string({ maxLength: 60 }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(texts, fc.array(fc.nat(80), { maxLength: 40 }), (lines, lengths) => {
    const frames = lines.map(logFrame);
    const bytes = concat(frames);
    const chunks: Uint8Array[] = [];
    let at = 0;
    for (const length of lengths) {
      chunks.push(bytes.subarray(at, at + length));
      at = Math.min(bytes.length, at + length);
    }
    chunks.push(bytes.subarray(at));
    assert.deepEqual(split(chunks), frames);
  }));
});

Deno.test("frames come out of single bytes", () => {
  const bytes = concat([logFrame("a"), logFrame("b")]);
  assert.equal(split([...bytes].map((byte) => new Uint8Array([byte]))).length, 2);
});

Deno.test("a frame that lies whole in its chunk is not copied", () => {
  const chunk = logFrame("here");
  let seen: Uint8Array | undefined;
  new FrameSplitter((frame) => seen = frame).push(chunk);
  assert.equal(seen?.buffer, chunk.buffer);
});

Deno.test("a splitter knows whether the stream may end", () => {
  const frame = logFrame("half");
  const splitter = new FrameSplitter(() => {});
  assert.ok(splitter.isWhole);
  splitter.push(frame.subarray(0, 2));
  assert.ok(!splitter.isWhole);
  assert.equal(splitter.pendingBytes, 2);
  splitter.push(frame.subarray(2, 9));
  assert.equal(splitter.pendingBytes, 9);
  splitter.push(frame.subarray(9));
  assert.ok(splitter.isWhole);
});

const header = (size: number, identifier = "SHEP"): Uint8Array => {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, size, true);
  bytes.set(new TextEncoder().encode(identifier), 8);
  return bytes;
};

const REFUSED: Record<string, [bytes: Uint8Array, message: RegExp]> = {
  "what a program prints": [
    new TextEncoder().encode("Warning: deprecated\n"),
    /outside the protocol: "Warning: deprecated\\n"/,
  ],
  "a frame over the limit": [header(MAX_FRAME_BYTES), /over the limit of 67108864/],
  "a size of four gigabytes": [header(2 ** 32 - 1), /over the limit/],
  "a frame too small to be one": [header(7), /too small/],
  "a frame of another protocol": [header(100, "NOPE"), /Not a frame of ours/],
};

for (const [what, [bytes, message]] of Object.entries(REFUSED)) {
  Deno.test(`${what} is refused, whole or byte by byte`, () => {
    assert.throws(() => split([bytes]), { name: "WireError", message });
    const single = [...bytes].map((byte) => new Uint8Array([byte]));
    assert.throws(() => split(single), { name: "WireError" });
  });
}

Deno.test("random bytes never do worse than a WireError", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
      const splitter = new FrameSplitter(() => {});
      try {
        for (const chunk of chunks) splitter.push(chunk);
      } catch (error) {
        assert.equal((error as Error).name, "WireError");
      }
    }),
    { numRuns: 2000 },
  );
});
