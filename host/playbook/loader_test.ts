import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { DeferredText, hasMarkup, TemplateText } from "../template/mod.ts";
import {
  type Block,
  type Condition,
  loadPlaybook,
  type Play,
  type PlaybookValue,
  type Setting,
  type Task,
  type TaskNode,
} from "./mod.ts";
import { testContext } from "./test_support.ts";

async function loadPlays(
  source: string,
  others: Readonly<Record<string, string>> = {},
): Promise<readonly Play[]> {
  return (await loadPlaybook("site.yml", testContext({ "site.yml": source, ...others }))).plays;
}

async function loadTasks(tasks: string): Promise<readonly TaskNode[]> {
  const [play] = await loadPlays(`- hosts: all\n  tasks:\n${tasks.replace(/^/gm, "    ")}\n`);
  return play!.tasks;
}

async function loadTask(task: string): Promise<Task> {
  const [node] = await loadTasks(task);
  assert(node?.kind === "task");
  return node;
}

/** Templates as their text. */
function plain(value: PlaybookValue | undefined): unknown {
  if (value instanceof TemplateText) return value.source;
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Map
    ? Object.fromEntries(Array.from(value, ([key, item]) => [String(key), plain(item)]))
    : value;
}

function plainArguments({ arguments: values, argumentsTemplate }: Task): unknown {
  const given = Object.fromEntries(Array.from(values, ([name, value]) => [name, plain(value)]));
  return argumentsTemplate === undefined ? given : { ...given, "*": argumentsTemplate.source };
}

function expressions(conditions: readonly Condition[] | undefined): unknown[] | undefined {
  return conditions?.map(({ expression }) => plain(expression));
}

function settings(of: { settings: ReadonlyMap<string, Setting> }): unknown {
  return Object.fromEntries(Array.from(of.settings, ([name, { value }]) => [name, plain(value)]));
}

/** What a task calls. */
const CALLS: readonly [task: string, action: string, args: unknown][] = [
  ["- ping:", "ping", {}],
  ["- ansible.builtin.copy: src=a dest=b", "copy", { src: "a", dest: "b" }],
  ["- ansible.legacy.copy: {src: a, dest: b}", "copy", { src: "a", dest: "b" }],
  ["- file: path=/x mode='0644'", "file", { path: "/x", mode: "0644" }],
  ["- action: copy src=a dest=b", "copy", { src: "a", dest: "b" }],
  ["- action: {module: copy, src: a, dest: b}", "copy", { src: "a", dest: "b" }],
  ["- action: ping", "ping", {}],
  ["- command: make all chdir=/src x=1", "command", { cmd: "make all x=1", chdir: "/src" }],
  ["- command: {cmd: make}", "command", { cmd: "make" }],
  ["- shell: |\n    a |\n      b\n", "shell", { cmd: "a |\n  b\n" }],
  ["- shell: ls\n  args: {chdir: /x}", "shell", { cmd: "ls", chdir: "/x" }],
  ["- action: shell ls\n  args: {chdir: /x}", "shell", { cmd: "ls", chdir: "/x" }],
  ["- include_vars: a.yml", "include_vars", { file: "a.yml" }],
  ["- include_vars: file=a.yml", "include_vars", { file: "a.yml" }],
  ["- meta: flush_handlers", "meta", { free_form: "flush_handlers" }],
  ["- set_fact: a=b c='d e'", "set_fact", { a: "b", c: "d e" }],
  ["- set_fact: {a: 1, b: [2]}", "set_fact", { a: 1, b: [2] }],
  ['- debug: "{{ x }}"', "debug", { "*": "{{ x }}" }],
  ['- debug: "{{ x }} var=y"', "debug", { var: "y", "*": "{{ x }}" }],
  ['- debug: {msg: a}\n  args: "{{ x }}"', "debug", { msg: "a", "*": "{{ x }}" }],
  ['- command: "{{ x }}"', "command", { cmd: "{{ x }}" }],
  [
    "- copy: {src: a, dest: b}\n  args: {mode: 1, src: c}",
    "copy",
    { mode: 1, src: "a", dest: "b" },
  ],
];
for (const [text, action, args] of CALLS) {
  Deno.test(`reads the call of ${JSON.stringify(text)}`, async () => {
    const task = await loadTask(text);
    assert.equal(task.action, action);
    assert.deepEqual(plainArguments(task), args);
  });
}

