import assert from "node:assert/strict";
import { float, type Key, toValue, type Value } from "@shep/sdk/value";
import fc from "fast-check";
import { load } from "js-yaml";
import { renderEntries } from "./value.ts";

const CASES: readonly (readonly [what: string, value: Value, lines: readonly string[]])[] = [
  ["text that is plain", "a b-c/d.e", ["k: a b-c/d.e"]],
  ["text like a number", "0644", ["k: '0644'"]],
  ["text like a boolean", "yes", ["k: 'yes'"]],
  ["text with a colon", "a: b", ["k: 'a: b'"]],
  ["text with quotes", "it's: 1", ["k: 'it''s: 1'"]],
  ["empty text", "", ["k: ''"]],
  ["a text of one line that ends", "a\n", ['k: "a\\n"']],
  ["lines", "a\n\nb", ["k: |-", "    a", "", "    b"]],
  ["lines that end", "a\nb\n", ["k: |", "    a", "    b"]],
  ["lines that begin with blanks", "  a\nb", ["k: |4-", "      a", "    b"]],
  ["lines that end in CR LF", "a\r\nb\r\n", ["k: |", "    a", "    b"]],
  ["an escape sequence", "\x1b[31mred", ['k: "\\x1b[31mred"']],
  ["an escape sequence among lines", "a\n\x1b]0;x\x07", ["k: |-", "    a", "    \\x1b]0;x\\x07"]],
  ["an integer", 7, ["k: 7"]],
  ["a large integer", 2n ** 64n, ["k: 18446744073709551616"]],
  ["a float without fraction", float(3), ["k: 3.0"]],
  ["null", null, ["k: null"]],
  ["a boolean", true, ["k: true"]],
  ["bytes", new Uint8Array([0, 255]), ["k: !!binary AP8="]],
  ["an empty list", [], ["k: []"]],
  ["an empty map", new Map(), ["k: {}"]],
  ["a list", ["a", 1], ["k:", "    - a", "    - 1"]],
  ["lists in a list", [["a", "b"], []], ["k:", "    - - a", "      - b", "    - []"]],
  ["lines in a list", ["a\nb"], ["k:", "    - |-", "        a", "        b"]],
  ["maps in a list", toValue([{ a: 1, b: { c: "x\ny" } }]), [
    "k:",
    "    - a: 1",
    "      b:",
    "          c: |-",
    "              x",
    "              y",
  ]],
  ["keys that are no text", new Map<Key, Value>([[80, "http"], [true, 1], ["80", 2]]), [
    "k:",
    "    80: http",
    "    true: 1",
    "    '80': 2",
  ]],
];

for (const [what, value, lines] of CASES) {
  Deno.test(`${what} is shown as YAML`, () => {
    assert.deepEqual(renderEntries(new Map([["k", value]])), lines);
  });
}

Deno.test("what is shown is read back by YAML as what it was", () => {
  const text = fc.string({
    unit: fc.constantFrom(..."ab019 .:-#'\"\\|>{}[]!&*?%@`,~=<\nä€"),
  });
  const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("tree")),
      fc.dictionary(text, tie("tree"), { noNullPrototype: true }),
    ),
  }));
  fc.assert(fc.property(tree, (plain) => {
    const lines = renderEntries(new Map([["k", toValue(plain as string)]]));
    assert.deepEqual(load(lines.join("\n") + "\n"), { k: plain });
  }));
});
