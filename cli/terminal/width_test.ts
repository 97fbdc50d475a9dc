import assert from "node:assert/strict";
import { displayWidth } from "./width.ts";

Deno.test("the width of a text counts columns, not characters", () => {
  assert.equal(displayWidth("abc"), 3);
  assert.equal(displayWidth("日本"), 4);
  assert.equal(displayWidth("e\u0301"), 1);
  assert.equal(displayWidth("🚀"), 2);
});
