/** INI and CSV, which files of any content must not upset. @module */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault } from "@shep/sdk";
import { parseRows } from "./csvfile.ts";
import { parseIni } from "./parse_ini.ts";

const INI = { keyOf: (key: string) => key.toLowerCase(), allowsNoValue: false };

Deno.test("sections, comments, continued lines and defaults", () => {
  const text =
    "# c\n[DEFAULT]\nd = 0\n[a]\nKey = x = y\nlong: one\n  two\n; c\n[b]\nempty=\nd = 1\n";
  assert.deepEqual(
    Object.fromEntries([...parseIni(text, INI)].map(([name, values]) => [name, [...values]])),
    {
      DEFAULT: [["d", "0"]],
      a: [["d", "0"], ["key", "x = y"], ["long", "one\ntwo"]],
      b: [["d", "1"], ["empty", ""]],
    },
  );
});

Deno.test("a line that is no value is refused with its number", () => {
  assert.throws(() => parseIni("[a]\nx=1\nnothing\n", INI), /Line 3/);
  assert.throws(() => parseIni("x=1\n", INI), /before all sections/);
  const sections = parseIni("[a]\nalone\n", { ...INI, allowsNoValue: true });
  assert.equal(sections.get("a")?.get("alone"), "");
});

Deno.test("any text is an INI file or a fault of syntax", () => {
  const text = fc.string({ unit: fc.constantFrom("[", "]", "=", ":", "a", " ", "\n", "#") });
  fc.assert(fc.property(text, (text) => {
    try {
      parseIni(text, INI);
    } catch (error) {
      assert(error instanceof Fault && error.kind === "syntax");
    }
  }));
});

Deno.test("rows that are written are read again", () => {
  const field = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", " ") });
  const rows = fc.array(fc.array(field, { minLength: 1 }), { minLength: 1 });
  fc.assert(fc.property(rows, (rows) => {
    const quoted = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join());
    assert.deepEqual(parseRows(`${quoted.join("\r\n")}\r\n`, ","), rows);
  }));
});
