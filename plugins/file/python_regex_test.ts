import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { Fault } from "@shep/sdk";
import { compilePattern } from "./python_regex.ts";
import recorded from "./testdata/python_regex.json" with { type: "json" };

/** What Python's `re` finds in bytes: the span, and the groups. */
interface Recorded {
  readonly pattern: string;
  readonly error?: boolean;
  readonly matches?: Readonly<Record<string, unknown>>;
}

function bytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

for (const { pattern, error, matches = {} } of recorded as readonly Recorded[]) {
  Deno.test(`the pattern ${JSON.stringify(pattern)} is read as Python reads it`, () => {
    if (error) {
      assert.throws(() => compilePattern(bytes(pattern)), Fault);
      return;
    }
    const compiled = compilePattern(bytes(pattern));
    for (const [subject, expected] of Object.entries(matches)) {
      const match = compiled.exec(bytes(subject));
      const got = match === null ? null : [
        [match.index, match.index + match[0].length],
        ...match.slice(1).map((group) => group ?? null),
      ];
      assert.deepEqual(got, expected, `in ${JSON.stringify(subject)}`);
    }
  });
}

const REFUSED: readonly [pattern: string, message: RegExp][] = [
  ["a++", /possessive quantifiers are not supported/],
  ["(?>a)", /the group '\(\?>a' is not supported/],
  ["(a)(?(1)b|c)", /the group '\(\?\(1' is not supported/],
  ["(?L)a", /the flag 'L' is not supported/],
  ["ab(", /before character 4: missing \)/],
];

for (const [pattern, message] of REFUSED) {
  Deno.test(`the pattern ${pattern} is refused with a reason`, () => {
    assert.throws(() => compilePattern(pattern), message);
  });
}

/** What Python's `re` finds in text: where. */
const TEXTS: readonly [pattern: string, text: string, found: readonly (readonly number[])[]][] = [
  ["\\s", "a\x1c\x85\u3000\ufeff", [[1, 2], [2, 3], [3, 4]]],
  ["[^\\S\\n]", "é\n\xa0", [[2, 3]]],
  ["[\\W_]+", "é_-x", [[1, 3]]],
  ["[^\\W\\d]", "1é-", [[1, 2]]],
  ["(?a)\\w", "éa", [[1, 2]]],
  ["(?u)\\w", "éa", [[0, 1], [1, 2]]],
  ["$", "😀\n", [[2, 2], [3, 3]]],
  ["^", "😀\n", [[0, 0], [3, 3]]],
];

for (const [pattern, text, found] of TEXTS) {
  Deno.test(`in text the pattern ${JSON.stringify(pattern)} is read as Python reads it`, () => {
    const compiled = compilePattern(pattern, { isText: true, multiline: true, global: true });
    const spans = [...text.matchAll(compiled)].map(({ index, 0: { length } }) => [
      index,
      index + length,
    ]);
    assert.deepEqual(spans, found);
  });
}
