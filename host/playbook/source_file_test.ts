import assert from "node:assert/strict";
import { SourceFile } from "./source_file.ts";

Deno.test("lines end with LF, CRLF or CR, and a byte order mark belongs to none", () => {
  const source = new SourceFile("a.yml", "\uFEFFa: 1\r\nb: 2\rc: 3\n");
  assert.deepEqual([1, 2, 3, 4, 5].map((line) => source.line(line)), [
    "a: 1",
    "b: 2",
    "c: 3",
    "",
    undefined,
  ]);
});

/** Where a scalar was written, and where its text begins. */
const STARTS: readonly [text: string, written: [number, number], begins: [number, number]][] = [
  ["a: b", [1, 4], [1, 4]],
  ['a: "b"', [1, 4], [1, 5]],
  ["a: 'b'", [1, 4], [1, 5]],
  ["a: |\n  b", [1, 4], [2, 3]],
  ["a: >-\n\n\n    b\n", [1, 4], [2, 5]],
  ["a: |\n\n", [1, 4], [2, 1]],
  ["a: |", [1, 4], [2, 1]],
  ["a:", [1, 3], [1, 3]],
  ["", [1, 1], [1, 1]],
];
for (const [text, [line, column], [startLine, startColumn]] of STARTS) {
  Deno.test(`finds where the text of ${JSON.stringify(text)} begins`, () => {
    assert.deepEqual(new SourceFile("a.yml", text).textStart(line, column), {
      line: startLine,
      column: startColumn,
    });
  });
}
