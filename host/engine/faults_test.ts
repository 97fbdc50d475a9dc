/** What goes wrong in a run is told with its place, its line and what to do. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { eventually, HeldTimer, isRunning, readPids } from "../../sdk/test_support.ts";
import { endings, eventsOf, play, runText, TestPlaybook, testPlugin } from "./test_support.ts";

const FRAGILE = testPlugin("fragile", ["collapse", "read", "lose"]);

interface Case {
  readonly name: string;
  /** The tasks; the first line is line 4 of the playbook. */
  readonly tasks: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly message: RegExp;
  /** `line:column`, of `file` if it is not the playbook. */
  readonly place: string;
  readonly file?: string;
  readonly sourceLine: string;
  readonly hint?: RegExp;
  readonly detail?: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: "an undefined variable, with the nearest name",
    tasks: '- debug: {msg: "{{ portt }}"}\n  vars: {port: 80}\n',
    message: /^The task includes an option with an undefined variable.*'portt' is undefined$/,
    place: "4:24",
    sourceLine: '    - debug: {msg: "{{ portt }}"}',
    hint: /'port'/,
  },
  {
    name: "an undefined variable in a block scalar",
    tasks: "- debug:\n    msg: |\n      one\n      two {{ missing }}\n",
    message: /'missing' is undefined/,
    place: "7:18",
    sourceLine: "          two {{ missing }}",
  },
  {
    name: "an undefined variable that another one needs, where it is missing",
    tasks: '- debug: {msg: "{{ a }}"}\n  vars:\n    a: "{{ b }}"\n',
    message: /'b' is undefined/,
    place: "6:16",
    sourceLine: '        a: "{{ b }}"',
    detail: /needed by .*play\.yml:4:21: \{\{ a \}\}/,
  },
  {
    name: "an undefined variable in a condition",
    tasks: "- debug: {msg: x}\n  when: missing > 1\n",
    message: /^The conditional check 'missing > 1' failed: 'missing' is undefined$/,
    place: "5:13",
    sourceLine: "      when: missing > 1",
  },
  {
    name: "an undefined variable in changed_when",
    tasks: "- debug: {msg: x}\n  changed_when: missing\n",
    message: /'missing' is undefined/,
    place: "5:21",
    sourceLine: "      changed_when: missing",
  },
  {
    name: "an undefined variable in a template file, in that file",
    tasks: "- template: {src: page.j2, dest: /nowhere/page}\n",
    files: { "templates/page.j2": "one\n  {{ missing }}\n" },
    message: /'missing' is undefined/,
    file: "templates/page.j2",
    place: "2:6",
    sourceLine: "  {{ missing }}",
  },
  {
    name: "a template file that is not there",
    tasks: "- template: {src: nothing.j2, dest: /nowhere/page}\n",
    message: /There is no template 'nothing\.j2'/,
    place: "4:7",
    sourceLine: "    - template: {src: nothing.j2, dest: /nowhere/page}",
    detail: /templates\/nothing\.j2/,
  },
  {
    name: "an argument whose rendered value is none of its choices",
    tasks: "- file: {path: /nowhere, state: \"{{ 'dirctory' }}\"}\n",
    message: /'dirctory'/,
    place: "4:30",
    sourceLine: "    - file: {path: /nowhere, state: \"{{ 'dirctory' }}\"}",
    hint: /'directory'/,
  },
  {
    name: "a loop over what is no list",
    tasks: '- debug: {msg: x}\n  loop: "{{ d }}"\n  vars: {d: {a: 1}}\n',
    message: /'loop' takes a list/,
    place: "5:13",
    sourceLine: '      loop: "{{ d }}"',
    hint: /dict2items/,
  },
  {
    name: "a handler that there is not, with the nearest name",
    tasks: "- debug: {msg: x}\n  changed_when: true\n  notify: restrat\n" +
      "handlers:\n- name: restart\n  debug: {msg: x}\n",
    message: /handler 'restrat' was not found/,
    place: "6:15",
    sourceLine: "      notify: restrat",
    hint: /'restart'/,
  },
  {
    name: "retries that are no number",
    tasks: "- debug: {msg: x}\n  retries: \"{{ 'many' }}\"\n",
    message: /'retries' takes a number, not 'many'/,
    place: "4:7",
    sourceLine: "    - debug: {msg: x}",
  },
  {
    name: "run_once that cannot be rendered",
    tasks: '- debug: {msg: x}\n  run_once: "{{ missing }}"\n',
    message: /'missing' is undefined/,
    place: "5:21",
    sourceLine: '      run_once: "{{ missing }}"',
  },
  {
    name: "a throttle that is no number",
    tasks: "- debug: {msg: x}\n  throttle: \"{{ 'many' }}\"\n",
    message: /'throttle' takes a number, not 'many'/,
    place: "5:17",
    sourceLine: "      throttle: \"{{ 'many' }}\"",
  },
  {
    name: "a condition of meta that cannot be evaluated",
    tasks: "- meta: end_play\n  when: missing\n",
    message: /'missing' is undefined/,
    place: "5:13",
    sourceLine: "      when: missing",
  },
  {
    name: "texts from a template in place of conditions",
    tasks: '- assert: {that: "{{ checks }}"}\n  vars: {checks: ["1 == 2"]}\n',
    message: /'that' takes conditions, not a template that gives text/,
    place: "4:7",
    sourceLine: '    - assert: {that: "{{ checks }}"}',
    hint: /that: \[/,
  },
  {
    name: "a file of tasks that is not there, with the places that were looked in",
    tasks: "- include_tasks: sub/missing.yml\n",
    message: /^there is no file 'sub\/missing\.yml'$/,
    place: "4:7",
    sourceLine: "    - include_tasks: sub/missing.yml",
    detail: /Looked for '.*\/sub\/missing\.yml'/,
  },
  {
    name: "a mistake in a file that is included",
    tasks: "- include_tasks: wrong.yml\n",
    files: { "wrong.yml": "- debug: {msg: x}\n- debgu: {msg: x}\n" },
    message: /^there is no action 'debgu'$/,
    place: "2:3",
    file: "wrong.yml",
    sourceLine: "- debgu: {msg: x}",
    hint: /'debug'/,
  },
  {
    name: "a file that includes itself without an end",
    tasks: "- include_tasks: again.yml\n",
    files: { "again.yml": "- include_tasks: again.yml\n" },
    message: /^this file is included within itself for the 200th time$/,
    place: "1:3",
    file: "again.yml",
    sourceLine: "- include_tasks: again.yml",
    hint: /condition/,
    detail: /again\.yml\n {2}includes .*again\.yml/,
  },
  {
    name: "a role that is not there",
    tasks: "- include_role: {name: wbe}\n",
    files: { "roles/web/tasks/main.yml": "- debug: {msg: x}\n" },
    message: /^there is no role 'wbe'$/,
    place: "4:7",
    sourceLine: "    - include_role: {name: wbe}",
    hint: /'web'/,
    detail: /Looked for:\n.*roles\/wbe/,
  },
  {
    name: "a role that needs one that is not there",
    tasks: "- include_role: {name: web}\n",
    files: { "roles/web/meta/main.yml": "dependencies:\n  - base\n" },
    message: /^there is no role 'base'$/,
    place: "2:5",
    file: "roles/web/meta/main.yml",
    sourceLine: "  - base",
  },
];

