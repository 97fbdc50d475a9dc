import assert from "node:assert/strict";
import { toValue, type Value } from "@shep/sdk/value";
import { TemplateText } from "../../template/mod.ts";
import { keyedNames } from "./group_names.ts";
import type { KeyedGroup } from "./options.ts";

const KEY = {
  source: "x",
  text: new TemplateText("{{ x }}"),
  position: { file: "c.yml", line: 1, column: 1 },
};

/** A keyed group that says what `more` says, and else nothing. */
function group(more: Partial<KeyedGroup> = {}): KeyedGroup {
  return { key: KEY, prefix: "", separator: "_", trailingSeparator: true, ...more };
}

const NAMES: readonly (readonly [Value, Partial<KeyedGroup>, readonly string[] | undefined])[] = [
  ["a", { prefix: "p" }, ["p_a"]],
  ["a", {}, ["_a"]],
  ["a-b.c", { prefix: "p", separator: "" }, ["pa_b_c"]],
  ["1a", { prefix: "", separator: "" }, ["_a"]],
  ["ü", { prefix: "p" }, ["p_ü"]],
  [["x", ""], { prefix: "p" }, ["p_x", "p_"]],
  [["x", ""], { prefix: "p", defaultValue: "d" }, ["p_x", "p_d"]],
  ["", { prefix: "p" }, []],
  ["", { prefix: "p", defaultValue: "d" }, ["p_d"]],
  [null, { defaultValue: "d" }, []],
  [[], {}, []],
  [toValue({ k: "v", e: "" }), { prefix: "p" }, ["p_k_v", "p_e_"]],
  [toValue({ k: "v", e: "" }), { prefix: "p", trailingSeparator: false }, ["p_k_v", "p_e"]],
  [toValue({ k: "v", e: "" }), { prefix: "p", defaultValue: "d" }, ["p_k_v", "p_e_d"]],
  [3, {}, undefined],
];

for (const [value, more, expected] of NAMES) {
  Deno.test(`${Deno.inspect(value)} with ${JSON.stringify(more)} names ${expected}`, () => {
    assert.deepEqual(keyedNames(value, group(more), true), expected);
  });
}

Deno.test("without leading_separator a name without a prefix begins with the value", () => {
  assert.deepEqual(keyedNames("a", group(), false), ["a"]);
  assert.deepEqual(keyedNames("a", group({ prefix: "p" }), false), ["p_a"]);
});
