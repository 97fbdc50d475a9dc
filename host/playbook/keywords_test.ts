import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { INHERITED_KEYWORDS, KEYWORDS, keywordsOf, LOOP_KINDS } from "./keywords.ts";
import type { KeywordPlace } from "./mod.ts";

/** The keywords that the published JSON Schema of playbooks lists, by place. */
const PUBLISHED: Readonly<Record<"play" | "role" | "block" | "task", readonly string[]>> = JSON
  .parse(readFileSync(new URL("testdata/keywords.json", import.meta.url), "utf8"));

/** Where the documentation, and Ansible itself, differ from that schema. */
const DIFFERENCES: Partial<Record<KeywordPlace, { more?: string[]; fewer?: string[] }>> = {
  // `when` beside `import_playbook` only, which the schema takes for a play.
  play: { fewer: ["when"] },
  role: { more: ["delegate_facts"] },
  block: { more: ["notify"] },
  // `include` is an action, and `listen` belongs in handlers.
  task: { fewer: ["include", "listen"] },
};

for (const place of ["play", "role", "block", "task"] as const) {
  Deno.test(`the keywords of a ${place} are those of the published schema`, () => {
    const { more = [], fewer = [] } = DIFFERENCES[place] ?? {};
    const expected = [...PUBLISHED[place], ...more].filter((name) => !fewer.includes(name));
    assert.deepEqual(keywordsOf(place), expected.sort());
  });
}

Deno.test("a handler takes what a task takes, and listens", () => {
  assert.deepEqual(keywordsOf("handler"), [...keywordsOf("task"), "listen"].sort());
});

Deno.test("what is inherited may stand on tasks, and is one value", () => {
  for (const name of INHERITED_KEYWORDS) {
    const keyword = KEYWORDS.get(name);
    assert(keyword !== undefined && keyword.places.includes("task"), name);
    assert(["bool", "int", "str"].includes(keyword.type), name);
  }
});

Deno.test("every keyword is described in a sentence", () => {
  for (const [name, { description }] of KEYWORDS) assert.match(description, /^[A-Z].*\.$/, name);
});

Deno.test("every published with_ is known", () => {
  const published = "dict fileglob filetree first_found indexed_items ini inventory_hostnames " +
    "items lines random_choice sequence subelements together";
  for (const kind of published.split(" ")) {
    assert(LOOP_KINDS.has(kind), kind);
  }
});
