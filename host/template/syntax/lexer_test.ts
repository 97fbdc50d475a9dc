import assert from "node:assert/strict";
import { DEFAULT_SYNTAX, type Syntax } from "../options.ts";
import { lex } from "./lexer.ts";
import { SyntaxProblem } from "./tokens.ts";

/** Kinds and texts of the tokens, without the last one. */
function tokens(text: string, syntax: Partial<Syntax> = {}): string[] {
  return lex(text, { ...DEFAULT_SYNTAX, ...syntax }).slice(0, -1)
    .map(({ kind, text }) => `${kind} ${text}`);
}

Deno.test("text, expressions and statements are told apart", () => {
  assert.deepEqual(tokens("a {{ b }} {% c %}"), [
    "data a ",
    "variable_begin {{",
    "name b",
    "variable_end }}",
    "data  ",
    "block_begin {%",
    "name c",
    "block_end %}",
  ]);
});

Deno.test("numbers, names, strings and operators", () => {
  const cases: [string, string][] = [
    ["1_000", "integer 1_000"],
    ["0xff", "integer 0xff"],
    ["1.5e-3", "float 1.5e-3"],
    ["größe", "name größe"],
    ["'a\\n\\'b'", "string a\n'b"],
    ['"\\u00e9\\x41"', "string éA"],
    ["//", "operator //"],
    ["**", "operator **"],
  ];
  for (const [source, token] of cases) {
    assert.deepEqual(tokens(`{{ ${source} }}`).slice(1, -1), [token], source);
  }
});

Deno.test("digits after a dot are an index, not a fraction", () => {
  assert.deepEqual(tokens("{{ a.0.1 }}").slice(1, -1), [
    "name a",
    "operator .",
    "integer 0",
    "operator .",
    "integer 1",
  ]);
});

Deno.test("whitespace around tags", () => {
  const cases: [string, Partial<Syntax>, string[]][] = [
    ["a {%- x -%} b", {}, ["a", "b"]],
    ["a\n{% x %}\nb", {}, ["a\n", "b"]],
    ["a\n{% x %}\nb", { trimBlocks: false }, ["a\n", "\nb"]],
    ["a\n{% x +%}\nb", {}, ["a\n", "\nb"]],
    ["a\n  {% x %}\nb", { lstripBlocks: true }, ["a\n", "b"]],
    ["a\n  {%+ x %}\nb", { lstripBlocks: true }, ["a\n  ", "b"]],
    ["a\n  {{ x }}\nb", { lstripBlocks: true }, ["a\n  ", "\nb"]],
    ["a {# x #}\nb", {}, ["a ", "b"]],
    ["{% raw %} {{ x }} {% endraw %}b", {}, [" {{ x }} ", "b"]],
    ["{% raw %}\na\n{% endraw %}\nb", {}, ["\na\n", "b"]],
    ["{% raw -%}\na{% endraw %}b", {}, ["a", "b"]],
  ];
  for (const [source, syntax, data] of cases) {
    const found = lex(source, { ...DEFAULT_SYNTAX, ...syntax })
      .filter(({ kind }) => kind === "data").map(({ text }) => text);
    assert.deepEqual(found, data, source);
  }
});

Deno.test("what is not closed or does not match is a problem at its offset", () => {
  const cases: [string, RegExp, number][] = [
    ["ab {# c", /end of comment/, 3],
    ["ab {% raw %} c", /end of raw/, 3],
    ["{{ (a] }}", /unexpected ']', expected '\)'/, 5],
    ["{{ a) }}", /unexpected '\)'/, 4],
    ["{{ 'a }}", /unexpected char/, 3],
    ["{{ a ? b }}", /unexpected char/, 5],
  ];
  for (const [source, message, offset] of cases) {
    assert.throws(() => tokens(source), (error: unknown) => {
      assert.ok(error instanceof SyntaxProblem, source);
      assert.match(error.message, message);
      assert.equal(error.offset, offset, source);
      return true;
    });
  }
});

Deno.test("other delimiters, the longest first", () => {
  const syntax = { variableStart: "<<", variableEnd: ">>", blockStart: "<<%", blockEnd: "%>>" };
  assert.deepEqual(tokens("{{ a }} << b >><<% c %>>", syntax), [
    "data {{ a }} ",
    "variable_begin <<",
    "name b",
    "variable_end >>",
    "block_begin <<%",
    "name c",
    "block_end %>>",
  ]);
});
