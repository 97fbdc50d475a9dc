import assert from "node:assert/strict";
import { Builder } from "flatbuffers";
import { threadTime } from "../test_support.ts";
import type { FieldLayout, SchemaLayout } from "./layout.ts";
import { Verifier } from "./verify.ts";

const field = (name: string, slot: number, more: Partial<FieldLayout> = {}): FieldLayout => ({
  name,
  slot,
  shape: "inline",
  size: 4,
  ref: 0,
  required: false,
  ...more,
});

/** A schema with one field of each shape, referring to itself. */
const LAYOUT: SchemaLayout = {
  identifier: "TEST",
  root: 0,
  tables: [{
    name: "Root",
    fields: [
      field("name", 4, { shape: "string", required: true }),
      field("number", 6),
      field("child", 8, { shape: "table" }),
      field("texts", 10, { shape: "strings" }),
      field("children", 12, { shape: "tables" }),
      field("words", 14, { shape: "inlines", ref: 8 }),
      field("any_type", 16, { size: 1 }),
      field("any", 18, { shape: "union" }),
    ],
  }],
  unions: [[-1, 0]],
};

/** What a table holds; offsets of what was written before. */
interface Root {
  name?: number;
  number?: number;
  child?: number;
  texts?: number;
  children?: number;
  words?: number;
  anyType?: number;
  any?: number;
}

function table(builder: Builder, root: Root): number {
  builder.startObject(8);
  const offsets = [[0, root.name], [2, root.child], [3, root.texts], [4, root.children], [
    5,
    root.words,
  ], [7, root.any]] as const;
  for (const [slot, offset] of offsets) if (offset) builder.addFieldOffset(slot, offset, 0);
  if (root.number !== undefined) builder.addFieldInt32(1, root.number, 0);
  if (root.anyType !== undefined) builder.addFieldInt8(6, root.anyType, 0);
  return builder.endObject();
}

function vector(builder: Builder, offsets: readonly number[]): number {
  builder.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}

function frame(write: (builder: Builder) => number): Uint8Array {
  const builder = new Builder();
  builder.finishSizePrefixed(write(builder), "TEST");
  return builder.asUint8Array().slice();
}

/** A frame with something of everything. */
const whole = (): Uint8Array =>
  frame((builder) => {
    const name = builder.createString("name");
    const child = table(builder, { name, number: 7 });
    const texts = vector(builder, [name, builder.createString("other")]);
    const children = vector(builder, [child, child]);
    builder.startVector(8, 1, 8);
    builder.addInt64(5n);
    const words = builder.endVector();
    return table(builder, {
      name,
      number: 1,
      child,
      texts,
      children,
      words,
      anyType: 1,
      any: child,
    });
  });

/** Where the root table of a frame begins, and where in it the field of a slot. */
function places(bytes: Uint8Array): { root: number; vtable: number; at(slot: number): number } {
  const view = new DataView(bytes.buffer);
  const root = 4 + view.getUint32(4, true);
  const vtable = root - view.getInt32(root, true);
  return { root, vtable, at: (slot) => root + view.getUint16(vtable + slot, true) };
}

Deno.test("a legal frame passes", () => new Verifier(LAYOUT).verify(whole()));

/** How a legal frame is damaged, and what is said of it. */
const DAMAGE: Record<
  string,
  [message: RegExp, damage: (bytes: Uint8Array, view: DataView) => void]
