/** Rendered values as data, and what is made a template. @module */
import assert from "node:assert/strict";
import { LazyMapping, TemplateText } from "../template/mod.ts";
import { OMIT, plainValue } from "./plain.ts";
import { trusted } from "./trust.ts";

class Numbers extends LazyMapping {
  get(key: unknown): unknown {
    return key === "one" ? 1 : OMIT;
  }
  has(): boolean {
    return true;
  }
  keys(): Iterable<unknown> {
    return ["one", "two"];
  }
}

Deno.test("what was omitted is gone at any depth", () => {
  const given = new Map<string, unknown>([["a", OMIT], ["b", [1, OMIT, new Map([["c", OMIT]])]]]);
  assert.deepEqual(plainValue(given), new Map([["b", [1, new Map()]]]));
  assert.equal(plainValue(OMIT), undefined);
});

Deno.test("a lazy mapping is read", () => {
  assert.deepEqual(plainValue([new Numbers()]), [new Map([["one", 1]])]);
});

Deno.test("what needs no change is the same object", () => {
  const list = [1, new Map([["a", ["b"]]])];
  assert.equal(plainValue(list), list);
  assert.equal(trusted(list, { origin: {} }), list);
});

Deno.test("only texts with markup become templates, wherever they stand", () => {
  const made = trusted(new Map([["a", ["{{ x }}", "plain"]]]), { origin: { file: "f" } }) as Map<
    string,
    unknown[]
  >;
  const [template, text] = made.get("a")!;
  assert(template instanceof TemplateText);
  assert.equal(template.source, "{{ x }}");
  assert.equal(text, "plain");
});
