import assert from "node:assert/strict";
import { toValue } from "@shep/sdk/value";
import { mergedValues } from "./merge.ts";

const CASES: readonly (readonly [strongestFirst: Parameters<typeof toValue>[0][], unknown])[] = [
  [[{ a: 1 }, { b: 2 }], { a: 1, b: 2 }],
  [[{ a: { x: 1 } }, { a: { x: 2, y: 2 } }], { a: { x: 1, y: 2 } }],
  [[{ a: [1] }, { a: [2, 3] }], { a: [1] }],
  [[{ a: 1 }, "text", { b: 2 }], { a: 1 }],
  [["text", { b: 2 }], "text"],
  [[], undefined],
];

for (const [values, expected] of CASES) {
  Deno.test(`${JSON.stringify(values)} merge to ${JSON.stringify(expected)}`, () => {
    const merged = mergedValues(values.map((value) => toValue(value)));
    assert.deepEqual(merged, expected === undefined ? undefined : toValue(expected as never));
  });
}

Deno.test("what is merged stays what it was", () => {
  const weak = new Map([["a", new Map([["x", 1]])]]);
  mergedValues([new Map([["a", new Map([["y", 2]])]]), weak]);
  assert.deepEqual(weak, new Map([["a", new Map([["x", 1]])]]));
});