Deno.test("text with markup becomes a template that knows where it begins", async () => {
  const task = await loadTask(
    '- copy:\n    dest: "{{ a }}"\n    mode: >-\n\n      {{ b }}\n      {{ c }}\n' +
      '    content: !unsafe "{{ c }}"\n',
  );
  const origins = Array.from(task.arguments, ([name, value]) => [
    name,
    value instanceof TemplateText ? value.origin : value,
  ]);
  assert.deepEqual(Object.fromEntries(origins), {
    dest: { file: "site.yml", line: 4, column: 16 },
    mode: { file: "site.yml", line: 6, column: 11 },
    content: "{{ c }}",
  });
  assert.deepEqual(task.argumentPositions.get("mode"), { file: "site.yml", line: 5, column: 9 });
});

Deno.test("what stands in !unsafe is never a template, at any depth", async () => {
  const task = await loadTask(`- debug:\n    msg: !unsafe {a: ["{{ x }}"], b: "{{ y }}"}`);
  assert.deepEqual(
    task.arguments.get("msg"),
    new Map<string, PlaybookValue>([
      ["a", ["{{ x }}"]],
      ["b", "{{ y }}"],
    ]),
  );
  const text = await loadTask(`- command: !unsafe "echo {{ x }} creates={{ y }}"`);
  assert.deepEqual(plainArguments(text), { cmd: "echo {{ x }}", creates: "{{ y }}" });
  assert([...text.arguments.values()].every((value) => typeof value === "string"));
});

Deno.test("`!vault` is what the context makes of it", async () => {
  const source = "- hosts: all\n  vars:\n    a: !vault |\n      $ANSIBLE_VAULT;1.1\n      61\n";
  const { plays: [play] } = await loadPlaybook("site.yml", {
    ...testContext({ "site.yml": source }),
    decrypt: (text, { line, column }) => `${text.trim()} at ${line}:${column}`,
  });
  assert.equal(play?.vars[0]?.values.get("a"), "$ANSIBLE_VAULT;1.1\n61 at 3:15");
});

Deno.test("a command that is vaulted as a whole is refused: nobody could read its words", async () => {
  class Vaulted extends DeferredText {
    protected override load(): Promise<string> {
      return Promise.resolve("echo");
    }
  }
  const source = "- hosts: all\n  tasks:\n    - command: !vault |\n        61\n";
  const context = { ...testContext({ "site.yml": source }), decrypt: () => new Vaulted("***") };
  await assert.rejects(
    loadPlaybook("site.yml", context),
    /the arguments of 'command' cannot be vaulted as a whole/,
  );
});

Deno.test("keywords are inherited, the innermost one winning", async () => {
  const [play] = await loadPlays(`
- hosts: all
  become: yes
  become_user: web
  user: me
  port: "22"
  tasks:
    - block:
        - ping:
          become: "no"
          delegate_to: "{{ x }}"
        - ping:
          become_user: null
      port: 2222
    - ping:
`);
  const outer = { become: true, become_user: "web", remote_user: "me", port: 22 };
  const [block, last] = play!.tasks as [Block, Task];
  const [first, second] = block.tasks as [Task, Task];
  assert.deepEqual(settings(play!), outer);
  assert.deepEqual(settings(first), {
    ...outer,
    port: 2222,
    become: false,
    delegate_to: "{{ x }}",
  });
  assert.deepEqual(settings(second), { become: true, remote_user: "me", port: 2222 });
  assert.deepEqual(settings(last), outer);
  assert.deepEqual(first.settings.get("port")?.position, {
    file: "site.yml",
    line: 14,
    column: 13,
  });
});

