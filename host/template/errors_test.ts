import assert from "node:assert/strict";
import { nearest, TemplateError } from "./errors.ts";

Deno.test("the nearest name is one typing mistake away, not any name", () => {
  const names = ["inventory_hostname", "ansible_host", "port"];
  assert.equal(nearest("inventory_hostnme", names), "inventory_hostname");
  assert.equal(nearest("prot", names), "port");
  assert.equal(nearest("sort", names), "port");
  assert.equal(nearest("parts", names), undefined);
  assert.equal(nearest("ports", names), "port");
  assert.equal(nearest("something_else", names), undefined);
});

Deno.test("an explanation holds only what is known", () => {
  const plain = new TemplateError("boom", { kind: "runtime" });
  assert.equal(plain.explain(), "boom");
  const placed = new TemplateError("boom", {
    kind: "runtime",
    file: "a.yml",
    line: 3,
    cause: plain,
  });
  assert.equal(placed.explain(), "boom\n  at a.yml:3\ncaused by: boom");
});
