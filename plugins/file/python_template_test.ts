import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { compilePattern } from "./python_regex.ts";
import { checkTemplate, expandTemplate } from "./python_template.ts";

const PATTERN = compilePattern("(?P<name>a)(b)?x");

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
    const match = PATTERN.exec("ax")!;
    assert.equal(expandTemplate(template, match), expected);
    assert.doesNotThrow(() => checkTemplate(template, PATTERN));
  });
}

for (const template of ["\\3", "\\g<no>", "\\q", "\\"]) {
  Deno.test(`the line ${JSON.stringify(template)} is refused`, () => {
    const match = PATTERN.exec("ax")!;
    assert.throws(() => expandTemplate(template, match), Fault);
    assert.throws(() => checkTemplate(template, PATTERN), Fault);
  });
}
