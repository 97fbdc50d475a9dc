import assert from "node:assert/strict";
import { formatDelta, formatTime, splitLines } from "./output.ts";

const LINES: readonly [text: string, lines: readonly string[]][] = [
  ["", []],
  ["a", ["a"]],
  ["a\n", ["a"]],
  ["a\n\nb\n\n", ["a", "", "b", ""]],
  ["a\r\nb\rc", ["a", "b", "c"]],
  ["a\x0bb\x0cc\x85d\u2028e", ["a", "b", "c", "d", "e"]],
  ["\n", [""]],
];

for (const [text, lines] of LINES) {
  Deno.test(`${JSON.stringify(text)} has the lines ${JSON.stringify(lines)}`, () => {
    assert.deepEqual(splitLines(text), lines);
  });
}

const DELTAS: readonly [milliseconds: number, text: string][] = [
  [0, "0:00:00.000000"],
  [1.529, "0:00:00.001529"],
  [59_999.9999, "0:01:00.000000"],
  [3_661_000, "1:01:01.000000"],
  [86_400_000, "1 day, 0:00:00.000000"],
  [2 * 86_400_000 + 1, "2 days, 0:00:00.001000"],
];

for (const [milliseconds, text] of DELTAS) {
  Deno.test(`${milliseconds} ms are ${text}`, () => assert.equal(formatDelta(milliseconds), text));
}

Deno.test("a time is written in local time, with microseconds", () => {
  const time = new Date(2017, 8, 29, 22, 3, 48, 84).getTime();
  assert.equal(formatTime(time + 0.5), "2017-09-29 22:03:48.084500");
});
