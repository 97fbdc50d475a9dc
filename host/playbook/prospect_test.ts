/** What is wrong with a task keeps all from running only where it is sure to come up. @module */
import assert from "node:assert/strict";
import type { Fault } from "@shep/sdk";
import { loadPlaybook } from "./loader.ts";
import { testContext } from "./test_support.ts";

/** Where a task stands, and whether its mistake is sure to come up. */
const PLACES: readonly (readonly [place: string, play: (task: string) => string, boolean])[] = [
  ["always runs", (task) => `  tasks: [{${task}}]`, true],
  ["stands in always", (task) => `  tasks: [{block: [ping: ], always: [{${task}}]}]`, true],
  ["has a condition", (task) => `  tasks: [{${task}, when: a}]`, false],
  ["is in a block with one", (task) => `  tasks: [{block: [{${task}}], when: a}]`, false],
  ["is a handler", (task) => `  handlers: [{${task}}]`, false],
  ["is a rescue", (task) => `  tasks: [{block: [ping: ], rescue: [{${task}}]}]`, false],
  ["has its tags chosen", (task) => `  tasks: [{${task}, tags: chosen}]`, true],
  ["is left out by its tags", (task) => `  tasks: [{${task}, tags: other}]`, false],
  ["has tags that nobody knows yet", (task) => `  tasks: [{${task}, tags: "{{ x }}"}]`, false],
];

/** What is wrong, and how that is told. */
const MISTAKES: readonly (readonly [task: string, told: string])[] = [
  ["file: {path: /x, sate: absent}", "'file' has no argument 'sate'"],
  ['file: {path: "{{ 1 + }}"}', "unexpected 'end of print statement'"],
];

/** What is wrong with a play, and what is warned of. */
async function toldOf(play: string): Promise<{ refused?: string; warned: readonly string[] }> {
  const context = testContext({ "site.yml": `- hosts: all\n${play}\n` });
  const selects = (tags: readonly string[]): boolean => !tags.includes("other");
  const refused = await loadPlaybook("site.yml", { ...context, selects }).then(
    () => undefined,
    (error: Fault) => error.diagnostic,
  );
  const [told] = refused === undefined ? context.warnings : [refused];
  assert.deepEqual([told?.file, told?.line], ["site.yml", 2]);
  const warned = context.warnings.map(({ summary }) => summary);
  return { ...(refused === undefined ? {} : { refused: refused.summary }), warned };
}

for (const [place, play, isSure] of PLACES) {
  const outcome = isSure ? "keeps all from running" : "is warned of";
  Deno.test(`a mistake in a task that ${place} ${outcome}`, async () => {
    for (const [task, told] of MISTAKES) {
      assert.deepEqual(
        await toldOf(play(task)),
        isSure ? { refused: told, warned: [] } : { warned: [`${told}: the task fails if it runs`] },
      );
    }
  });
}

/** Keywords that hold a mistake, and whether that comes up where the task is skipped. */
const KEYWORDS: readonly (readonly [keywords: string, boolean])[] = [
  ['when: ["1 +", a]', true],
  ['when: [a, "1 +"]', false],
  ['when: a, loop: "{{ [1, }}"', true],
  ['when: a, delegate_to: "{{ 1 + }}"', true],
  ['when: a, changed_when: "1 +"', false],
  ['when: a, notify: "{{ 1 + }}"', false],
  ['when: a, register: {x: "1 +"}', false],
];

for (const [keywords, isSure] of KEYWORDS) {
  Deno.test(`a mistake ${isSure ? "comes" : "may come"} up in {${keywords}}`, async () => {
    const { refused } = await toldOf(`  tasks: [{ping: , ${keywords}}]`);
    assert.equal(refused !== undefined, isSure);
  });
}
