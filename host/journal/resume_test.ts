import assert from "node:assert/strict";
import type { ShepRun } from "../../testdata/parity/shep.ts";
import { endings, eventsOf, TestPlaybook } from "../engine/test_support.ts";
import type { RunOptions } from "../run_options.ts";
import { readRun, type RunRecord } from "./mod.ts";

const HOSTS = "h1 ansible_connection=local\nh2 ansible_connection=local\n";

/** A playbook with a journal of its own. */
async function onRecord(
  play: string,
  files: Readonly<Record<string, string>> = {},
): Promise<{
  readonly playbook: TestPlaybook;
  readonly run: (options?: Partial<RunOptions>) => Promise<ShepRun>;
  readonly resume: (options?: Partial<RunOptions>) => Promise<ShepRun>;
  readonly record: (run?: number) => Promise<RunRecord>;
}> {
  const playbook = await TestPlaybook.write(play, { hosts: HOSTS, ...files });
  const file = playbook.path("state/journal.db");
  return {
    playbook,
    run: (options) => playbook.run({ journal: { file }, ...options }),
    resume: (options) => playbook.run({ journal: { file, resume: {} }, ...options }),
    record: (run = 1) => readRun(file, run),
  };
}

/** The lines of a file to which hosts add in any order. */
async function linesOf(playbook: TestPlaybook, name: string): Promise<string[]> {
  return (await Deno.readTextFile(playbook.path(name))).trim().split("\n").sort();
}

/** A play on both hosts, whose third task fails on `h2` while the file `broken` is there. */
function playWith(before: string, after: string, keywords = ""): string {
  return `
- hosts: all
  gather_facts: false
${keywords}  tasks:
${before}    - name: breaks
      command: test ! -e {{ playbook_dir }}/broken
      changed_when: false
      when: inventory_hostname == 'h2'
${after}`;
}

const COUNT = `    - name: counts
      shell: echo {{ inventory_hostname }} >> {{ playbook_dir }}/count; echo of {{ inventory_hostname }}
      register: counted
      notify: handler
`;

const HANDLER = `  handlers:
    - name: handler
      shell: echo {{ inventory_hostname }} >> {{ playbook_dir }}/handled
`;

Deno.test("a run that failed goes on where it stopped, with what it knew and owed", async () => {
  const shows = `    - name: shows
      debug: {msg: "{{ counted.stdout }} {{ kept }} {{ ansible_machine is defined }}"}
`;
  const before = "    - setup: {gather_subset: ['!all', '!min', platform]}\n" +
    "    - set_fact: {kept: 'k of {{ inventory_hostname }}'}\n" + COUNT;
  const { playbook, run, resume, record } = await onRecord(
    playWith(before, shows + HANDLER),
    { broken: "" },
  );
  await using _ = playbook;
  const first = await run();
  assert.deepEqual([first.error, first.exitCode], [undefined, 2]);
  assert.equal((await record()).state, "failed");
  assert.deepEqual((await record()).owed, [{ handler: "handler", host: "h2" }]);
  await Deno.remove(playbook.path("broken"));
  const second = await resume();
  assert.deepEqual([second.error, second.exitCode], [undefined, 0]);
  assert.deepEqual(eventsOf(second, "task-started").map(({ task }) => task.name), [
    "breaks",
    "shows",
    "handler",
  ]);
  const results = eventsOf(second, "task-finished");
  assert.deepEqual(results.map(({ task, host }) => `${task.name} ${host}`), [
    "breaks h2",
    "shows h2",
    "handler h2",
  ]);
  assert.equal(results[1]!.result.values.get("msg"), "of h2 k of h2 True");
  assert.deepEqual(await linesOf(playbook, "count"), ["h1", "h2"]);
  assert.deepEqual(await linesOf(playbook, "handled"), ["h1", "h2"]);
  const { state, owed, attempts } = await record();
  assert.deepEqual([state, owed, attempts.length], ["ok", [], 2]);
});

Deno.test("what was done after a host was lost is done again", async () => {
  const play = `
- hosts: h1
  gather_facts: false
  tasks:
    - block:
        - command: test ! -e {{ playbook_dir }}/broken
      always:
        - shell: echo always >> {{ playbook_dir }}/count
`;
  const { playbook, run, resume } = await onRecord(play, { broken: "" });
  await using _ = playbook;
  await run();
  await Deno.remove(playbook.path("broken"));
  assert.deepEqual(endings(await resume()), ["command: changed", "shell: changed"]);
  assert.equal(await Deno.readTextFile(playbook.path("count")), "always\nalways\n");
});

Deno.test("a failure that was rescued stays one, and its rescue is not repeated", async () => {
  const before = `    - block:
        - fail: {msg: on purpose}
      rescue:
        - shell: echo rescue >> {{ playbook_dir }}/count
        - set_fact: {cause: "{{ ansible_failed_result.msg }}"}
`;
  const after = `    - debug: {msg: "{{ cause }} {{ ansible_failed_task.name }}"}\n`;
  const { playbook, run, resume } = await onRecord(playWith(before, after), { broken: "" });
  await using _ = playbook;
  await run();
  await Deno.remove(playbook.path("broken"));
  const resumed = await resume();
  assert.deepEqual(endings(resumed), ["breaks: ok", "debug: ok"]);
  const { result } = eventsOf(resumed, "task-finished").at(-1)!;
  assert.equal(result.values.get("msg"), "on purpose fail");
  assert.deepEqual(await linesOf(playbook, "count"), ["rescue", "rescue"]);
});