Deno.test("tags, conditions, environments and variables add up, outermost first", async () => {
  const [play] = await loadPlays(`
- hosts: all
  tags: a, b
  environment: {A: 1}
  vars: {x: 1}
  tasks:
    - block: []
      rescue:
        - ping:
          tags: [c, "d,a", 5]
          when: [c, true]
          environment: ["{{ e }}", {B: 2}]
          vars: [{x: 3}, {y: 4}]
      when: b
      vars: {x: 2}
`);
  const { rescue: [task] } = play!.tasks[0] as Block;
  assert(task?.kind === "task");
  assert.deepEqual(task.tags, ["a", "b", "c", "d", "5"]);
  assert.deepEqual(expressions(task.when), ["b", "c", true]);
  assert.deepEqual(task.environment.map(({ value }) => plain(value)), [
    { A: 1 },
    "{{ e }}",
    { B: 2 },
  ]);
  assert.deepEqual(task.vars.map(({ values }) => plain(values)), [
    { x: 1 },
    { x: 2 },
    { x: 3 },
    { y: 4 },
  ]);
  assert.equal(task.vars[0], play!.vars[0]);
});

const CONDITIONS: readonly [written: string, read: readonly unknown[]][] = [
  ["x is defined", ["x is defined"]],
  ["[a, b and c]", ["a", "b and c"]],
  ["true", [true]],
  ["'yes'", ["yes"]],
  ["0", ["0"]],
  ["", []],
  ["null", []],
  ["['', a]", ["a"]],
  ["[]", []],
];
for (const [written, read] of CONDITIONS) {
  Deno.test(`reads the condition ${JSON.stringify(written)}`, async () => {
    assert.deepEqual(expressions((await loadTask(`- ping:\n  when: ${written}`)).when), read);
  });
}

Deno.test("a condition begins where its text begins", async () => {
  const { when: [condition], failedWhen } = await loadTask(
    `- ping:\n  when: "a == 'b'"\n  failed_when: false`,
  );
  assert(condition?.expression instanceof TemplateText);
  assert.deepEqual(condition.expression.origin, { file: "site.yml", line: 4, column: 14 });
  assert.deepEqual(condition.position, { file: "site.yml", line: 4, column: 13 });
  assert.deepEqual(expressions(failedWhen), [false]);
});

Deno.test("a loop knows its kind, its value and how it is carried out", async () => {
  const { loop } = await loadTask(`
- ping:
  loop: "{{ names }}"
  loop_control:
    {loop_var: name, index_var: i, label: "{{ name }}", pause: "0.5", extended: yes}`.trim());
  assert(loop !== undefined);
  const { value, label, position, ...rest } = loop;
  assert.deepEqual([plain(value), plain(label)], ["{{ names }}", "{{ name }}"]);
  assert.deepEqual(position, { file: "site.yml", line: 4, column: 13 });
  assert.deepEqual(rest, {
    kind: "loop",
    variable: "name",
    indexVariable: "i",
    pause: 0.5,
    extended: true,
    extendedAllItems: true,
    breakWhen: [],
  });
});

Deno.test("with_… is a loop of its kind, under its short or its full name", async () => {
  for (const [key, kind] of [["with_items", "items"], ["with_ansible.builtin.dict", "dict"]]) {
    const { loop } = await loadTask(`- ping:\n  ${key}: "{{ x }}"`);
    assert.equal(loop?.kind, kind);
    assert.equal(loop?.variable, "item");
  }
  assert.equal((await loadTask("- ping:\n  loop:")).loop, undefined);
});

Deno.test("until, retries and delay have Ansible's defaults", async () => {
  const until = (await loadTask("- ping:\n  until: x\n  register: y")).retry;
  assert.deepEqual([expressions(until?.until), until?.retries, until?.delay], [["x"], 3, 5]);
  const retries = (await loadTask("- ping:\n  retries: '{{ n }}'\n  delay: '1'")).retry;
  assert.deepEqual([retries?.until, plain(retries?.retries), retries?.delay], [[], "{{ n }}", 1]);
  assert.equal((await loadTask("- ping:\n  delay: 3")).retry, undefined);
});

