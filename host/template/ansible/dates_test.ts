import assert from "node:assert/strict";
import { formatDate, parseDate } from "./date_format.ts";
import { dateOf, DateTime } from "./date_time.ts";

const DATE = new Date(Date.UTC(2024, 0, 7, 13, 5, 9));

Deno.test("strftime's directives", () => {
  const cases: [string, string][] = [
    ["%Y-%m-%dT%H:%M:%S", "2024-01-07T13:05:09"],
    ["%a %A %b %B %e", "Sun Sunday Jan January  7"],
    ["%j %U %W %V %G %u %w", "007 01 01 01 2024 7 0"],
    ["%I:%M %p %y %C", "01:05 PM 24 20"],
    ["%-d/%-m %%", "7/1 %"],
    ["%F %T %D %R", "2024-01-07 13:05:09 01/07/24 13:05"],
    ["%s", "1704632709"],
    ["%Q", "%Q"],
  ];
  for (const [format, expected] of cases) assert.equal(formatDate(DATE, format), expected, format);
});

Deno.test("strptime's directives", () => {
  const read = (text: string, format: string): string => {
    const { year, month, day, hour, minute, second, microsecond } = parseDate(text, format);
    return String(dateOf([year, month, day, hour, minute, second], microsecond));
  };
  assert.equal(read("7 Feb 24 1:02 PM", "%d %b %y %I:%M %p"), "2024-02-07 13:02:00");
  assert.equal(read("2024-02-29T01:02:03.5", "%Y-%m-%dT%H:%M:%S.%f"), "2024-02-29 01:02:03.500000");
  assert.throws(() => read("2023-02-29", "%Y-%m-%d"), /day is out of range/);
  assert.throws(() => read("x", "%Y"), /does not match format/);
  assert.throws(() => read("x", "%Q"), /bad directive/);
});

Deno.test("dates can be compared and subtracted", () => {
  const early = new DateTime(0);
  const late = new DateTime(90_061_000, 500_000);
  const between = late.subtract(early);
  assert.equal(String(between), "1 day, 1:01:01.500000");
  assert.equal(String(late.subtract(between)), String(early));
  assert.ok((early.compare(late) ?? 0) < 0);
  assert.equal(early.compare(1), undefined);
  assert.equal(String(early.subtract(late)), "-2 days, 22:58:58.500000");
});
