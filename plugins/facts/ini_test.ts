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

Deno.test("defaults are in every section, and options stand for one another", () => {
  const text =
    "[DEFAULT]\nroot = /srv\nport = 80\n[web]\nport = 8080\nhome = %(ROOT)s/web\nrate = 5%%\n";
  assert.deepEqual(parseIni(text), {
    web: { port: "8080", home: "/srv/web", rate: "5%", root: "/srv" },
  });
});

const NONE = [
  "name = value",
  "[section]\nno value",
  "{ json }",
  "[twice]\na = 1\n[twice]\nb = 2",
  "[a]\nb = 1\nB = 2",
  "[a]\nb = %(missing)s",
  "[a]\nb = 5%",
  "[a]\nb = %(b)s",
];

for (const text of NONE) {
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
