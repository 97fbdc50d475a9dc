import assert from "node:assert/strict";
import type { ValueMap } from "@shep/sdk";
import type { RunOptions } from "../../run_options.ts";
import { eventsOf, runText } from "../test_support.ts";

/** The names of the facts that the first gathering of a playbook brought. */
async function gathered(
  play: string,
  options: Partial<RunOptions> = { facts: { gathering: "lazy" } },
  files: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const run = await runText(play, options, files);
  assert.equal(run.error, undefined);
  const first = eventsOf(run, "task-finished")[0]!;
  assert.equal(first.task.name, "Gathering Facts");
  assert.equal(first.result.status, "ok");
  return [...(first.result.values.get("ansible_facts") as ValueMap).keys()].map(String);
}

const MARKS = ["gather_subset", "module_setup", "_ansible_facts_gathered"];

function play(tasks: string, keywords = ""): string {
  return `- hosts: h1\n${keywords}  tasks:\n    ${tasks}\n`;
}

/** What more than a handful of facts means: all of them. */
const MANY = 80;

Deno.test("lazy: where no fact is read, none is gathered, and the task is ok", async () => {
  assert.deepEqual(await gathered(play("- debug: {msg: x}")), MARKS);
});

Deno.test("lazy: facts that are read bring their families along", async () => {
  const names = await gathered(play("- debug: {msg: '{{ ansible_system }}'}"));
  assert.ok(names.includes("ansible_system") && names.includes("ansible_hostname"));
  assert.ok(!names.includes("ansible_processor"));
});

Deno.test("lazy: a later play's facts are gathered by the first", async () => {
  const names = await gathered(
    play("- debug: {msg: x}") + play("- debug: {msg: '{{ ansible_processor }}'}"),
  );
  assert.ok(names.includes("ansible_processor"));
});

const FILES: readonly (readonly [what: string, play: string, files: Record<string, string>])[] = [
  ["a group's variables", play("- debug: {msg: '{{ x }}'}"), {
    "group_vars/all.yml": "x: '{{ ansible_processor }}'",
  }],
  [
    "a file of variables",
    play("- debug: {msg: '{{ x }}'}", "  vars_files: [v.yml]\n"),
    { "v.yml": "x: '{{ ansible_processor }}'" },
  ],
  ["a template", play("- template: {src: a.j2, dest: x}\n      check_mode: true"), {
    "templates/a.j2": "{{ ansible_processor }}",
  }],
  ["imported tasks", play("- import_tasks: more.yml"), {
    "more.yml": "- debug: {msg: '{{ ansible_processor }}'}",
  }],
];

for (const [what, text, files] of FILES) {
  Deno.test(`lazy: what ${what} reads is gathered`, async () => {
    const names = await gathered(text, undefined, files);
    assert.ok(names.includes("ansible_processor"));
    assert.ok(!names.includes("ansible_system_capabilities"), "and not everything");
  });
}

Deno.test("lazy: what -e reads is gathered", async () => {
  const options: Partial<RunOptions> = {
    facts: { gathering: "lazy" },
    extraVars: ["x={{ansible_processor}}"],
  };
  const names = await gathered(play("- debug: {msg: '{{ x }}'}"), options);
  assert.ok(names.includes("ansible_processor"));
});

/** What may read any fact, or what shows them. */
const EVERYTHING: readonly (readonly [string, string, Partial<RunOptions>?])[] = [
  ["all facts at once", "- debug: {var: ansible_facts}"],
  ["a fact by a name that is made", "- debug: {msg: '{{ ansible_facts[y] }}'}"],
  ["a fact that no family is known for", "- debug: {msg: '{{ ansible_lo.mtu }}'}"],
  ["a template by a name that is made", "- template: {src: '{{ y }}.j2', dest: x}"],
  ["a template that is not there", "- template: {src: gone.j2, dest: x}"],
  ["results that are shown", "- debug: {msg: x}", { verbosity: 1 }],
];

for (const [what, task, options] of EVERYTHING) {
  Deno.test(`lazy: ${what} means all facts`, async () => {
    const text = play(`${task}\n      ignore_errors: true`, "  vars: {y: system}\n");
    const names = await gathered(text, { facts: { gathering: "lazy" }, ...options });
    assert.ok(names.length > MANY, String(names.length));
  });
}

Deno.test("lazy: a play that says which facts it wants gets those", async () => {
  const names = await gathered(
    play("- debug: {msg: x}", "  gather_subset: ['!all', '!min', env]\n"),
  );
  assert.deepEqual(names, ["ansible_env", ...MARKS]);
});