for (const { name, tasks, files, ...expected } of CASES) {
  Deno.test(`a failed task tells of ${name}`, async () => {
    const text = play(tasks).replace(/^ {4}handlers:\n((?:.*\n)*)/m, "  handlers:\n$1");
    const run = await runText(text, {}, files);
    const finished = eventsOf(run, "task-finished").find(({ result }) => result.status !== "ok");
    assert.equal(run.exitCode, 2);
    assert.equal(finished?.result.status, "failed");
    assert.match(String(finished.result.values.get("msg")), expected.message);
    const { file = "", line, column, sourceLine, hint = "", detail = "" } =
      finished.result.diagnostic ?? {};
    assert(file.endsWith(expected.file ?? "play.yml"), file);
    assert.equal(`${line}:${column}`, expected.place);
    assert.equal(sourceLine, expected.sourceLine);
    if (expected.hint) assert.match(hint, expected.hint);
    if (expected.detail) assert.match(detail, expected.detail);
  });
}

const UNREADABLE = [
  {
    name: "a YAML error",
    text: "- hosts: h1\n  tasks:\n    - debug: {msg: x\n",
    place: "3:14",
    exitCode: 4,
  },
  { name: "an unknown action", text: play("- debugg: {msg: x}\n"), place: "4:7", exitCode: 4 },
  { name: "a wrong argument", text: play("- debug: {mgs: x}\n"), place: "4:15", exitCode: 4 },
  {
    name: "a keyword with a value that it does not take",
    text: "- hosts: h1\n  serial: 0\n  tasks: []\n",
    place: "2:11",
    exitCode: 4,
  },
];

for (const { name, text, place, exitCode } of UNREADABLE) {
  Deno.test(`nothing has run when the playbook has ${name}`, async () => {
    const run = await runText(text);
    assert(run.error instanceof Fault);
    const { line, column, sourceLine, hint } = run.error.diagnostic;
    assert.equal(`${line}:${column}`, place);
    assert.equal(sourceLine, text.split("\n")[line! - 1]);
    assert(hint !== undefined || /not supported yet/.test(run.error.message));
    assert.deepEqual(run.events.filter(({ type }) => type !== "warning"), []);
    assert.equal(run.exitCode, exitCode);
  });
}

