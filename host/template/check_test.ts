/** What is told of templates that cannot be parsed. @module */
import assert from "node:assert/strict";
import { syntaxError, TemplateText, type TextKind } from "./mod.ts";

/** What is wrong, at which column, and what to do. */
type Told = readonly [message: RegExp, column: number, hint?: RegExp];

const TEMPLATES: Readonly<Record<string, Told>> = {
  "{{ a }": [/unexpected '}'/, 6, /Close it with '}}'/],
  "{{ a": [/unexpected end of template/, 5, /Close it with '}}'/],
  "{% if a }}x": [/unexpected '}'/, 9, /Close it with '%}'/],
  "{% if a %}x": [/unexpected end of template: 'if' needs/, 12, /'{% endif %}'/],
  "{# a": [/Missing end of comment/, 1, /'#}'/],
  "{{ 'a }}": [/unexpected char/, 4, /quote is not closed/],
  "{{ (a }}": [/expected '\)'/, 7, /bracket is not closed/],
  "{{ a) }}": [/unexpected '\)'/, 5, /no bracket that it closes/],
  "{% endif %}": [/unknown tag 'endif'/, 4, /no '{% if %}' that it ends/],
  "{% fro x in y %}": [/unknown tag 'fro'/, 4, /Did you mean 'for'/],
  "{{ a && b }}": [/unexpected char/, 6, /'and'/],
  "{{ a ? b : c }}": [/unexpected char/, 6, /if condition else/],
  "{{ a = 1 }}": [/got '='/, 6, /'=='/],
  "{{ $labels.x }}": [/unexpected char/, 4, /{% raw %}/],
  "{{ .State }}": [/unexpected '\.'/, 4, /{% raw %}/],
  "{{ }}": [/Expected an expression/, 4],
};

const CONDITIONS: Readonly<Record<string, Told>> = {
  "a ==": [/unexpected/, 5],
  "a && b": [/unexpected character/, 3, /'and'/],
  "{{ a } == 1": [/unexpected '}'/, 6, /Close it with '}}'/],
  "{{ a }} = 1": [/got '='/, 9, /'=='/],
  "{{ a }}_x": [/joined to a name/, 1],
};

function check(cases: Readonly<Record<string, Told>>, kind: TextKind): void {
  for (const [source, [message, column, hint]] of Object.entries(cases)) {
    Deno.test(`${source} is no ${kind}`, () => {
      const error = syntaxError(new TemplateText(source, { line: 3 }), kind);
      assert.match(error?.message ?? "", message);
      assert.equal(error?.line, 3);
      assert.equal(error?.column, column);
      if (hint === undefined) assert.equal(error?.hint, undefined);
      else assert.match(error?.hint ?? "", hint);
    });
  }
}

check(TEMPLATES, "template");
check(CONDITIONS, "condition");

Deno.test("what can be parsed is not complained of", () => {
  for (const source of ["{{ a }}", "a }} b", "{% raw %}{{ . }}{% endraw %}", "#jinja2: x\n{{"]) {
    assert.equal(syntaxError(new TemplateText(source), "template"), undefined, source);
  }
  for (const source of ["a == 1", "{{ a }} == 1", "'{{' in a", "{{ a }}"]) {
    assert.equal(syntaxError(new TemplateText(source), "condition"), undefined, source);
  }
});
