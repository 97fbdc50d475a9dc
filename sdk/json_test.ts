import assert from "node:assert/strict";
import { jsonText, parseJson } from "./json.ts";
import { float, toValue } from "./value.ts";

Deno.test("numbers keep their type and all of their digits, there and back", () => {
  const text = '{"a":1,"b":1.0,"c":1234567890123456789,"d":-0.5,"e":[1e16]}';
  const value = parseJson(text);
  assert.deepEqual(
    value,
    toValue({ a: 1, b: float(1), c: 1234567890123456789n, d: -0.5, e: [float(1e16)] }),
  );
  assert.equal(jsonText(value), text.replace("1e16", "1e+16"));
});

Deno.test("an integer of more than 64 bits is a float: no value is larger", () => {
  assert.deepEqual(parseJson("[9223372036854775807, 9223372036854775808]"), [
    2n ** 63n - 1n,
    float(2 ** 63),
  ]);
});

Deno.test("names that mean something to JavaScript are names like any other", () => {
  const value = parseJson('{"__proto__": {"x": null}}');
  assert.deepEqual(value, new Map([["__proto__", new Map([["x", null]])]]));
  assert.equal(jsonText(value), '{"__proto__":{"x":null}}');
});

Deno.test("what JSON has no form for becomes text", () => {
  const value = new Map<number | boolean, number | Uint8Array>([
    [80, Infinity],
    [true, new Uint8Array([255])],
  ]);
  assert.equal(jsonText(value), '{"80":"Infinity","true":"/w=="}');
});

Deno.test("what is no JSON is refused", () => {
  for (const text of ["", "{", "NaN", "[1,]", "{'a': 1}"]) {
    assert.throws(() => parseJson(text), SyntaxError);
  }
});
