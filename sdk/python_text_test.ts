import assert from "node:assert/strict";
import { pythonLiteral, pythonText } from "./python_text.ts";
import { Float, toValue, type Value } from "./value.ts";

/** Values and what Python's `repr()` says of them. */
const LITERALS: readonly (readonly [Value, string])[] = [
  [null, "None"],
  [[true, false], "[True, False]"],
  [[1, 2n ** 70n], "[1, 1180591620717411303424]"],
  [
    [new Float(1), 1.5, 1e-5, 0.0001, new Float(1e16), 1.5e300, -0],
    "[1.0, 1.5, 1e-05, 0.0001, 1e+16, 1.5e+300, -0.0]",
  ],
  [[NaN, Infinity, -Infinity], "[nan, inf, -inf]"],
  ["plain", "'plain'"],
  ["it's", `"it's"`],
  [`it's "so"`, `'it\\'s "so"'`],
  ["a\\b\n\r\t\0\x7f\u00a0é𝄞", "'a\\\\b\\n\\r\\t\\x00\\x7f\\xa0é𝄞'"],
  [new Uint8Array([97, 0, 255]), "b'a\\x00\\xff'"],
  [toValue({ a: { b: [] } }), "{'a': {'b': []}}"],
];

for (const [value, text] of LITERALS) {
  Deno.test(`Python writes ${text}`, () => assert.equal(pythonLiteral(value), text));
}

Deno.test("text is itself, and quoted only within something", () => {
  assert.equal(pythonText("it's"), "it's");
  assert.equal(pythonText(["x"]), "['x']");
});
