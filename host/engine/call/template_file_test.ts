import assert from "node:assert/strict";
import { templateSource } from "./template_file.ts";

Deno.test("a template file keeps its byte order mark", () => {
  const bytes = new TextEncoder().encode("\ufeffa {{ b }}\n");
  assert.equal(templateSource(bytes, "/t.j2"), "\ufeffa {{ b }}\n");
});

Deno.test("a template file that is not encoded in UTF-8 is refused, and not damaged", () => {
  assert.throws(
    () => templateSource(Uint8Array.of(0x61, 0xe9, 0x62), "/t.j2"),
    /The template '\/t.j2' is not encoded in UTF-8/,
  );
});
