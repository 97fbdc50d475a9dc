import assert from "node:assert/strict";
import { escapeControls, escapeLine } from "./escape.ts";

Deno.test("control characters become visible", () => {
  assert.equal(escapeControls("a\tb\r\nc\x1b[2J\x9b\x7f"), "a\tb\nc\\x1b[2J\\x9b\\x7f");
  assert.equal(escapeLine("a\nb\tc"), "a\\nb\\tc");
});
