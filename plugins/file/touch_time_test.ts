import assert from "node:assert/strict";
import { parseTouchTime } from "./touch_time.ts";

const STANDARD = "%Y%m%d%H%M.%S";

const TIMES: readonly [text: string, format: string, expected: string][] = [
  ["202001020304.05", STANDARD, "2020-01-02 03:04:05"],
  ["2020", "%Y", "2020-01-01 00:00:00"],
  ["01/02/99 23h", "%d/%m/%y %Hh", "1999-02-01 23:00:00"],
  ["2024-02-29T12:00:01", "%FT%T", "2024-02-29 12:00:01"],
  ["Tue, 03 March 2026 11:04 pm", "%a, %d %B %Y %I:%M %p", "2026-03-03 23:04:00"],
  ["12am 5 dec 1999", "%I%p %d %b %Y", "1999-12-05 00:00:00"],
  ["2024 060", "%Y %j", "2024-02-29 00:00:00"],
  ["100%  7", "100%% %d", "1900-01-07 00:00:00"],
];

for (const [text, format, expected] of TIMES) {
  Deno.test(`the time ${text} in ${format} is ${expected}`, () => {
    const time = parseTouchTime(text, format);
    assert.ok(typeof time === "object");
    assert.equal(time.text, expected);
    assert.equal(time.touch, expected.replace(/[-: ]/g, "").replace(/(..)$/, ".$1"));
  });
}

Deno.test("now and preserve are no times", () => {
  assert.equal(parseTouchTime("now", STANDARD), "now");
  assert.equal(parseTouchTime("preserve", STANDARD), "preserve");
});

const REFUSED: readonly [text: string, format: string, message: RegExp][] = [
  ["yesterday", STANDARD, /does not match format/],
  ["20230229", "%Y%m%d", /day is out of range for month/],
  ["20231301", "%Y%m%d", /does not match format|out of range/],
  ["2026-W12", "%Y-W%U", /%U is not supported yet/],
  ["Mon Monday", "%a %A", /%A is there twice/],
  ["11", "%d%d", /%d is there twice/],
];

for (const [text, format, message] of REFUSED) {
  Deno.test(`the time ${text} in ${format} is refused`, () => {
    assert.throws(() => parseTouchTime(text, format), message);
  });
}
