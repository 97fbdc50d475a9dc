import assert from "node:assert/strict";
import fc from "fast-check";
import { threadTime } from "../test_support.ts";
import { Float, type Value, type ValueMap } from "../value.ts";
import { FrameReader, FrameWriter } from "./codec.ts";
import { WireError } from "./errors.ts";
import { anyValue, frameOf, valueOf } from "./test_support.ts";
import { MAX_DEPTH } from "./value_writer.ts";

Deno.test("any value survives the wire, with its types and the order of its keys", () => {
  const writer = new FrameWriter();
  const reader = new FrameReader();
  fc.assert(fc.property(anyValue, (value) => {
    assert.deepEqual(valueOf(frameOf(value, writer), reader), value);
  }));
});

const KEPT: Record<string, Value> = {
  "an integer and a float that look alike": [1, new Float(1)],
  "minus zero": new Float(-0),
  "not a number, infinities": [NaN, Infinity, -Infinity],
  "the largest and the smallest integer": [2n ** 63n - 1n, -(2n ** 63n)],
  "integers on both sides of 2^31 and 2^53": [2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, 2n ** 53n],
  "text with a byte order mark, a NUL and beyond the basic plane": ["\ufeffa", "a\0b", "𝄞"],
  "a key that is special in JavaScript": new Map([["__proto__", 1]]),
  "keys in their order, numbers too": new Map<string | number, Value>([["2", 1], ["1", 2], [1, 3]]),
  "empty things": ["", [], new Map(), new Uint8Array(0)],
  "text on both sides of the limit for long text": ["x".repeat(2048), "ä".repeat(2049)],
};

for (const [what, value] of Object.entries(KEPT)) {
  Deno.test(`the wire keeps ${what}`, () => assert.deepEqual(valueOf(frameOf(value)), value));
}

Deno.test("a lone surrogate becomes U+FFFD, as everywhere in UTF-8", () => {
  assert.equal(valueOf(frameOf("a\ud800b")), "a\ufffdb");
});

Deno.test("a small bigint and minus zero come back in their normal form", () => {
  assert.deepEqual(valueOf(frameOf([5n, -0])), [5, new Float(-0)]);
});

Deno.test("a big tree with repeated keys comes back, in less room than its text", () => {
  const rows = Array.from({ length: 5000 }, (_, row): ValueMap =>
    new Map<string, Value>([
      ["a_key_of_some_length", row],
      ["another_key_of_some_length", row + 0.5],
      ["x".repeat(100), null],
    ]));
  const frame = frameOf(rows);
  assert.deepEqual(valueOf(frame), rows);
  assert.ok(frame.length < 5000 * (7 * 8 + 8 + 100) + 300_000, `${frame.length} bytes`);
});

Deno.test("what the format cannot hold is refused when it is written", () => {
  const endless: Value[] = [];
  endless.push(endless);
  assert.throws(() => frameOf(endless), { name: "RangeError", message: /deeper than 200/ });
  assert.throws(() => frameOf(2n ** 63n), { name: "RangeError", message: /9223372036854775808/ });
  assert.throws(() => frameOf([undefined as never]), { name: "TypeError", message: /undefined/ });
  assert.throws(() => frameOf({} as never), { name: "TypeError", message: /not a value/ });
});

Deno.test("a writer that refused a value writes the next one", () => {
  const writer = new FrameWriter();
  assert.throws(() => frameOf(["a", 2n ** 64n], writer));
  assert.deepEqual(valueOf(frameOf(["b"], writer)), ["b"]);
});

Deno.test("values nest as deep as the limit and no deeper", () => {
  const nested = (levels: number): Value => levels === 0 ? 1 : [nested(levels - 1)];
  assert.deepEqual(valueOf(frameOf(nested(MAX_DEPTH))), nested(MAX_DEPTH));
  assert.throws(() => frameOf(nested(MAX_DEPTH + 1)), RangeError);
});

/** A value with every kind of node, and the frames of it. */
const EVERYTHING: Value = new Map<string, Value>([
  ["null", null],
  ["booleans", [true, false]],
  ["numbers", [1, 2 ** 40, 1.5, new Float(2)]],
  ["text", ["short", "ünïcode", "x".repeat(2100)]],
  ["bytes", new Uint8Array([1, 2, 3])],
  ["nested", new Map<string, Value>([["a", [new Map([["b", "c"]])]]])],
]);

/** Reads a damaged frame; whatever is wrong with it must be said by a {@linkcode WireError}. */
function readDamaged(frame: Uint8Array, reader: FrameReader): void {
  try {
    valueOf(frame, reader);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
}

Deno.test("a frame cut short anywhere is refused", () => {
  const frame = frameOf(EVERYTHING);
  const reader = new FrameReader();
  for (let length = 0; length < frame.length; length++) {
    const cut = frame.slice(0, length);
    assert.throws(() => valueOf(cut, reader), WireError);
    if (length < 4) continue;
    new DataView(cut.buffer).setUint32(0, length - 4, true);
    readDamaged(cut, reader);
  }
});

Deno.test("flipped bits never hang, crash or throw anything but WireError", () => {
  const original = frameOf(EVERYTHING);
  const reader = new FrameReader();
  const begin = threadTime();
  fc.assert(
    fc.property(
      fc.array(fc.nat(original.length * 8 - 1), { minLength: 1, maxLength: 8 }),
      (bits) => {
        const frame = original.slice();
        for (const bit of bits) frame[bit >> 3]! ^= 1 << (bit & 7);
        readDamaged(frame, reader);
      },
    ),
    { numRuns: 20_000 },
  );
  assert.ok(threadTime() - begin < 20_000);
});

Deno.test("every byte set to each telling number is read or refused", () => {
  const original = frameOf(EVERYTHING);
  const reader = new FrameReader();
  for (let at = 0; at < original.length; at++) {
    for (const byte of [0, 1, 4, 0x7f, 0x80, 0xff]) {
      const frame = original.slice();
      frame[at] = byte;
      readDamaged(frame, reader);
    }
  }
});

Deno.test("nodes that share one long text cannot blow a small frame up", () => {
  const shared = "k".repeat(2000);
  const frame = frameOf([shared, ..."abcdefghij".repeat(100)]);
  const view = new DataView(frame.buffer);
  // Every string node of one letter now names the whole of the long text.
  const longNode = (2000 << 4) | 6;
  for (let at = 0; at + 8 <= frame.length; at += 4) {
    if (view.getUint32(at, true) === ((1 << 4) | 6)) {
      view.setUint32(at, longNode, true);
      view.setUint32(at + 4, 0, true);
    }
  }
  assert.throws(() => valueOf(frame), { name: "WireError", message: /share/ });
});
