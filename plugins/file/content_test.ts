import assert from "node:assert/strict";
import fc from "fast-check";
import { md5, printCommand, sha1 } from "./content.ts";
import { contentText, formatJson } from "./content_text.ts";
import { TARGETS } from "./test_support.ts";

for (const { name, shell } of TARGETS) {
  Deno.test(`any bytes come out of ${name} as they were`, () => {
    const text = fc.string({ unit: "binary" }).map((each) => new TextEncoder().encode(each));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), text), (bytes) => {
        const [program, ...args] = [...shell, "-c", printCommand(bytes).text];
        const { stdout } = new Deno.Command(program!, { args }).outputSync();
        assert.deepEqual(stdout, bytes);
      }),
      { numRuns: 40 },
    );
  });
}

Deno.test("checksums are those of sha1sum and md5sum", async () => {
  const bytes = new TextEncoder().encode("hello\n");
  assert.equal(await sha1(bytes), "f572d396fae9206628714fb2ce00f72e94f2258f");
  assert.equal(md5(bytes), "b1946ac92492d2347c6235b4d2611184");
});

const CONTENTS: readonly [Parameters<typeof contentText>[0], string][] = [
  ["é\n", "é\n"],
  [true, "True"],
  [42, "42"],
  [[], "[]"],
  [new Map(), "{}"],
  [["a", new Map([["b", 1.5]])], '["a", {"b": 1.5}]'],
  [new Map<number, null>([[1, null]]), '{"1": null}'],
  ['"'.split(""), '["\\""]'],
  [["😀"], '["\\ud83d\\ude00"]'],
];

for (const [content, text] of CONTENTS) {
  Deno.test(`content becomes ${text}`, () => {
    assert.equal(new TextDecoder().decode(contentText(content)), text);
  });
}

Deno.test("bytes in a dict are refused, JSON has none", () => {
  assert.throws(() => formatJson([new Uint8Array(1)]), /cannot express/);
});