> = {
  "a wrong size prefix": [/size prefix/, (_, view) => view.setUint32(0, 99, true)],
  "a foreign identifier": [/identifier/, (bytes) => bytes[8] = 0],
  "a root beyond the end": [/out of it/, (_, view) => view.setUint32(4, 1e6, true)],
  "an offset of zero": [
    /out of it or backwards/,
    (bytes, view) => view.setUint32(places(bytes).at(4), 0, true),
  ],
  "an offset that leads backwards": [
    /out of it or backwards/,
    (bytes, view) => view.setInt32(places(bytes).at(8), -8, true),
  ],
  "a vtable before the frame": [
    /index leads out/,
    (bytes, view) => view.setInt32(places(bytes).root, 1e6, true),
  ],
  "a vtable of odd size": [
    /index has no legal size/,
    (bytes, view) => view.setUint16(places(bytes).vtable, 7, true),
  ],
  "a vtable size that the runtime reads as negative": [
    /index has no legal size/,
    (bytes, view) => view.setUint16(places(bytes).vtable, 0x8004, true),
  ],
  "a table longer than the frame": [
    /table has no legal size/,
    (bytes, view) => view.setUint16(places(bytes).vtable + 2, 0x7000, true),
  ],
  "a field outside its table": [
    /'number' lies outside/,
    (bytes, view) => view.setUint16(places(bytes).vtable + 6, 0x6000, true),
  ],
  "a missing required field": [
    /'name' is missing/,
    (bytes, view) => view.setUint16(places(bytes).vtable + 4, 0, true),
  ],
  "a union without a tag": [
    /'any' has no tag/,
    (bytes, view) => view.setUint16(places(bytes).vtable + 16, 0, true),
  ],
  "a union whose tag is outside the table": [
    /tag outside|lies outside/,
    (bytes, view) => view.setUint16(places(bytes).vtable + 16, 0x6000, true),
  ],
  "a string longer than the frame": [/vector is longer/, (bytes, view) => {
    const at = places(bytes).at(4);
    view.setUint32(at + view.getUint32(at, true), 1e6, true);
  }],
  "a string without its final zero": [/string has no end/, (bytes, view) => {
    const at = places(bytes).at(4);
    const string = at + view.getUint32(at, true);
    bytes[string + 4 + view.getUint32(string, true)] = 1;
  }],
  "a vector of negative length": [/vector is longer/, (bytes, view) => {
    const at = places(bytes).at(14);
    view.setInt32(at + view.getUint32(at, true), -1, true);
  }],
  "a vector whose length overflows": [/vector is longer/, (bytes, view) => {
    const at = places(bytes).at(14);
    view.setUint32(at + view.getUint32(at, true), 0x2000_0000, true);
  }],
};

for (const [what, [message, damage]] of Object.entries(DAMAGE)) {
  Deno.test(`${what} is refused`, () => {
    const bytes = whole();
    damage(bytes, new DataView(bytes.buffer));
    assert.throws(() => new Verifier(LAYOUT).verify(bytes), { name: "WireError", message });
  });
}

Deno.test("bytes too few to be a frame are refused", () => {
  assert.throws(() => new Verifier(LAYOUT).verify(new Uint8Array(11)), /11 bytes are too few/);
});

Deno.test("a member of a union that only a newer schema knows passes unread", () => {
  const bytes = frame((builder) => {
    const name = builder.createString("n");
    return table(builder, { name, anyType: 9, any: name });
  });
  new Verifier(LAYOUT).verify(bytes);
});

Deno.test("tables may nest to the limit and no deeper", () => {
  const nested = (depth: number): Uint8Array =>
    frame((builder) => {
      const name = builder.createString("n");
      let child = table(builder, { name });
      for (let i = 0; i < depth; i++) child = table(builder, { name, child });
      return child;
    });
  new Verifier(LAYOUT).verify(nested(32));
  assert.throws(() => new Verifier(LAYOUT).verify(nested(33)), /nest too deeply/);
});

Deno.test("a small frame whose tables all refer to the next ones a hundred times is no bomb", () => {
  const bomb = frame((builder) => {
    const name = builder.createString("n");
    let child = table(builder, { name });
    for (let i = 0; i < 12; i++) {
      child = table(builder, { name, children: vector(builder, Array(100).fill(child)) });
    }
    return child;
  });
  const begin = threadTime();
  assert.throws(() => new Verifier(LAYOUT).verify(bomb), /refers to itself too often/);
  assert.ok(threadTime() - begin < 1000);
});

Deno.test("a long string shared by many references is no bomb either", () => {
  const bomb = frame((builder) => {
    const name = builder.createString("x".repeat(100_000));
    return table(builder, { name, texts: vector(builder, Array(1000).fill(name)) });
  });
  assert.throws(() => new Verifier(LAYOUT).verify(bomb), /refers to itself too often/);
});

Deno.test("strings that are shared with measure pass", () => {
  const shared = frame((builder) => {
    const name = builder.createString("a host's name");
    return table(builder, { name, texts: vector(builder, Array(50).fill(name)) });
  });
  new Verifier(LAYOUT).verify(shared);
});
