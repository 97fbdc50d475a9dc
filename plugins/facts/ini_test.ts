import assert from "node:assert/strict";
import { parseIni } from "./ini.ts";

const TEXT = `
# a comment
[general]
Name = web
colon: value = with equals
empty =
long = one
  two
; another comment
[empty section]
`;

Deno.test("sections, options, comments and values of several lines", () => {
  assert.deepEqual(parseIni(TEXT), {
    general: { name: "web", colon: "value = with equals", empty: "", long: "one\ntwo" },
    "empty section": {},
  });
});

for (const text of ["name = value", "[section]\nno value", "{ json }"]) {
  Deno.test(`${JSON.stringify(text)} is no INI file`, () => {
    assert.equal(parseIni(text), undefined);
  });
}

Deno.test("names that mean something to JavaScript are names like any other", () => {
  const ini = parseIni("[__proto__]\npolluted = yes\n[a]\n__proto__ = b\nconstructor = c")!;
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  assert.deepEqual(Object.keys(ini), ["__proto__", "a"]);
  assert.deepEqual(Object.entries(ini["a"]!), [["__proto__", "b"], ["constructor", "c"]]);
});
