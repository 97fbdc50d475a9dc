/** What templates of a run can use beside the engine's own: plugins, this machine, vaults. @module */
import assert from "node:assert/strict";
import { eventsOf, play, runText, testPlugin } from "../engine/test_support.ts";
import type { RunOptions } from "../run_options.ts";

const WORDS = testPlugin("words", [], {
  filters: ["shout"],
  lookups: ["words", "acme.text.words"],
});

/** The `msg` of each task that shows one. */
async function messages(tasks: string, options: Partial<RunOptions> = {}): Promise<unknown[]> {
  const run = await runText(play(tasks), { plugins: [WORDS], ...options }, FILES);
  assert.equal(run.exitCode, 0, Deno.inspect(run.error ?? run.events.at(-2), { depth: 6 }));
  return [...eventsOf(run, "item-finished"), ...eventsOf(run, "task-finished")]
    .map(({ result }) => result.values.get("msg"))
    .filter((msg) => msg !== undefined && !String(msg).startsWith("All items"));
}

const FILES = {
  "files/secret.txt": "plain\n",
  "templates/page.j2": "{{ 'in a file' | shout }} {{ lookup('words', 'a b') }}\n",
};

Deno.test("a plugin's filter is called with its arguments, in expressions, conditions and templates", async () => {
  assert.deepEqual(
    await messages(`
- debug: {msg: "{{ 'a' | shout }} {{ 'b' | shout('!') }} {{ 'c' | shout(mark='?') }}"}
  when: "'x' | shout == 'X'"
- debug: {msg: "{{ ['a', 'b'] | map('shout', '.') | join }}"}
- debug: {msg: "{{ lookup('template', 'page.j2') | trim }}"}
`),
    ["A B! C?", "A.B.", "IN A FILE a,b"],
  );
});

Deno.test("a plugin's lookup is called by lookup, query and with_, by its full name too", async () => {
  assert.deepEqual(
    await messages(`
- debug: {msg: "{{ item }}"}
  with_words: one two
- debug: {msg: "{{ item }}"}
  with_acme.text.words: three
- debug: {msg: "{{ lookup('words', 'a-b', separator='-') }}"}
- debug: {msg: "{{ query('acme.text.words', 'a b') }}"}
- debug: {msg: "{{ lookup('words', 'a b', wantlist=True) | length }}"}
`),
    ["one", "two", "three", "a,b", ["a", "b"], 2],
  );
});

Deno.test("a filter or a lookup that no plugin has is told, with the nearest one", async () => {
  const run = await runText(
    play(`
- debug: {msg: "{{ 'a' | shuot }}"}
  ignore_errors: true
- debug: {msg: "{{ lookup('wrods', 'a') }}"}
  ignore_errors: true
`),
    { plugins: [WORDS] },
  );
  const problems = eventsOf(run, "task-finished").map(({ result }) => result.diagnostic!);
  assert.deepEqual(problems.map(({ line }) => line), [5, 7]);
  assert.match(JSON.stringify(problems[0]), /Did you mean 'shout'/);
  assert.match(JSON.stringify(problems[1]), /Did you mean 'words'/);
  const loop = await runText(play("- debug: {}\n  with_wrods: [1]\n"), { plugins: [WORDS] });
  assert.match(JSON.stringify(loop.error), /no lookup 'wrods'/);
  assert.match(JSON.stringify(loop.error), /Did you mean 'with_words'/);
});
