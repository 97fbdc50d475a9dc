import assert from "node:assert/strict";
import { float, toValue, type Value } from "@shep/sdk/value";
import { renderInline } from "./inline.ts";

const CASES: readonly (readonly [value: Value, text: string])[] = [
  ["nginx", "nginx"],
  ["a\nb\x1b", "a\\nb\\x1b"],
  [1, "1"],
  [float(1), "1.0"],
  [null, "None"],
  [[true, false, "x"], "[True, False, 'x']"],
  [
    toValue({ name: "it's", both: `'"`, path: "a\\b" }),
    `{'name': "it's", 'both': '\\'"', 'path': 'a\\\\b'}`,
  ],
  [new Uint8Array(3), "<3 bytes>"],
];

for (const [value, text] of CASES) {
  Deno.test(`an item is shown as ${text}`, () => assert.equal(renderInline(value), text));
}