Deno.test("loops, run_once and ignored failures are as they were", async () => {
  const before = `    - shell: echo {{ item }} >> {{ playbook_dir }}/count; echo {{ item }}
      loop: [a, b]
      register: looped
    - set_fact: {"{{ item }}": "{{ item * 2 }}"}
      loop: [x, y]
    - command: echo once
      run_once: true
      register: once
    - command: "false"
      ignore_errors: true
      register: ignored
`;
  const after = `    - debug:
        msg: "{{ looped.results | map(attribute='stdout') | join }} {{ x }}{{ y }} {{ once.stdout }} {{ ignored is failed }}"
`;
  const { playbook, run, resume } = await onRecord(playWith(before, after), { broken: "" });
  await using _ = playbook;
  await run();
  await Deno.remove(playbook.path("broken"));
  const resumed = await resume();
  assert.deepEqual(endings(resumed), ["breaks: ok", "debug: ok"]);
  const { result } = eventsOf(resumed, "task-finished").at(-1)!;
  assert.equal(result.values.get("msg"), "ab xxyy once True");
  assert.deepEqual(await linesOf(playbook, "count"), ["a", "a", "b", "b"]);
});

Deno.test("a run may be resumed again and again", async () => {
  const after = `    - name: breaks too
      command: test ! -e {{ playbook_dir }}/cracked
`;
  const { playbook, run, resume, record } = await onRecord(playWith(COUNT, after + HANDLER), {
    broken: "",
    cracked: "",
  });
  await using _ = playbook;
  await run();
  await Deno.remove(playbook.path("broken"));
  assert.equal((await resume()).exitCode, 2);
  await Deno.remove(playbook.path("cracked"));
  const third = await resume();
  assert.equal(third.exitCode, 0);
  assert.deepEqual([...new Set(eventsOf(third, "task-finished").map(({ task }) => task.name))], [
    "breaks too",
    "handler",
  ]);
  assert.deepEqual(await linesOf(playbook, "count"), ["h1", "h2"]);
  assert.equal((await record()).attempts.length, 3);
});

/** Why a run cannot go on: what is done before it is tried, and what is said. */
const REFUSALS: readonly (readonly [
  what: string,
  change: (playbook: TestPlaybook) => Partial<RunOptions> | Promise<Partial<RunOptions>>,
  said: RegExp,
])[] = [
  [
    "a playbook that has changed",
    async (playbook) => {
      await Deno.writeTextFile(playbook.path("play.yml"), "# another\n", { append: true });
      return {};
    },
    /play\.yml' has changed/,
  ],
  [
    "imported tasks that are gone",
    async (playbook) => {
      await Deno.remove(playbook.path("more.yml"));
      return {};
    },
    /more\.yml' is gone/,
  ],
  ["other variables of the command line", () => ({ extraVars: ["a=2"] }), /\(-e\)/],
];

for (const [what, change, said] of REFUSALS) {
  Deno.test(`with ${what} no run goes on`, async () => {
    const play = playWith("    - import_tasks: more.yml\n", "");
    const { playbook, run, resume } = await onRecord(play, {
      broken: "",
      "more.yml": "- debug: {msg: x}\n",
    });
    await using _ = playbook;
    await run();
    const { error, events } = await resume(await change(playbook));
    assert.match(JSON.stringify((error as { diagnostic?: unknown }).diagnostic), said);
    assert.deepEqual(events, []);
  });
}

Deno.test("a run that ended well cannot be resumed, nor one that there is none", async () => {
  const { playbook, run } = await onRecord(playWith(COUNT, HANDLER));
  await using _ = playbook;
  await run();
  const file = playbook.path("state/journal.db");
  assert.match(String((await playbook.run({ journal: { file, resume: {} } })).error), /no run/);
  assert.match(String((await playbook.run({ journal: { file, resume: { run: 1 } } })).error), /1/);
  assert.match(String((await playbook.run({ journal: { file, resume: { run: 7 } } })).error), /7/);
});

Deno.test("facts that were gathered lazily are gathered again, all others are remembered", async () => {
  const text = playWith("", "    - debug: {msg: '{{ ansible_system }}'}\n")
    .replace("gather_facts: false", "gather_facts: true");
  for (const gathering of ["lazy", "implicit"] as const) {
    const { playbook, run, resume } = await onRecord(text, { broken: "" });
    await using _ = playbook;
    await run({ facts: { gathering } });
    await Deno.remove(playbook.path("broken"));
    const resumed = await resume({ facts: { gathering } });
    const names = new Set(eventsOf(resumed, "task-finished").map(({ task }) => task.name));
    assert.equal(names.has("Gathering Facts"), gathering === "lazy");
    assert.equal(eventsOf(resumed, "task-finished").at(-1)!.result.values.get("msg"), "Linux");
  }
});

Deno.test("tasks of looped includes are told apart", async () => {
  const before = "    - include_tasks: more.yml\n      loop: [a, b]\n";
  const { playbook, run, resume } = await onRecord(
    playWith(before, "    - debug: {msg: '{{ inventory_hostname }} {{ last.stdout }}'}\n"),
    {
      broken: "",
      "more.yml": `
- name: counts
  shell: echo {{ inventory_hostname }} {{ item }} >> {{ playbook_dir }}/count; echo {{ item }}
  register: last
- name: breaks at b
  command: test ! -e {{ playbook_dir }}/broken
  when: item == 'b'
`,
    },
  );
  await using _ = playbook;
  await run();
  await Deno.remove(playbook.path("broken"));
  const resumed = await resume();
  assert.equal(resumed.error, undefined);
  assert.equal(resumed.exitCode, 0);
  assert.deepEqual(await linesOf(playbook, "count"), ["h1 a", "h1 b", "h2 a", "h2 b"]);
  const messages = eventsOf(resumed, "task-finished").filter(({ task }) => task.action === "debug")
    .map(({ result }) => result.values.get("msg"));
  assert.deepEqual(messages.sort(), ["h1 b", "h2 b"]);
});
