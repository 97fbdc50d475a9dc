/** `~` in paths of the controller. @module */
import assert from "node:assert/strict";
import { candidates } from "./files.ts";
import { expandUser } from "./home.ts";

const EXPANDED: readonly (readonly [path: string, expanded: string])[] = [
  ["~", "/home/me"],
  ["~/a/b", "/home/me/a/b"],
  ["~root/a", "/root/a"],
  ["~no such user/a", "~no such user/a"],
  ["a/~/b", "a/~/b"],
  ["/a", "/a"],
];

for (const [path, expanded] of EXPANDED) {
  Deno.test(`'${path}' is '${expanded}'`, () => {
    assert.equal(expandUser(path, "/home/me/"), expanded);
  });
}

Deno.test("a file in the user's own folder is looked for there and nowhere else", () => {
  assert.deepEqual(candidates("~/key.pub", "files", ["/play"]), [expandUser("~/key.pub")]);
  assert.doesNotMatch(expandUser("~/key.pub"), /~/);
});
