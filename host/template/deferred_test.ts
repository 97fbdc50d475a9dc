import assert from "node:assert/strict";
import { DeferredText, Environment, scopeOf, TemplateError, TemplateText } from "./mod.ts";

/** A text that counts how often it was loaded. */
class Slow extends DeferredText {
  readonly #load: () => TemplateText | string;
  loads = 0;

  constructor(load: () => TemplateText | string) {
    super("(later)");
    this.#load = load;
  }

  protected override async load(): Promise<TemplateText | string> {
    this.loads++;
    await Promise.resolve();
    return this.#load();
  }
}

/** What `text` renders to, where it may wait. */
function settled(text: TemplateText, variables: Record<string, unknown>): Promise<unknown> {
  const environment = new Environment();
  const scope = scopeOf(variables);
  return environment.settle(() => environment.evaluate(text, scope));
}

Deno.test("a deferred text is loaded when it is read, and once", async () => {
  const slow = new Slow(() => "text");
  const unread = new Slow(() => "text");
  const text = new TemplateText("{{ slow }} {{ list[0] }} {{ nested.a }}");
  const variables = { slow, unread, list: [slow], nested: new Map([["a", slow]]) };
  assert.equal(await settled(text, variables), "text text text");
  assert.deepEqual([slow.loads, unread.loads], [1, 0]);
});

Deno.test("a template that comes late is rendered, a plain text is not", async () => {
  const read = new TemplateText("{{ slow }}");
  const template = new Slow(() => new TemplateText("{{ 1 + x }}"));
  assert.equal(await settled(read, { slow: template, x: 1 }), 2);
  const plain = new Slow(() => "{{ 1 + x }}");
  assert.equal(await settled(read, { slow: plain, x: 1 }), "{{ 1 + x }}");
});

Deno.test("a deferred text may be evaluated itself", async () => {
  assert.equal(await settled(new Slow(() => new TemplateText("{{ x }}")), { x: 1 }), 1);
  assert.equal(await settled(new Slow(() => "{{ x }}"), { x: 1 }), "{{ x }}");
});

Deno.test("a text that cannot be loaded fails whoever reads it, with the cause", async () => {
  const cause = new Error("no such thing");
  const slow = new Slow(() => {
    throw cause;
  });
  await assert.rejects(settled(new TemplateText("{{ slow }}"), { slow }), (error) => {
    assert(error instanceof TemplateError);
    assert.match(error.message, /no such thing/);
    assert.equal(error.cause, cause);
    return true;
  });
});

Deno.test("until it is read, a deferred text shows its placeholder", () => {
  assert.equal(`${new Slow(() => "text")}`, "(later)");
});
