import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { Fault } from "@shep/sdk";
import { compilePattern, expandTemplate } from "./python_regex.ts";
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
  ["[\\S]", /\\S in a set is not supported/],
  ["ab(", /before character 4: missing \)/],
];

for (const [pattern, message] of REFUSED) {
  Deno.test(`the pattern ${pattern} is refused with a reason`, () => {
    assert.throws(() => compilePattern(pattern), message);
  });
}

const TEMPLATES: readonly [template: string, expected: string][] = [
  ["\\1-\\2", "a-"],
  ["\\g<1>0", "a0"],
  ["\\g<name>", "a"],
  ["[\\g<0>]", "[ax]"],
  ["a\\tb\\n\\\\", "a\tb\n\\"],
  ["\\101\\.", "A\\."],
];

for (const [template, expected] of TEMPLATES) {
  Deno.test(`the line ${JSON.stringify(template)} is filled in as Python does`, () => {
    const match = compilePattern("(?P<name>a)(b)?x").exec("ax")!;
    assert.equal(expandTemplate(template, match), expected);
  });
}

for (const template of ["\\3", "\\g<no>", "\\q", "\\"]) {
  Deno.test(`the line ${JSON.stringify(template)} is refused`, () => {
    const match = compilePattern("(?P<name>a)(b)?x").exec("ax")!;
    assert.throws(() => expandTemplate(template, match), Fault);
  });
}
