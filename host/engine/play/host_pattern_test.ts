/** What `hosts` may be made of: all that is known of a play before any host has its turn. @module */
import assert from "node:assert/strict";
import type { Fault } from "@shep/sdk";
import { inspectPlaybooks } from "../../inspect.ts";
import { USUAL } from "../../../testdata/parity/shep.ts";
import { eventsOf, runText, TestPlaybook } from "../test_support.ts";

const FILES = {
  hosts: "[web]\nh1\nh2\n[none]\n",
  "roles/known/defaults/main.yml": "of_role: h2\n",
  "roles/known/tasks/main.yml": "- assert: {that: true}\n",
  "found.yml": "of_file: h1\n",
};

/** The keyword, what else the play has, and who takes part. */
const CASES: readonly [hosts: string, rest: string, expected: readonly string[]][] = [
  ["{{ groups['web'] }}", "", ["h1", "h2"]],
  ["{{ groups['web'][1] }}", "", ["h2"]],
  ["{{ groups['none'] }}", "", []],
  ["{{ groups['gone'] | default(omit) }}", "", []],
  ["{{ of_play }}", "vars: {of_play: '{{ groups.web | first }}'}", ["h1"]],
  ["{{ of_file }}", "vars_files: [found.yml]", ["h1"]],
  ["{{ of_role }}", "roles: [known]", ["h2"]],
  ["{{ of_role }}", "tasks: [{import_role: {name: known}}]", ["h2"]],
];

const TEXT = CASES.map(([hosts, rest]) =>
  `- hosts: "${hosts}"\n  name: play\n  gather_facts: false\n  ${rest}\n`
).join("");

Deno.test("the hosts of a play are found by what is known of it", async () => {
  const run = await runText(TEXT, {}, FILES);
  assert.equal(run.error, undefined);
  assert.deepEqual(
    eventsOf(run, "play-started").map(({ hosts }) => hosts),
    CASES.map(([, , expected]) => expected),
  );
});

Deno.test("they are listed as they would be found", async () => {
  await using playbook = await TestPlaybook.write(TEXT, FILES);
  const inventory = [playbook.path("hosts")];
  const options = { ...USUAL, playbooks: [playbook.path("play.yml")], inventory };
  const { playbooks } = await inspectPlaybooks(options, () => {});
  assert.deepEqual(
    playbooks[0]!.plays.map(({ hosts }) => hosts),
    CASES.map(([, , expected]) => expected),
  );
});

/** Templates that give no hosts, what is told, and where. */
const MISTAKES: readonly [hosts: string, told: string, column: number][] = [
  ["{{ gone }}", "'gone' is undefined", 14],
  ["h1:{{ gone }}", "'gone' is undefined", 17],
  ["{{ '' }}", "'hosts' is a template that gave nothing", 3],
  ["{{ none }}", "'hosts' is a template that gave nothing", 3],
];

for (const [hosts, told, column] of MISTAKES) {
  Deno.test(`no hosts are those of: ${hosts}`, async () => {
    const text = `- hosts: h1\n  gather_facts: false\n- hosts: "${hosts}"\n`;
    const run = await runText(text, {}, FILES);
    assert.equal(eventsOf(run, "play-started").length, 1);
    const { diagnostic } = run.error as Fault;
    assert.deepEqual([diagnostic.summary, diagnostic.line, diagnostic.column], [told, 3, column]);
    assert.equal(run.exitCode, 4);
  });
}

Deno.test("a file of variables that is not there is an error of a run, and a warning of a look", async () => {
  const text = "- hosts: h1\n  gather_facts: false\n  vars_files: [gone.yml]\n";
  await using playbook = await TestPlaybook.write(text, FILES);
  assert.match(String((await playbook.run()).error), /'gone.yml' is not there/);
  const warnings: string[] = [];
  const inventory = [playbook.path("hosts")];
  const options = { ...USUAL, playbooks: [playbook.path("play.yml")], inventory };
  const { playbooks } = await inspectPlaybooks(options, (event) => {
    if (event.type === "warning") warnings.push(event.warning.summary);
  });
  assert.deepEqual(playbooks[0]!.plays[0]!.hosts, ["h1"]);
  assert.deepEqual(warnings, ["The file of variables 'gone.yml' is not there"]);
});

/** The keyword, what is asked for beside it, and whom a look finds. */
const ASKED: readonly [hosts: string, prompt: string, expected: readonly string[]][] = [
  ["{{ asked }}", "{name: asked, default: h1}", ["h1"]],
  ["{{ asked }}", "{name: asked}", []],
  ["h{{ asked }}", "{name: asked}", []],
  ["{{ asked | regex_search('[a-z]+') }}", "{name: asked}", []],
];

for (const [hosts, prompt, expected] of ASKED) {
  Deno.test(`a look at the hosts ${hosts} asks for nothing: ${prompt}`, async () => {
    const text = `- hosts: "${hosts}"\n  vars_prompt: [${prompt}]\n`;
    await using playbook = await TestPlaybook.write(text, FILES);
    const inventory = [playbook.path("hosts")];
    const options = { ...USUAL, playbooks: [playbook.path("play.yml")], inventory };
    const { playbooks } = await inspectPlaybooks(options, () => {});
    assert.deepEqual(playbooks[0]!.plays[0]!.hosts, expected);
  });
}
