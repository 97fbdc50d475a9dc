import assert from "node:assert/strict";
import { writeScalar } from "./yaml_scalar.ts";

const PLACE = { column: 3, indent: 2, width: 80, inFlow: false, isKey: false };
const LONG = "x ".repeat(40);

/** Texts, and how Ansible's `to_nice_yaml` writes them as a value. */
const WRITTEN: Readonly<Record<string, string>> = {
  "a b": "a b",
  "a\nb": "'a\n\n  b'",
  "a\n b": '"a\\n b"',
  "(\n  a\n)\n": '"(\\n  a\\n)\\n"',
  [`\t${LONG}y`]: `"\\t${"x ".repeat(37)}x\n  x x y"`,
  [`\t${"x ".repeat(37)}x  y z`]: `"\\t${"x ".repeat(37)}x\n  \\ y z"`,
};

for (const [text, written] of Object.entries(WRITTEN)) {
  Deno.test(`as a scalar of YAML: ${JSON.stringify(text)}`, () => {
    assert.equal(writeScalar(text, PLACE), written);
  });
}
