/** Whatever a template says, the engine answers with a value or a TemplateError. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { literalEval } from "./literal.ts";
import { ANSIBLE_GLOBALS, ANSIBLE_TESTS, ansibleFilters } from "./ansible/mod.ts";
import { parseJson } from "./ansible/json_reader.ts";
import { Environment, scopeOf, TemplateError, TemplateText } from "./mod.ts";
import { toJson } from "./filters/json.ts";
import { equal } from "./values/compare.ts";
import { Float, float } from "./values/float.ts";
import { repr } from "./values/text.ts";
import { Tuple } from "./values/types.ts";
import { readCases } from "./testdata/cases.ts";

const environment = new Environment({
  filters: ansibleFilters(),
  tests: ANSIBLE_TESTS,
  globals: ANSIBLE_GLOBALS,
});
const scope = scopeOf({ a: 1, s: "text", l: [1, "b"], d: new Map([["k", 1]]) });

/** Evaluates; anything but a value or a TemplateError fails the test. */
function survives(source: string): void {
  for (const mode of ["native", "text"] as const) {
    try {
      environment.evaluate(new TemplateText(source), scope, { mode });
    } catch (error) {
      assert.ok(error instanceof TemplateError, `${JSON.stringify(source)}: ${error}`);
      assert.ok(error.explain().length > 0);
    }
  }
}

const TOKENS = [
  "{{",
  "}}",
  "{%",
  "%}",
  "{#",
  "#}",
  "-%}",
  "{%-",
  " ",
  "\n",
  "a",
  "s",
  "l",
  "d",
  "nope",
  "1",
  "2.5",
  "'x'",
  '"',
  "'",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  ".",
  "|",
  "~",
  "+",
  "-",
  "*",
  "/",
  "//",
  "%",
  "**",
  "==",
  "<",
  "in",
  "not",
  "is",
  "and",
  "or",
  "if",
  "else",
  "endif",
  "elif",
  "for",
  "endfor",
  "set",
  "endset",
  "macro",
  "endmacro",
  "call",
  "endcall",
  "filter",
  "endfilter",
  "block",
  "endblock",
  "raw",
  "endraw",
  "with",
  "endwith",
  "recursive",
  "loop",
  "upper",
  "join",
  "default",
  "defined",
  "map",
  "=",
  "\\",
  "\u0000",
  "é",
  "😀",
];

Deno.test("random tokens give a value or a TemplateError", () => {
  const source = fc.array(fc.constantFrom(...TOKENS), { maxLength: 25 }).map((parts) =>
    parts.join(" ")
  );
  fc.assert(fc.property(source, survives), { numRuns: 1500 });
});

Deno.test("random expressions give a value or a TemplateError", () => {
  const words = TOKENS.slice(8);
  const source = fc.array(fc.constantFrom(...words), { maxLength: 10 })
    .map((parts) => `{{ ${parts.join(" ")} }}`);
  fc.assert(fc.property(source, survives), { numRuns: 1500 });
});

Deno.test("random text gives a value or a TemplateError", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), survives), { numRuns: 500 });
});

Deno.test("damaged templates give a value or a TemplateError", () => {
  const sources = readCases().filter(({ kind }) => kind !== "when")
    .map(({ kind, expr }) => kind === "expr" ? `{{ ${expr} }}` : expr);
  const damage = fc.record({
    source: fc.constantFrom(...sources),
    at: fc.nat(),
    length: fc.nat(4),
    by: fc.constantFrom("", "}", "{{", "'", "(", "|", " if ", "\\"),
  });
  fc.assert(
    fc.property(damage, ({ source, at, length, by }) => {
      const index = at % (source.length + 1);
      survives(source.slice(0, index) + by + source.slice(index + length));
    }),
    { numRuns: 1500 },
  );
});

Deno.test("deep nesting gives a TemplateError", () => {
  for (const [open, close] of [["(", ")"], ["[", "]"], ["not ", ""], ["-", ""]] as const) {
    survives(`{{ ${open.repeat(50_000)}1${close.repeat(50_000)} }}`);
  }
  survives("{% if a %}".repeat(20_000));
});

Deno.test("long templates are read in linear time", () => {
  const source = "x {{ a }} {# c #}y\n".repeat(20_000);
  assert.equal(String(environment.render(source, scope)).length, "x 1 y\n".length * 20_000);
});

/** Values that have a literal. */
const value = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, tie("scalar"), tie("list"), tie("tuple"), tie("dict")),
  scalar: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 80n }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) =>
      Object.is(x, -0) ? 0.5 : float(x)
    ),
    fc.string({ unit: "grapheme" }),
  ),
  list: fc.array(tie("value"), { maxLength: 4 }),
  tuple: fc.array(tie("value"), { maxLength: 4 }).map((elements) => Tuple.from(elements)),
  dict: fc.array(fc.tuple(fc.string(), tie("value")), { maxLength: 4 }).map((pairs) =>
    new Map(pairs)
  ),
})).value;

Deno.test("a value's repr reads back as the value", () => {
  fc.assert(fc.property(value, (original) => {
    const read = literalEval(repr(original));
    assert.ok(equal(read, original), `${repr(original)} was read as ${repr(read)}`);
    assert.equal(repr(read), repr(original));
  }));
});

Deno.test("a value's JSON reads back as the value, floats as floats", () => {
  fc.assert(fc.property(value, (original) => {
    const read = parseJson(toJson(original));
    assert.equal(toJson(read), toJson(original));
  }));
  assert.ok(parseJson("3.0") instanceof Float);
  assert.equal(parseJson("12345678901234567890"), 12345678901234567890n);
});

Deno.test("damaged JSON is an error that names the place", () => {
  const json = '{"a": [1, 2.5, "x\\n", null], "b": {"c": true}}';
  fc.assert(
    fc.property(fc.nat(json.length - 1), fc.constantFrom("", "}", '"', ",", "\\"), (at, by) => {
      try {
        parseJson(json.slice(0, at) + by + json.slice(at + 1));
      } catch (error) {
        assert.match((error as Error).message, /line \d+ column \d+/);
      }
    }),
  );
});
