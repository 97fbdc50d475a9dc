import assert from "node:assert/strict";
import fc from "fast-check";
import { EvaluationError } from "../errors.ts";
import { expandReplacement, pythonRegex } from "./python_regex.ts";

/** The first match of a Python pattern. */
function first(pattern: string, text: string): string | undefined {
  return pythonRegex(pattern).exec(text)?.[0];
}

const CASES: readonly (readonly [string, string, string | undefined])[] = [
  ["\\w+", "größe 1", "größe"],
  ["\\d+", "a٣4", "٣4"],
  ["(?P<x>a)(?P=x)", "aa", "aa"],
  ["\\Aa", "ba", undefined],
  ["a\\Z", "ab a", "a"],
  ["a$", "a\n", "a"],
  ["(?i)ABC", "abc", "abc"],
  ["(?m)^b", "a\nb", "b"],
  ["(?s)a.b", "a\nb", "a\nb"],
  ["(?x) a b # comment\n c", "abc", "abc"],
  ["a.b", "a\nb", undefined],
  ["[]a]+", "a]", "a]"],
  ["[^]a]+", "xa", "x"],
  ["[\\w.-]+", "a.b-c", "a.b-c"],
  ["[a\\-z]+", "a-z", "a-z"],
  ["[-a]+", "-a", "-a"],
  ["[a-c-]+", "b-", "b-"],
  ["a{,2}", "aaa", "aa"],
  ["{a}", "{a}", "{a}"],
  ["\\bfoo\\b", "a foo b", "foo"],
  ["(?<=a)b", "ab", "b"],
  ["(?#note)a", "a", "a"],
  ["\\x41\\u0042", "AB", "AB"],
  ["a/b", "a/b", "a/b"],
  ["😀+", "😀😀", "😀😀"],
  ["\\-\\_\\ ", "-_ ", "-_ "],
];

for (const [pattern, text, expected] of CASES) {
  Deno.test(`${JSON.stringify(pattern)} on ${JSON.stringify(text)}`, () =>
    assert.equal(first(pattern, text), expected));
}

Deno.test("what cannot be translated is refused, with the pattern in the message", () => {
  for (const pattern of ["(", "[a", "a\\", "*", "(?P<x>a)(?(x)b|c)", "\\y", "[\\W]"]) {
    assert.throws(() => pythonRegex(pattern), EvaluationError, pattern);
  }
});

Deno.test("any text is a pattern or an EvaluationError", () => {
  const source = fc.string({
    unit: fc.constantFrom(..."ab\\[](){}^$.*+?|-:<>=!P#wWdDsSbBAZ019,i/ \n"),
  });
  fc.assert(
    fc.property(source, (pattern) => {
      try {
        pythonRegex(pattern);
      } catch (error) {
        assert.ok(error instanceof EvaluationError, String(error));
      }
    }),
    { numRuns: 3000 },
  );
});

Deno.test("replacements name groups by number and by name", () => {
  const match = pythonRegex("(?P<a>.)(.)").exec("xy");
  assert.ok(match !== null);
  assert.equal(expandReplacement("\\2\\g<1>\\g<a>\\n\\\\\\.", match), "yxx\n\\\\.");
  assert.throws(() => expandReplacement("\\3", match), /invalid group reference 3/);
});
