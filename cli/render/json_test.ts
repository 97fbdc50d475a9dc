import assert from "node:assert/strict";
import { float, type Key, toValue, type Value } from "@shep/sdk/value";
import { toJson } from "./json_value.ts";
import { JsonRenderer } from "./json.ts";
import { JsonLinesRenderer } from "./jsonl.ts";
import type { Renderer } from "./renderer.ts";
import { readEvents, readTestdata } from "./test_support.ts";

const FORMATS: readonly (readonly [name: string, renderer: Renderer])[] = [
  ["site/document.json", new JsonRenderer()],
  ["site/events.jsonl", new JsonLinesRenderer()],
];

for (const [name, renderer] of FORMATS) {
  Deno.test(`a run is written for programs as in ${name}`, () => {
    const chunks = readEvents("site/site.jsonl").flatMap((event) => renderer.render(event));
    assert(chunks.every(({ stream }) => stream === "stdout"));
    const text = chunks.map((chunk) => chunk.text).join("");
    if (Deno.env.has("UPDATE_GOLDEN")) {
      Deno.writeTextFileSync(new URL(`./testdata/${name}`, import.meta.url), text);
    }
    assert.equal(text, readTestdata(name));
  });
}

const VALUES: readonly (readonly [value: Value, json: string])[] = [
  [null, "null"],
  [1, "1"],
  [float(1), "1.0"],
  [1.5, "1.5"],
  [float(1e300), "1e+300"],
  [2n ** 64n, "18446744073709551616"],
  [NaN, '"NaN"'],
  [float(-Infinity), '"-Infinity"'],
  [new Uint8Array([0, 255]), '"AP8="'],
  [toValue({ a: [{ b: "\u0000" }] }), '{"a":[{"b":"\\u0000"}]}'],
  [
    new Map<Key, Value>([[80, 1], [true, 2], [null, 3], ["__proto__", 4]]),
    '{"80":1,"true":2,"null":3,"__proto__":4}',
  ],
];

for (const [value, json] of VALUES) {
  Deno.test(`a value is written as ${json}`, () => {
    assert.equal(JSON.stringify(toJson(value)), json);
  });
}

Deno.test("a run that could not begin is one document too", () => {
  const [chunk] = new JsonRenderer().fail({ summary: "no file 'x'", file: "x" }, 1);
  assert.deepEqual(JSON.parse(chunk!.text), {
    schema_version: 1,
    playbooks: [],
    check: false,
    plays: [],
    warnings: [],
    stats: {},
    error: { summary: "no file 'x'", file: "x" },
    exit_code: 1,
  });
});

Deno.test("a run that could not begin ends its lines with the exit code", () => {
  const text = new JsonLinesRenderer().fail({ summary: "broken" }, 4)
    .map((chunk) => chunk.text).join("");
  assert.equal(
    text,
    '{"type":"error","error":{"summary":"broken"}}\n{"type":"run-finished","exit_code":4}\n',
  );
});
