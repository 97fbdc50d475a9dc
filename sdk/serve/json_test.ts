import assert from "node:assert/strict";
import { Float } from "../value.ts";
import { fromJson, toJson } from "./json.ts";

Deno.test("JSON's integers, floats and objects become values", () => {
  assert.deepEqual(
    fromJson('{"int": 1, "float": 1.0, "exponent": 1e3, "half": 0.5, "nested": [{"a": null}]}'),
    new Map<string, unknown>([
      ["int", 1],
      ["float", new Float(1)],
      ["exponent", new Float(1000)],
      ["half", 0.5],
      ["nested", [new Map([["a", null]])]],
    ]),
  );
});

Deno.test("a large integer keeps all its digits", () => {
  assert.equal(fromJson("9007199254740993"), 9007199254740993n);
});

Deno.test("an object's special key is a key like any other", () => {
  assert.deepEqual(fromJson('{"__proto__": 1}'), new Map([["__proto__", 1]]));
});

Deno.test("values print as JSON, what JSON has no word for by its name", () => {
  const value = new Map<unknown, unknown>([
    [1, new Float(2)],
    ["bytes", new TextEncoder().encode("text")],
    ["big", [2n, 2n ** 60n]],
    ["nan", NaN],
  ]);
  assert.deepEqual(JSON.parse(toJson(value)), {
    1: 2,
    bytes: "text",
    big: [2, "1152921504606846976"],
    nan: "NaN",
  });
});
