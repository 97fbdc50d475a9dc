/** Text that was not written by the user is never evaluated, wherever it travels. */

import assert from "node:assert/strict";
import { ANSIBLE_TESTS, ansibleFilters } from "./ansible/mod.ts";
import { Environment, scopeOf, TemplateText } from "./mod.ts";

const EVIL = "{{ boom() }}{% set x = boom() %}{# c #}";

/** An environment in which evaluating the evil text is noticed. */
function environment(): Environment {
  return new Environment({
    filters: ansibleFilters(),
    tests: ANSIBLE_TESTS,
    globals: new Map([["boom", () => assert.fail("untrusted text was evaluated")]]),
    loader: (name) => name === "inc" ? "{{ fact }}{{ caller_text }}" : undefined,
  });
}

const variables = {
  fact: EVIL,
  facts: new Map<string, unknown>([["a", EVIL], ["l", [EVIL]]]),
  mine: new TemplateText("{{ fact }}"),
  nested: [new TemplateText("{{ mine }}"), EVIL],
  joined: new TemplateText("{{ '{{' ~ ' boom() ' ~ '}}' }}"),
  caller_text: EVIL,
};

const ROUTES = [
  "{{ fact }}",
  "{{ mine }}",
  "{{ joined }}",
  "{{ facts.a }} {{ facts['l'][0] }}",
  "{{ facts }}",
  "{{ nested }} {{ nested[0] }}",
  "{% set copy = fact %}{{ copy }}",
  "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(fact) }}",
  "{% filter upper %}{{ fact }}{% endfilter %}",
  "{{ fact | trim | string }}",
  "{{ facts | to_json | from_json }}",
  "{{ facts.l | map('regex_replace', 'x', fact) | list }}",
  "{{ '%s' | format(fact) }} {{ '{0}'.format(fact) }}",
  "{{ fact | default('x') }} {{ nope | default(fact) }}",
  "{{ facts | combine({'b': fact}) }}",
  "{% for x in facts.l %}{{ x }}{% endfor %}",
  "{% include 'inc' %}",
  "{{ fact if fact is string else 1 }}",
  "{{ facts | dict2items }}",
];

for (const route of ROUTES) {
  Deno.test(`untrusted text stays text through ${route}`, () => {
    const scope = scopeOf(variables);
    for (const mode of ["native", "convert", "either", "text"] as const) {
      environment().evaluate(new TemplateText(route), scope, { mode });
    }
    environment().render(route, scope);
  });
}

Deno.test("a result that looks like a template is not evaluated again", () => {
  const result = environment().evaluate(new TemplateText("{{ joined }}"), scopeOf(variables));
  assert.equal(result, "{{ boom() }}");
});

Deno.test("a condition never evaluates the value of a variable", () => {
  const scope = scopeOf({ expression: "boom()" });
  assert.equal(environment().condition(new TemplateText("expression"), scope), "boom()");
  for (const source of ["{{ expression }}", "{{ expression }} == 1", "1 if {{ expression }}"]) {
    assert.throws(() => environment().condition(new TemplateText(source), scope), /not evaluated/);
  }
});

Deno.test("the source of a template is no variable: plain strings in resolve stay", () => {
  const scope = scopeOf({});
  const tree = [EVIL, new TemplateText("{{ 1 }}")];
  assert.deepEqual(environment().resolve(tree, scope), [EVIL, 1]);
});
