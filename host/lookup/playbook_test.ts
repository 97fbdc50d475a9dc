/** Lookups in the places of a playbook, with the real plugins. @module */
import assert from "node:assert/strict";
import { eventsOf, play, runText, TestPlaybook } from "../engine/test_support.ts";
import { sealWith } from "../vault/keyring.ts";
import { Secret } from "../vault/secret.ts";

/** Text that must never be rendered, wherever it travels. */
const MARKUP = "{{ lookup('pipe', 'touch smuggled') }}";

const FILES = { "files/name.txt": "web\n", "files/markup.txt": `${MARKUP}\n` };

/** The `msg` of each task. */
async function messages(
  text: string,
  files: Readonly<Record<string, string>> = FILES,
): Promise<unknown[]> {
  const run = await runText(text, {}, files);
  assert.equal(run.exitCode, 0, JSON.stringify(run.events.at(-2)));
  return eventsOf(run, "task-finished").map(({ result }) => result.values.get("msg"));
}

Deno.test("lookups are waited for in names, conditions, loops, arguments, keywords, templates", async () => {
  const run = await runText(
    `
- hosts: h1
  gather_facts: false
  vars: {read: "{{ lookup('file', 'name.txt') }}"}
  vars_files: ["{{ lookup('file', 'name.txt') }}.yml"]
  tasks:
    - name: "for {{ read }}"
      debug: {msg: "{{ read }} {{ hostvars.h1.own }} {{ from_file }}"}
      when: read == 'web'
    - debug: {msg: "{{ item }}"}
      with_lines: echo one; echo two
      loop_control: {label: "{{ read }}"}
    - command: cat
      args: {stdin: "{{ lookup('template', 'page.j2') }}"}
      environment: {NAME: "{{ read }}"}
      register: done
      changed_when: lookup('env', 'SHEP_NOPE') == '' and read == 'web'
      notify: "tell {{ read }}"
    - debug: {msg: "{{ done.stdout }}"}
  handlers:
    - name: "tell {{ lookup('file', 'name.txt') }}"
      debug: {msg: told}
`,
    {},
    {
      ...FILES,
      hosts: "h1 ansible_connection=local own=\"{{ lookup('file', 'name.txt') }}\"\n",
      "web.yml": "from_file: loaded\n",
      "templates/page.j2": "page of {{ read }} {{ lookup('pipe', 'echo $0') }}\n",
    },
  );
  assert.equal(run.exitCode, 0, JSON.stringify(run.events.at(-2)));
  const finished = eventsOf(run, "task-finished");
  const value = (index: number, name: string): unknown => finished[index]!.result.values.get(name);
  assert.equal(finished[0]!.task.name, "for web");
  assert.equal(value(0, "msg"), "web web loaded");
  assert.deepEqual(eventsOf(run, "item-finished").map(({ item }) => item), ["web", "web"]);
  assert.equal(value(2, "changed"), true);
  assert.equal(value(3, "msg"), "page of web /bin/sh");
  assert.equal(value(4, "msg"), "told");
});

Deno.test("what a lookup finds is never a template, however it travels", async () => {
  const found = await messages(
    `
- hosts: h1
  gather_facts: false
  vars:
    direct: "{{ lookup('file', 'markup.txt') }}"
    through: "{{ [direct] | first }}"
    listed: ["{{ direct }}"]
  tasks:
    - debug: {msg: "{{ direct }}"}
    - debug: {msg: "{{ through }}"}
    - debug: {msg: "{{ listed[0] }}"}
    - debug: {msg: "{{ lookup('vars', 'direct') }}"}
    - debug: {msg: "{{ query('items', [direct]) | first }}"}
    - debug: {msg: "{{ lookup('template', 'plain.j2') | trim }}"}
    - debug: {msg: "{{ (quoted | from_yaml).a }}"}
`.replace("listed:", `quoted: "{{ 'a: ' ~ (direct | to_json) }}"\n    listed:`),
    {
      ...FILES,
      "templates/plain.j2": "{{ direct }}\n",
    },
  );
  assert.deepEqual(found, Array(7).fill(MARKUP));
});

Deno.test("a lookup that fails is told at its place", async () => {
  const run = await runText(
    `
- hosts: h1
  gather_facts: false
  tasks:
    - debug:
        msg: "{{ lookup('file', 'nope.txt') }}"
      ignore_errors: true
    - debug: {msg: "{{ lookup('fil', 'x') }}"}
      ignore_errors: true
    - debug: {msg: x}
      with_sequence: start=1
      ignore_errors: true
    - debug: {msg: "{{ lookup('file', 'x', bogus=1) }}"}
      ignore_errors: true
`,
    {},
    FILES,
  );
  const problems = eventsOf(run, "task-finished").map(({ result }) => result.diagnostic!);
  assert.deepEqual(problems.map(({ line }) => line), [6, 8, 11, 13]);
  assert.match(problems[0]!.summary, /could not locate file in lookup 'file': .*nope\.txt/);
  assert.match(problems[1]!.summary, /no lookup 'fil'.*'file'/);
  assert.match(problems[2]!.summary, /needs 'end' or 'count'/);
  assert.match(problems[3]!.summary, /no option 'bogus'.*lstrip/);
});

Deno.test("errors of a lookup can be ignored, or made a warning", async () => {
  const run = await runText(
    `
- hosts: h1
  gather_facts: false
  tasks:
    - debug: {msg: "{{ lookup('file', 'nope', errors='warn') is none }}"}
    - debug: {msg: "{{ query('file', 'nope', errors='ignore') }}"}
`,
    {},
    FILES,
  );
  const found = eventsOf(run, "task-finished").map(({ result }) => result.values.get("msg"));
  assert.deepEqual(found, [true, []]);
  const warnings = eventsOf(run, "warning").map(({ warning }) => warning.summary);
  assert(warnings.some((summary) => /lookup 'file': could not locate/.test(summary)));
});

Deno.test("a password is hashed with the salt that is kept with it", async () => {
  const lookup = (options: string): string => `{{ lookup('password', 'secrets/one'${options}) }}`;
  const [first, again, plain, other] = await messages(
    play(
      [", encrypt='sha512_crypt', length=8", ", encrypt='sha512_crypt'", "", ", encrypt='sha256'"]
        .map((options) => `- debug: {msg: "${lookup(options)}"}\n`).join(""),
    ),
  );
  assert.match(String(plain), /^.{8}$/);
  assert.match(String(first), /^\$6\$[./0-9A-Za-z]{16}\$[./0-9A-Za-z]{86}$/);
  assert.equal(again, first);
  assert.equal(String(other).split("$")[2], String(first).split("$")[2]);
});

Deno.test("the lookup 'file' decrypts what comes from a vault", async () => {
  const identity = { id: "default", password: new Secret("pw") };
  const sealed = await sealWith(identity, new TextEncoder().encode("  hidden \n"));
  await using playbook = await TestPlaybook.write(
    play(`
- assert:
    that:
      - lookup('file', 'sealed') == '  hidden'
      - lookup('file', 'sealed', lstrip=true, rstrip=false) == 'hidden \\n'
`),
    { "files/sealed": sealed, password: "pw\n" },
  );
  const run = await playbook.run({ vault: { passwordFiles: [playbook.path("password")] } });
  assert.equal(run.exitCode, 0, JSON.stringify(run.events.at(-3)));
});
