import assert from "node:assert/strict";
import { bytesLiteral } from "./launch.ts";

const LITERALS: readonly (readonly [text: string, literal: string])[] = [
  ["xyz", "b'xyz'"],
  ["", "b''"],
  ["it's", `b"it's"`],
  [`it's "x"`, `b'it\\'s "x"'`],
  [`"x"`, `b'"x"'`],
  ["a\tb\nc\rd\\", "b'a\\tb\\nc\\rd\\\\'"],
  ["é", "b'\\xc3\\xa9'"],
  ["\x00\x1f\x7f", "b'\\x00\\x1f\\x7f'"],
];

for (const [text, literal] of LITERALS) {
  Deno.test(`the bytes of ${JSON.stringify(text)} are shown as Python shows them`, () => {
    assert.equal(bytesLiteral(text), literal);
  });
}