Deno.test("a plugin that dies fails its task with its last words, and the run goes on", async () => {
  const text = play(
    "- collapse:\n  ignore_errors: true\n- command: echo hello\n- debug: {msg: x}\n",
  );
  const run = await runText(text, { plugins: [FRAGILE] });
  assert.deepEqual(endings(run), ["collapse: failed", "command: changed", "debug: ok"]);
  const { values, diagnostic } = eventsOf(run, "task-finished")[0]!.result;
  assert.match(String(values.get("msg")), /fragile/);
  assert.match(`${diagnostic?.summary}\n${diagnostic?.detail}`, /the disk is full/);
  assert.equal(diagnostic?.sourceLine, "    - collapse:");
  assert.equal(run.exitCode, 0);
});

Deno.test("a target that is lost in a task is reached anew by the next", async () => {
  const text = play(
    "- lose:\n  ignore_unreachable: true\n  ignore_errors: true\n- file: {path: ., state: directory}\n",
  );
  const run = await runText(text, { plugins: [FRAGILE] });
  assert.deepEqual(endings(run), ["lose: unreachable", "file: ok"]);
  assert.equal(eventsOf(run, "task-finished")[0]?.result.diagnostic?.line, 4);
  assert.equal(run.exitCode, 0);
});

/**
 * Kills the shell that is held open, and all that it started, from within: it first, or it could
 * still tell of the end of what it started.
 */
const KILLER = `#!/bin/sh
pid=$$ all=
while :; do
  while read -r name value; do [ "$name" != PPid: ] || parent=$value; done </proc/$pid/status
  read -r name </proc/$parent/comm
  case $name in sh|dash|bash|busybox) all="$parent $all" pid=$parent ;; *) break ;; esac
done
kill -9 $all
`;

Deno.test({
  name:
    "a shell that is killed in the middle of a change: the path is told, and the old file is whole",
  ignore: Deno.build.os !== "linux",
  async fn(): Promise<void> {
    const text = play(
      "- copy:\n    dest: '{{ playbook_dir }}/f'\n    content: new\n" +
        "    validate: sh '{{ playbook_dir }}/killer' %s\n",
    );
    await using playbook = await TestPlaybook.write(text, { killer: KILLER, f: "old\n" });
    const run = await playbook.run();
    assert.deepEqual(endings(run), ["copy: unreachable"]);
    const { diagnostic } = eventsOf(run, "task-finished")[0]!.result;
    assert.match(diagnostic?.summary ?? "", /SIGKILL, in 'copy' of '.*\/f'/);
    assert.equal(await Deno.readTextFile(playbook.path("f")), "old\n");
  },
});

Deno.test("a target that is lost takes no further part", async () => {
  const text = play("- lose:\n- debug: {msg: not run}\n");
  const run = await runText(text, { plugins: [FRAGILE] });
  assert.deepEqual(endings(run), ["lose: unreachable"]);
  assert.equal(run.exitCode, 4);
});

for (const [delegation, items] of [["", 1], ["  delegate_to: h1\n", 2]] as const) {
  const loop = delegation === "" ? "a loop" : "a loop of delegated items";
  Deno.test(`${loop} on a target that is lost tries ${items} of 2`, async () => {
    const text = play(`- lose:\n  loop: [1, 2]\n  ignore_unreachable: true\n${delegation}`);
    const run = await runText(text, { plugins: [FRAGILE] });
    assert.deepEqual(endings(run), ["lose: unreachable"]);
    const tried = eventsOf(run, "item-finished").map(({ result }) => result.status);
    assert.deepEqual(tried, Array(items).fill("unreachable"));
  });
}

Deno.test("a task that takes too long fails, and what it started is gone", async () => {
  await using playbook = await TestPlaybook.write("");
  const pidFile = playbook.path("pid");
  const task = `- shell: echo $$ > ${pidFile}; exec sleep 1000\n`;
  const text = play(`${task}  timeout: 900\n  ignore_errors: true\n- command: echo\n`);
  await Deno.writeTextFile(playbook.path("play.yml"), text);
  using timeout = new HeldTimer(900_000);
  const running = playbook.run();
  const [pid = 0] = await readPids(pidFile, 1);
  timeout.elapse();
  assert.deepEqual(endings(await running), ["shell: failed", "command: changed"]);
  await eventually("the command was gone", () => !isRunning(pid));
});

for (
  const [keyword, line] of Object.entries({
    hosts: '- hosts: "{{ missing }}"\n  tasks: []\n',
    gather_facts: '- hosts: h1\n  gather_facts: "{{ missing }}"\n  tasks: []\n',
    force_handlers: '- hosts: h1\n  force_handlers: "{{ missing }}"\n  tasks: []\n',
  })
) {
  Deno.test(`a play whose ${keyword} cannot be rendered ends the run, and says where`, async () => {
    const { error, exitCode } = await runText(line);
    assert(error instanceof Fault);
    assert.equal(error.message, "'missing' is undefined");
    assert(error.diagnostic.sourceLine?.includes(keyword), error.diagnostic.sourceLine);
    assert.equal(exitCode, 4);
  });
}