Deno.test("handlers have topics, and notify is inherited from blocks", async () => {
  const [play] = await loadPlays(`
- hosts: all
  tasks:
    - block:
        - ping:
        - ping:
          notify: [b, "{{ c }}"]
      notify: a
  handlers:
    - name: a
      ping:
      listen: [x, y]
    - name: b
      ping:
      listen: z
`);
  const { tasks } = play!.tasks[0] as Block;
  const notified = (tasks as Task[]).map(({ notify }) => notify.map(({ value }) => plain(value)));
  assert.deepEqual(notified, [["a"], ["b", "{{ c }}"]]);
  assert.deepEqual(
    (play!.handlers.flatMap(({ nodes }) => nodes) as Task[]).map(({ listen }) => listen),
    [["x", "y"], [
      "z",
    ]],
  );
});

Deno.test("local_action acts on localhost", async () => {
  const task = await loadTask("- local_action: command ls");
  assert.equal(task.action, "command");
  assert.deepEqual(settings(task), { delegate_to: "localhost" });
});

Deno.test("a play keeps what only plays have", async () => {
  const [play] = await loadPlays(`
- name: "{{ n }}"
  hosts: [web, "{{ db }}"]
  gather_facts: no
  gather_subset: [min]
  gather_timeout: 5
  vars_files: [a.yml, ["{{ os }}.yml", default.yml]]
  force_handlers: "yes"
  pre_tasks: [{ping: }]
  post_tasks:
    - ping:
    -
    - ping:
`);
  assert(play !== undefined);
  assert.equal(plain(play.name), "{{ n }}");
  assert.deepEqual(plain(play.hosts), ["web", "{{ db }}"]);
  assert.equal(play.gatherFacts, false);
  assert.deepEqual([...play.gatherArguments], [["gather_subset", ["min"]], ["gather_timeout", 5]]);
  assert.deepEqual(play.varsFiles.map(({ value }) => plain(value)), [
    "a.yml",
    ["{{ os }}.yml", "default.yml"],
  ]);
  assert.equal(play.forceHandlers, true);
  assert.deepEqual([play.preTasks.length, play.tasks.length, play.postTasks.length], [1, 0, 2]);
});

Deno.test("imported plays inherit tags and conditions, and the import's variables win", async () => {
  const plays = await loadPlays(
    "- import_playbook: sub/a.yml\n  tags: t\n  when: w\n  vars: {x: 1}\n- hosts: last\n",
    {
      "sub/a.yml": "- ansible.builtin.import_playbook: b.yml\n  vars: {x: 2}\n  tags: u\n",
      "sub/b.yml": "- hosts: first\n  vars: {x: 3}\n  tags: v\n  tasks:\n    - ping:\n",
    },
  );
  assert.deepEqual(plays.map(({ hosts }) => hosts), ["first", "last"]);
  const [task] = plays[0]!.tasks as [Task];
  assert.deepEqual(task.tags, ["t", "u", "v"]);
  assert.deepEqual(expressions(task.when), ["w"]);
  assert.deepEqual(task.vars.map(({ values }) => values.get("x")), [3, 2, 1]);
  assert.equal(task.position.file, "sub/b.yml");
});

