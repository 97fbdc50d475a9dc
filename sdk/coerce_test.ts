import assert from "node:assert/strict";
import type { ArgumentType } from "./arguments.ts";
import { coerce, sameValue, typeName } from "./coerce.ts";
import { Float, float, type Value } from "./value.ts";
import recorded from "./testdata/coerce.json" with { type: "json" };

/** A recorded value: numbers carry their type, since JSON has one for all. */
type Recorded = null | boolean | string | Recorded[] | {
  readonly int?: string;
  readonly float?: string;
  readonly dict?: readonly (readonly [Recorded, Recorded])[];
};

const FLOATS: Record<string, number> = { inf: Infinity, "-inf": -Infinity, nan: NaN };

function toValue(value: Recorded): Value {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(toValue);
  if (value.int !== undefined) {
    return Number.isSafeInteger(Number(value.int)) ? Number(value.int) : BigInt(value.int);
  }
  if (value.float !== undefined) return float(FLOATS[value.float] ?? Number(value.float));
  return new Map(value.dict!.map(([key, item]) => [key as string, toValue(item)]));
}

/** Python's `True` is an integer; ours becomes one. Its literals are no text of ours. */
function expected(type: ArgumentType, from: Recorded, to: Recorded): Value | undefined {
  if (type === "int" && typeof to === "boolean") return Number(to);
  return from === "{'a': 1}" && type === "dict" ? undefined : toValue(to);
}

for (
  const { type, from, to, refused } of recorded as {
    type: ArgumentType;
    from: Recorded;
    to?: Recorded;
    refused?: boolean;
  }[]
) {
  const text = Deno.inspect(toValue(from));
  Deno.test(`${text} as ${type} is what Ansible makes of it`, () => {
    const converted = coerce(type, toValue(from));
    assert.deepEqual(converted, refused ? undefined : expected(type, from, to!));
  });
}

/** Sizes as they are written, and in bytes; those that are none have none. */
const SIZES: readonly (readonly [Value, number | undefined])[] = [
  [7, 7],
  ["10", 10],
  ["10M", 10_485_760],
  ["10 MB", 10_485_760],
  ["1.5k", 1536],
  ["2G", 2_147_483_648],
  ["10B", 10],
  ["3 bytes", 3],
  ["1Mb", undefined],
  ["1Kib", undefined],
  ["x", undefined],
  ["", undefined],
  [true, undefined],
  [[], undefined],
];

Deno.test("sizes have units", () => {
  for (const [written, size] of SIZES) assert.equal(coerce("bytes", written), size, `${written}`);
});

Deno.test("raw takes everything as it is", () => {
  const value = new Map([["a", null]]);
  assert.equal(coerce("raw", value), value);
});

Deno.test("numbers are the same whatever their type, text and numbers are not", () => {
  assert.ok(sameValue(new Float(1), 1));
  assert.ok(sameValue("a", "a"));
  assert.ok(!sameValue("1", 1));
  assert.ok(!sameValue(true, 1));
});

Deno.test("a type is named as a playbook's author thinks of it", () => {
  assert.deepEqual(
    [null, [], new Map(), "x", 1, new Float(2), new Uint8Array(1)].map(typeName),
    ["null", "a list", "a dict", "the text 'x'", "1", "2.0", "bytes"],
  );
});
