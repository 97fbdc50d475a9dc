/** The function `lipsum`. @module */
import assert from "node:assert/strict";
import { Environment, scopeOf, TemplateText } from "./mod.ts";

function evaluate(source: string): unknown {
  return new Environment().evaluate(new TemplateText(source), scopeOf({}));
}

Deno.test("it has as many paragraphs as it is asked for, of as many words", () => {
  for (let round = 0; round < 50; round++) {
    const paragraphs = String(evaluate("{{ lipsum(3, html=false, min=4, max=7) }}")).split("\n\n");
    assert.equal(paragraphs.length, 3);
    for (const paragraph of paragraphs) {
      assert.match(paragraph, /^([A-Z][a-z]*|[a-z]+)([,.]? ([A-Z][a-z]*|[a-z]+)){3,5}\.$/);
      assert.doesNotMatch(paragraph, /\. [a-z]|[^.] [A-Z]/);
    }
  }
});

Deno.test("five paragraphs of HTML are the default", () => {
  const paragraphs = String(evaluate("{{ lipsum() }}")).split("\n");
  assert.equal(paragraphs.length, 5);
  for (const paragraph of paragraphs) assert.match(paragraph, /^<p>[A-Z].*\.<\/p>$/);
});

Deno.test("there may be none", () => {
  assert.equal(evaluate("{{ lipsum(0) }}"), "");
});

Deno.test("wrong arguments are refused", () => {
  assert.throws(() => evaluate("{{ lipsum(min=5, max=5) }}"), /empty range/);
  assert.throws(() => evaluate("{{ lipsum('a') }}"), /cannot be interpreted as an integer/);
});
