import assert from "node:assert/strict";
import fc from "fast-check";
import { parseYaml, type SyntaxNode } from "./yaml.ts";

/** What `JSON.parse` would answer, but for the sign of zero, which an integer lacks. */
function toJson(node: SyntaxNode): unknown {
  switch (node.kind) {
    case "scalar":
      return typeof node.value === "bigint" || node.value instanceof Number
        ? Number(node.value)
        : node.value;
    case "sequence":
      return node.items.map(toJson);
    case "mapping":
      return Object.fromEntries(node.pairs.map(({ key, value }) => [key.value, toJson(value)]));
  }
}

function unsigned(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

Deno.test("any JSON is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 1, "\t"), (text, indent) => {
      const expected = JSON.parse(text);
      const source = JSON.stringify(expected, null, indent);
      assert.deepEqual(unsigned(toJson(parseYaml(source, { file: "x.json" }).root)), expected);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("JSON numbers keep their types", () => {
  const { root } = parseYaml("[1, 1.0, 1e2, -0, 12345678901234567890]", { file: "x.json" });
  assert(root.kind === "sequence");
  const values = root.items.map((item) => item.kind === "scalar" && item.value);
  assert.deepEqual(values.map((value) => value instanceof Number ? "float" : typeof value), [
    "number",
    "float",
    "float",
    "number",
    "bigint",
  ]);
  assert.deepEqual(values.map(String), ["1", "1.0", "100.0", "0", "12345678901234567890"]);
});
