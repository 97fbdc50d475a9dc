import assert from "node:assert/strict";
import fc from "fast-check";
import { Float, type Value } from "@shep/sdk/value";
import { readLiteral } from "./literal.ts";
import { TESTDATA } from "./test_support.ts";

/** A recorded value: Python's types by name where JSON cannot tell them apart. */
type Recorded =
  | null
  | boolean
  | string
  | Recorded[]
  | { int: string }
  | { float: string }
  | { bytes: number[] }
  | { set: Recorded[] }
  | { dict: [Recorded, Recorded][] };

function spelled(value: Value): Recorded {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") return { int: String(value) };
  if (typeof value === "number" && Number.isInteger(value)) return { int: String(value) };
  if (typeof value === "number" || value instanceof Float) return { float: String(Number(value)) };
  if (value instanceof Uint8Array) return { bytes: [...value] };
  if (Array.isArray(value)) return value.map(spelled);
  if (value instanceof Map) {
    return { dict: [...value].map(([key, item]) => [spelled(key), spelled(item)]) };
  }
  return assert.fail(`odd value ${value}`);
}

/** Sets become lists; floats are compared as numbers, not by how they are written. */
function adjusted(recorded: Recorded): Recorded {
  if (recorded === null || typeof recorded !== "object") return recorded;
  if (Array.isArray(recorded)) return recorded.map(adjusted);
  if ("set" in recorded) return recorded.set.map(adjusted);
  if ("float" in recorded) {
    return { float: String(Number(recorded.float.replace("inf", "Infinity"))) };
  }
  if ("dict" in recorded) {
    return { dict: recorded.dict.map(([key, item]) => [adjusted(key), adjusted(item)]) };
  }
  return recorded;
}

Deno.test("literals are read as Python's ast.literal_eval reads them", () => {
  const rows: [string, Recorded][] = JSON.parse(
    Deno.readTextFileSync(`${TESTDATA}/literals.json`),
  );
  assert(rows.length > 100);
  for (const [text, expected] of rows) {
    assert.deepEqual(spelled(readLiteral(text)), adjusted(expected), text);
  }
});

Deno.test("complex numbers, ellipses and calls stay text", () => {
  for (const text of ["1j", "1+2j", "...", "set()", "f'x'"]) assert.equal(readLiteral(text), text);
});

Deno.test("nesting without end is text, not an exhausted stack", () => {
  const deep = "[".repeat(100_000);
  assert.equal(readLiteral(deep), deep);
});

Deno.test("any text is a value; what is not a literal comes back unchanged", () => {
  const pieces = fc.constantFrom(..."[](){},:'\"\\ -+.0123xbrTruFalseNon#_e".split(""));
  fc.assert(fc.property(fc.string({ unit: pieces, maxLength: 40 }), (text) => {
    const value = readLiteral(text);
    if (typeof value === "string" && value !== text) assert.match(text, /['"]/);
  }));
});

Deno.test("integers survive, however large", () => {
  fc.assert(fc.property(fc.bigInt(), (integer) => {
    const value = readLiteral(String(integer));
    assert(typeof value === "number" || typeof value === "bigint");
    assert.equal(BigInt(value), integer);
  }));
});
