import assert from "node:assert/strict";
import { didYouMean, nearest } from "./nearest.ts";

const NAMES = ["copy", "command", "template", "service", "user"];

/** What was typed, and what was meant. */
const TYPED: Readonly<Record<string, string | undefined>> = {
  copy: "copy",
  cpoy: "copy",
  comand: "command",
  commnad: "command",
  tempalte: "template",
  servcie: "service",
  usr: "user",
  group: undefined,
  "": undefined,
};

for (const [typed, meant] of Object.entries(TYPED)) {
  Deno.test(`'${typed}' is nearest to ${meant ?? "nothing"}`, () => {
    assert.equal(nearest(typed, NAMES), meant);
  });
}

Deno.test("of two names as near, the first is named", () => {
  assert.equal(nearest("bar", ["baz", "bat"]), "baz");
});

Deno.test("a hint is a question, or nothing", () => {
  assert.equal(didYouMean("usr", NAMES), "Did you mean 'user'?");
  assert.equal(didYouMean("xyz", NAMES), undefined);
});
