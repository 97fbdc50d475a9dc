/** What templates give in each of Ansible's two ways, and in Shep's own. @module */
import assert from "node:assert/strict";
import type { Value } from "@shep/sdk";
import type { Compatibility } from "./compatibility.ts";
import { eventsOf, play, runText } from "../engine/test_support.ts";
import type { RunOptions } from "../run_options.ts";

const map = (entries: Record<string, Value>): Map<string, Value> =>
  new Map(Object.entries(entries));

/** What `text` is worth: by itself, by 2.18 and by 2.19. */
const CASES: readonly (readonly [text: string, either: Value, old: Value, current: Value])[] = [
  ["{{ 1 }}", 1, "1", 1],
  ["{{ 'True' }}", true, true, "True"],
  ["{{ port }}", 8080, "8080", 8080],
  ["{{ '[1, 2]' }}", [1, 2], [1, 2], "[1, 2]"],
  ['{ "a": {{ 1 }} }', map({ a: 1 }), map({ a: 1 }), '{ "a": 1 }'],
  ["{{ [1] | to_json }}", "[1]", "[1]", "[1]"],
  ["{{ none }}", null, "", null],
  ["{% if false %}x{% endif %}", "", "", null],
  ["{{ lookup('template', 'list.j2') }}", ["h1"], ["h1"], "['h1']\n"],
  ["{{ lookup('template', 'list.j2', convert_data=False) }}", "['h1']\n", "['h1']\n", "['h1']\n"],
];

const PLAY = [
  "- hosts: h1",
  "  gather_facts: false",
  '  vars: {port: "{{ 8000 + 80 }}"}',
  "  tasks:",
  ...CASES.map(([text]) => `  - debug: {msg: [${JSON.stringify(text)}]}`),
].join("\n");

async function messages(options: Partial<RunOptions>): Promise<unknown[]> {
  const files = { "templates/list.j2": "{{ ansible_play_hosts }}\n" };
  const run = await runText(PLAY, options, files);
  assert.equal(run.exitCode, 0, JSON.stringify(run.events.at(-2)));
  return eventsOf(run, "task-finished").flatMap(({ result }) => result.values.get("msg"));
}

Deno.test("a run gives types and reads text back, so that playbooks for either version run", async () => {
  assert.deepEqual(await messages({}), CASES.map(([, either]) => either));
});

const VERSIONS: readonly (readonly [Compatibility, number])[] = [["2.18", 2], ["2.19", 3]];

for (const [version, column] of VERSIONS) {
  Deno.test(`SHEP_COMPAT=${version} gives what ansible-core ${version} gives`, async () => {
    const environment = { ...Deno.env.toObject(), SHEP_COMPAT: version };
    const expected = CASES.map((row) => row[column]);
    assert.deepEqual(await messages({ environment }), expected);
    assert.deepEqual(await messages({ compatibility: version }), expected);
  });
}

Deno.test("a version that is none is refused before anything runs", async () => {
  const { error, events } = await runText(PLAY, { environment: { SHEP_COMPAT: "2.17" } });
  assert.match(String(error), /SHEP_COMPAT is one of 2\.18, 2\.19, not '2\.17'/);
  assert.deepEqual(events.filter(({ type }) => type !== "warning"), []);
});

Deno.test("text of to_json stays text in a variable and in a fact, other text is read back", async () => {
  const run = await runText(
    play(
      '- set_fact: {json: "{{ [1] | to_json }}", listed: "[{{ 1 }}]"}\n' +
        '- debug: {msg: "{{ json }}"}\n- debug: {msg: "{{ listed }}"}\n' +
        '- debug: {msg: "{{ json | from_json }}"}\n- debug: {msg: "{{ hostvars.h1.json ~ \'\' }}!"}\n',
    ),
  );
  const messages = eventsOf(run, "task-finished").slice(1).map(({ result }) =>
    result.values.get("msg")
  );
  assert.deepEqual(messages, ["[1]", [1], [1], "[1]!"]);
});

Deno.test("ansible_version is the one that is asked for", async () => {
  const text = play("- debug: {msg: '{{ ansible_version.minor }} {{ ansible_version.full }}'}\n");
  const said = async (options: Partial<RunOptions>): Promise<unknown[]> =>
    eventsOf(await runText(text, options), "task-finished").map(({ result }) =>
      result.values.get("msg")
    );
  assert.deepEqual(await said({}), ["19 2.19.0"]);
  assert.deepEqual(await said({ compatibility: "2.18" }), ["18 2.18.0"]);
});
