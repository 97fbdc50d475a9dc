import assert from "node:assert/strict";
import fc from "fast-check";
import { Refusal } from "./error.ts";
import { TESTDATA } from "./test_support.ts";
import { splitWords } from "./words.ts";

Deno.test("lines are split as Python's shlex splits them", () => {
  const rows: [string, string[] | null][] = JSON.parse(
    Deno.readTextFileSync(`${TESTDATA}/words.json`),
  );
  for (const [line, expected] of rows) {
    if (expected === null) assert.throws(() => splitWords(line), Refusal, line);
    else assert.deepEqual(splitWords(line), expected, line);
  }
});

Deno.test("an unclosed quote says where it opens and what to write", () => {
  assert.throws(() => splitWords("web1 motd=it's"), {
    message: "the quote ' that opens at character 13 is never closed",
    hint: "Close it, or write \\' for a ' that is part of the value.",
  });
});

Deno.test("quoted words come back as they were", () => {
  const word = fc.string({ unit: "binary", minLength: 0, maxLength: 20 });
  fc.assert(fc.property(fc.array(word), (words) => {
    const line = words.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`).join(" ");
    assert.deepEqual(splitWords(line), words);
  }));
});
