/** Bytes as text and back. @module */
import assert from "node:assert/strict";
import fc from "fast-check";
import { bytesOf, byteString, decodeBytes } from "./byte_string.ts";

Deno.test("bytes come back as they were", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
    assert.deepEqual(bytesOf(decodeBytes(bytes)), bytes);
  }));
  const large = new Uint8Array(100_000).map((_, index) => index);
  assert.deepEqual(bytesOf(decodeBytes(large)), large);
});

Deno.test("a text is as many characters as its UTF-8 has bytes", () => {
  assert.equal(byteString("aä€"), "a\u00c3\u00a4\u00e2\u0082\u00ac");
});
