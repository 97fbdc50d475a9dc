/** Templates reach Python's methods and nothing of JavaScript. */

import assert from "node:assert/strict";
import { Environment, scopeOf, TemplateText } from "./mod.ts";

const NAMES = [
  "constructor",
  "__proto__",
  "prototype",
  "__class__",
  "__subclasses__",
  "__globals__",
  "__defineGetter__",
  "hasOwnProperty",
  "toString",
  "valueOf",
  "call",
  "apply",
  "bind",
  "size",
  "entries",
  "push",
  "at",
  "then",
];

const VALUES = {
  text: "'x'",
  list: "[1]",
  tuple: "(1, 2)",
  dict: "{'k': 1}",
  int: "1",
  float: "1.5",
  none: "none",
  boolean: "true",
  range: "range",
  macro: "m",
  method: "'x'.upper",
  view: "{}.keys()",
  namespace: "namespace(a=1)",
  opaque: "opaque",
};

class Opaque {
  readonly secret = "shh";
  leak(): string {
    return "shh";
  }
}

function evaluate(expression: string): unknown {
  const source = `{% macro m() %}{% endmacro %}{% for i in [1] %}{{ ${expression} }}{% endfor %}`;
  return new Environment().evaluate(new TemplateText(source), scopeOf({ opaque: new Opaque() }));
}

for (const [type, value] of Object.entries(VALUES)) {
  Deno.test(`a ${type} has no JavaScript properties`, () => {
    for (const name of NAMES) {
      for (
        const access of [
          `(${value}).${name}`,
          `(${value})['${name}']`,
          `(${value})|attr('${name}')`,
        ]
      ) {
        assert.equal(evaluate(`(${access}) is undefined`), true, access);
      }
    }
  });
}

Deno.test("an opaque object shows nothing of itself", () => {
  assert.equal(evaluate("opaque.secret is undefined"), true);
  assert.throws(() => evaluate("opaque.leak()"), /has no attribute 'leak'/);
});

Deno.test("loop and its methods do not lead out", () => {
  assert.equal(
    evaluate("loop.constructor is undefined and loop.cycle.constructor is undefined"),
    true,
  );
  assert.equal(evaluate("'x'.upper.name"), "upper");
});

Deno.test("format fields reach attributes under the same rules", () => {
  assert.throws(() => evaluate("'{0.constructor}'.format('x')"), /has no attribute/);
  assert.throws(() => evaluate("'{0[constructor]}'.format({})"), /has no attribute/);
});

Deno.test("keys of dicts are data, whatever they are called", () => {
  assert.equal(evaluate("{'__proto__': 1, 'constructor': 2}.constructor"), 2);
  assert.equal(evaluate("{'__proto__': 1}['__proto__']"), 1);
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
});

const BOMBS = [
  "'x' * 10**9",
  "[1] * 10**9",
  "range(10**12)",
  "10 ** (10 ** 10)",
  "[1, 2, 3] | product(repeat=40)",
];

for (const bomb of BOMBS) {
  Deno.test(`${bomb} is an error, not an exhausted machine`, () => {
    assert.throws(() => evaluate(bomb), { name: "TemplateError" });
  });
}

Deno.test("endless recursion is an error", () => {
  const source = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}";
  assert.throws(
    () => new Environment().evaluate(new TemplateText(source), scopeOf({})),
    /nested too deeply/,
  );
});