Deno.test("imported tasks stand in place of the import, and inherit its keywords", async () => {
  const [play] = await loadPlays(
    `
- hosts: all
  tasks:
    - import_tasks: tasks/a.yml
      tags: t
      when: w
      become: yes
    - ping:
  handlers:
    - import_tasks: {file: handlers.yml}
`,
    {
      "tasks/a.yml": "- import_tasks: b.yml\n- import_tasks: top.yml\n",
      "tasks/b.yml": "- debug: msg=nested\n",
      "b.yml": "- debug: msg=not this\n",
      "top.yml": "- debug: msg=top\n",
      "handlers.yml": "- name: a\n  ping:\n  listen: x\n",
    },
  );
  const tasks = play!.tasks as Task[];
  assert.deepEqual(tasks.map((task) => plainArguments(task)), [
    { msg: "nested" },
    { msg: "top" },
    {},
  ]);
  assert.deepEqual(tasks.map(({ tags }) => tags), [["t"], ["t"], []]);
  assert.deepEqual(settings(tasks[0]!), { become: true });
  assert.deepEqual((play!.handlers.flatMap(({ nodes }) => nodes) as Task[])[0]?.listen, ["x"]);
});

/** What is accepted, and warned of. */
const WARNINGS: readonly [playbook: string, warning: string | undefined][] = [
  [
    "- hosts: all\n  vars: {hosts: 1, user: 2}\n",
    "2:10: the variable 'hosts' has the name of a keyword",
  ],
  ["- hosts: all\n  tasks: [{ping: , vars: {name: 1}}]\n", undefined],
  [
    "- hosts: all\n  tasks: [{ping: , when: '{{ x }}'}]\n",
    "2:26: 'when' is an expression already",
  ],
  ["- hosts: all\n  tasks:\n    - null\n", "3:7: there is no task behind this '-'"],
  [
    "- hosts: all\n  tasks: [{command: ls, args: {cmd: ls}}]\n",
    "2:32: the argument 'cmd' is given twice",
  ],
  [
    "- hosts: all\n  tasks: [{import_tasks: empty.yml, register: x}]\n",
    "2:37: 'register' does nothing on 'import_tasks'",
  ],
  [
    "- hosts: all\n  hosts: web\n",
    '2:3: the key "hosts" is given twice in this dictionary; the last value is used',
  ],
];
for (const [playbook, warning] of WARNINGS) {
  Deno.test(`warns of ${warning ?? `nothing in ${JSON.stringify(playbook)}`}`, async () => {
    const context = testContext({ "site.yml": playbook, "empty.yml": "[]" });
    await loadPlaybook("site.yml", context);
    const told = context.warnings.map(({ line, column, summary }) =>
      `${line}:${column}: ${summary}`
    );
    assert.deepEqual(told, warning === undefined ? [] : [warning]);
  });
}

Deno.test("arguments that are not known yet are not held against the action", async () => {
  const tasks = await loadTasks(`
- copy: {dest: c, src: "{{ a | default(omit) }}", content: "{{ b | default(omit) }}"}
- copy: "{{ args }}"
- file: {path: x, state: "{{ state }}"}
- debug: {msg: ["{{ a }}"]}`.trim());
  assert.equal(tasks.length, 4);
});

Deno.test("markup is found in the text that a task passes on", async () => {
  const { arguments: values } = await loadTask("- copy: src=a dest=/etc/{{ name }}.conf");
  assert.equal(values.get("src"), "a");
  const dest = values.get("dest");
  assert(dest instanceof TemplateText && hasMarkup(dest.source));
});

Deno.test("problems are told in the order of the text, whichever file is read first", async () => {
  const files: Readonly<Record<string, string>> = {
    "site.yml": "- import_playbook: slow.yml\n- import_playbook: fast.yml\n- hosts:\n",
    "slow.yml": "- hosts: 1\n",
    "fast.yml": "- hosts: 2\n",
  };
  const readFast = Promise.withResolvers<void>();
  const context = {
    ...testContext(files),
    readText: async (path: string): Promise<string> => {
      if (path === "fast.yml") readFast.resolve();
      if (path === "slow.yml") await readFast.promise;
      return files[path]!;
    },
  };
  await assert.rejects(loadPlaybook("site.yml", context), (error) => {
    assert(error instanceof Fault);
    const { file, detail } = error.diagnostic;
    const others = detail?.match(/[a-z]+\.yml:\d+:\d+/g);
    assert.deepEqual([file, others], ["slow.yml", ["fast.yml:1:10", "site.yml:3:8"]]);
    return true;
  });
});
