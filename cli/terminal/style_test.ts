import assert from "node:assert/strict";
import { coloured, wantsColour } from "./style.ts";

const COLOUR: readonly (readonly [
  isTerminal: boolean,
  environment: Readonly<Record<string, string>>,
  expected: boolean,
])[] = [
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: "dumb" }, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [true, { ANSIBLE_NOCOLOR: "true" }, false],
  [true, { ANSIBLE_NOCOLOR: "0" }, true],
  [false, { FORCE_COLOR: "1" }, true],
  [false, { FORCE_COLOR: "0" }, false],
  [false, { ANSIBLE_FORCE_COLOR: "yes" }, true],
  [false, { ANSIBLE_FORCE_COLOR: "1", NO_COLOR: "1" }, false],
];

for (const [isTerminal, environment, expected] of COLOUR) {
  const where = isTerminal ? "a terminal" : "a pipe";
  Deno.test(`${where} with ${JSON.stringify(environment)}: colours are ${expected}`, () => {
    assert.equal(wantsColour(isTerminal, (name) => environment[name]), expected);
  });
}

Deno.test("a colour ends before each line does", () => {
  assert.equal(coloured("ok", "a\n\nb"), "\x1b[0;32ma\x1b[0m\n\n\x1b[0;32mb\x1b[0m");
});
