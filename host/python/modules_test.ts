/** Modules in Python, run by the user's own ansible-core: skipped where there is none. */
import assert from "node:assert/strict";
import type { Fault } from "@shep/sdk";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { endings, eventsOf, play, runText, TestPlaybook } from "../engine/test_support.ts";

const hasAnsible = new Deno.Command("sh", {
  args: ["-c", "command -v ansible-playbook"],
  stdout: "null",
}).outputSync().success;

/** A module of a playbook's own, with code that it shares. */
const GREET = `#!/usr/bin/python
from __future__ import annotations
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.greeting import greeting


def main():
    module = AnsibleModule(
        argument_spec=dict(
            name=dict(required=True),
            times=dict(type="int", default=1),
            crash=dict(type="bool", default=False),
        ),
        supports_check_mode=True,
    )
    if module.params["crash"]:
        raise RuntimeError("on purpose")
    if module.params["name"] == "nobody":
        module.fail_json(msg="nobody is there", tried=1)
    text = greeting(module.params["name"]) * module.params["times"]
    module.warn("careful")
    module.exit_json(
        changed=not module.check_mode,
        text=text,
        ratio=1.0,
        big=1234567890123456789,
        diff=dict(before="", after=text + "\\n"),
        ansible_facts=dict(greeted=module.params["name"]),
    )


main()
`;

const FILES = {
  "library/greet.py": GREET,
  "module_utils/greeting.py": 'def greeting(name):\n    return "hello " + name\n',
};

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !hasAnsible, fn });
}

test("a playbook's own module runs, with its facts, diff and warnings", async () => {
  const tasks = "- greet: {name: '{{ who }}', times: '2'}\n  register: r\n" +
    "- debug: {msg: '{{ r.text }} {{ greeted }} {{ r.ratio }} {{ r.big }}'}\n";
  const run = await runText(play(tasks), { extraVars: ["who=you"], diff: true }, FILES);
  assert.deepEqual(endings(run), ["greet: changed", "debug: ok"]);
  const [greeted, told] = eventsOf(run, "task-finished").map(({ result }) => result);
  assert.equal(told!.values.get("msg"), "hello youhello you you 1.0 1234567890123456789");
  assert.deepEqual([greeted!.diffs[0]!.after, greeted!.warnings], ["hello youhello you\n", [
    "careful",
  ]]);
});

test("check mode is the module's own", async () => {
  const run = await runText(play("- greet: {name: you}\n"), { check: true }, FILES);
  assert.deepEqual(endings(run), ["greet: ok"]);
});

test("a module that fails, that crashes, and one with wrong arguments", async () => {
  const tasks = ["name: nobody", "name: x, crash: true", "name: x, nmae: x"].map((args) =>
    `- greet: {${args}}\n  ignore_errors: true\n`
  );
  const run = await runText(play(tasks.join("")), {}, FILES);
  const [failed, crashed, wrong] = eventsOf(run, "task-finished").map(({ result }) =>
    result.values
  );
  assert.deepEqual([failed!.get("msg"), failed!.get("tried")], ["nobody is there", 1]);
  assert.match(String(crashed!.get("msg")), /MODULE FAILURE/);
  assert.match(String(crashed!.get("module_stderr")), /RuntimeError: on purpose/);
  assert.match(String(wrong!.get("msg")), /nmae/);
});

test("modules of roles and of collections beside the playbook are found", async () => {
  const collection = "collections/ansible_collections/my/tools/plugins";
  const run = await runText(
    "- hosts: h1\n  gather_facts: false\n  roles: [greeter]\n  tasks:\n" +
      "    - my.tools.measure: {}\n      register: m\n    - debug: {msg: '{{ m.length }}'}\n",
    {},
    {
      "roles/greeter/tasks/main.yml": "- greet: {name: role}\n",
      "roles/greeter/library/greet": GREET,
      "roles/greeter/module_utils/greeting.py": FILES["module_utils/greeting.py"],
      [`${collection}/modules/measure.py`]:
        "from ansible.module_utils.basic import AnsibleModule\n" +
        "from ..module_utils.size import SIZE\n" +
        "AnsibleModule(argument_spec={}).exit_json(length=SIZE)\n",
      [`${collection}/module_utils/size.py`]: "SIZE = 7\n",
    },
  );
  assert.equal(run.error, undefined);
  assert.deepEqual(endings(run).slice(-3), [
    "greeter : greet: changed",
    "my.tools.measure: ok",
    "debug: ok",
  ]);
  assert.equal(eventsOf(run, "task-finished").at(-1)!.result.values.get("msg"), 7);
});

test("modules of the folders that are named are found, those of a flag first", async () => {
  const module = (said: string): string =>
    "from ansible.module_utils.basic import AnsibleModule\n" +
    `AnsibleModule(argument_spec={}).exit_json(msg="${said}")\n`;
  await using playbook = await TestPlaybook.write(
    play("- told: {}\n- only_set: {}\n- beside: {}\n"),
    {
      "flag/told.py": module("by -M"),
      "library/told.py": module("beside"),
      "library/beside.py": module("beside"),
      "set/told.py": module("by the settings"),
      "set/beside.py": module("by the settings"),
      "set/only_set.py": module("by the settings"),
    },
  );
  const environment = { ...Deno.env.toObject(), ANSIBLE_LIBRARY: playbook.path("set") };
  const run = await playbook.run({ environment, modulePath: [playbook.path("flag")] });
  assert.equal(run.error, undefined);
  const said = eventsOf(run, "task-finished").map(({ result }) => result.values.get("msg"));
  assert.deepEqual(said, ["by -M", "by the settings", "beside"]);
});

test("Shep's own actions come before modules, and a typing mistake stays one", async () => {
  const files = { "library/ping.py": "raise SystemExit(1)\n", ...FILES };
  assert.deepEqual(endings(await runText(play("- ping:\n"), {}, files)), ["ping: ok"]);
  const { error } = await runText(play("- gret: {name: x}\n"), {}, files);
  assert.match(String(error), /there is no action 'gret'/);
  assert.match((error as Fault).diagnostic.hint ?? "", /'greet'/);
});

test("without python3 on the target, and with another one, the task says so", async () => {
  const files = {
    ...FILES,
    hosts: "h1 ansible_connection=local ansible_python_interpreter=/none\n",
  };
  const run = await runText(play("- greet: {name: x}\n"), {}, files);
  const { values } = eventsOf(run, "task-finished")[0]!.result;
  assert.match(String(values.get("msg")), /'greet' is written in Python: it needs \/none/);
});

test("without ansible-core here nothing runs, and it is said why", async () => {
  await using playbook = await TestPlaybook.write(play("- greet: {name: x}\n"), {
    ...FILES,
    "bin/python3": "",
  });
  // A Python that knows of no packages, nor of another Python.
  const bare = '#!/bin/sh\nSHEP_MOVED=1 exec /usr/bin/python3 -S "$@"\n';
  await writeProgram(playbook.path("bin/python3"), bare);
  const environment = {
    ...Deno.env.toObject(),
    PATH: `${playbook.path("bin")}:${Deno.env.get("PATH")}`,
  };
  const { error, events } = await playbook.run({ environment });
  assert.match(String(error), /'greet' is written in Python: it needs ansible-core/);
  assert.deepEqual(events.filter(({ type }) => type === "task-started"), []);
});

test("a module returns what it returns under Ansible", async () => {
  await using playbook = await TestPlaybook.write(
    "- hosts: h1\n  gather_facts: false\n  tasks:\n    - greet: {name: you}\n      register: r\n" +
      '    - copy: {content: "{{ r | to_json }}", dest: "{{ playbook_dir }}/{{ into }}"}\n',
    {
      ...FILES,
      hosts: "h1 ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n",
    },
  );
  await playbook.run({ extraVars: ["into=shep.json"] });
  await new Deno.Command("ansible-playbook", {
    args: ["-i", playbook.path("hosts"), playbook.path("play.yml"), "-e", "into=ansible.json"],
    env: { LC_ALL: "C.UTF-8" },
    stdout: "null",
    stderr: "null",
  }).output();
  const read = (name: string): Record<string, unknown> =>
    JSON.parse(Deno.readTextFileSync(playbook.path(name)));
  const { invocation: _, ...own } = read("shep.json");
  const { invocation: __, diff, ...ansibles } = read("ansible.json");
  assert.deepEqual({ ...own, diff: undefined }, { ...ansibles, diff: undefined });
  assert.ok(diff);
});

const TOOLS = "collections/ansible_collections/my/tools";

const ROUTED = {
  ...FILES,
  [`${TOOLS}/plugins/modules/measure.py`]:
    "from ansible.module_utils.basic import AnsibleModule\n" +
    "AnsibleModule(argument_spec={}).exit_json(length=7)\n",
  [`${TOOLS}/plugins/modules/both.py`]: "",
  [`${TOOLS}/plugins/action/both.py`]: "",
  [`${TOOLS}/plugins/action/alone.py`]: "",
  [`${TOOLS}/meta/runtime.yml`]: `
plugin_routing:
  action:
    routed: {redirect: my.tools.both}
  modules:
    metre: {redirect: my.tools.size, deprecation: {removal_version: 9.0.0, warning_text: Say measure.}}
    size: {redirect: my.tools.measure}
    routed: {redirect: my.tools.measure}
    here: {redirect: my.tools.there}
    there: {redirect: my.tools.here}
    gone: {tombstone: {removal_version: 1.0.0, warning_text: Use my.tools.measure instead.}}
`,
};

test("a module that was moved is found by its old name, which is told of", async () => {
  const text = play("- my.tools.metre:\n- debug: {msg: x}\n");
  const run = await runText(text, {}, ROUTED);
  assert.equal(run.error, undefined);
  const { values, warnings } = eventsOf(run, "task-finished")[0]!.result;
  assert.equal(values.get("length"), 7);
  assert.deepEqual(warnings, ["[DEPRECATION] my.tools.metre is deprecated: Say measure."]);
});

test("what is gone, goes round in a circle, or is half Ansible's own runs nothing", async () => {
  const refused: Readonly<Record<string, RegExp>> = {
    gone: /'my\.tools\.gone' was removed from its collection/,
    here: /'my\.tools\.here' cannot be packed/,
    both: /A part of 'my\.tools\.both' runs on the controller/,
    alone: /A part of 'my\.tools\.alone' runs on the controller/,
    routed: /A part of 'my\.tools\.measure' runs on the controller/,
  };
  const tasks = Object.keys(refused).map((name) => `- my.tools.${name}:\n`).join("");
  const { error, events } = await runText(play(tasks), {}, ROUTED);
  const said = Deno.inspect(error, { strAbbreviateSize: Infinity, depth: 10 });
  for (const message of Object.values(refused)) assert.match(said, message);
  assert.deepEqual(events.filter(({ type }) => type === "task-started"), []);
});

test("what a module imports is found where it was moved to", async () => {
  const module = (from: string): string =>
    "from ansible.module_utils.basic import AnsibleModule\n" +
    `from ${from} import SIZE\nAnsibleModule(argument_spec={}).exit_json(length=SIZE)\n`;
  const utils = "ansible_collections.my.tools.plugins.module_utils";
  const run = await runText(play("- my.tools.one:\n- my.tools.two:\n"), {}, {
    ...ROUTED,
    [`${TOOLS}/plugins/modules/one.py`]: module(`${utils}.old`),
    [`${TOOLS}/plugins/modules/two.py`]: module("..module_utils.folder.older"),
    [`${TOOLS}/plugins/module_utils/size.py`]: "SIZE = 7\n",
    [`${TOOLS}/meta/runtime.yml`]: `
plugin_routing:
  module_utils:
    old: {redirect: ${utils}.size}
    folder.older: {redirect: my.tools.old, deprecation: {warning_text: Say size.}}
`,
  });
  assert.equal(run.error, undefined);
  const results = eventsOf(run, "task-finished").map(({ result }) => result);
  assert.deepEqual(results.map(({ values }) => values.get("length")), [7, 7]);
  assert.deepEqual(results.map(({ warnings }) => warnings), [[], [
    `[DEPRECATION] ${utils}.folder.older is deprecated: Say size.`,
  ]]);
});

const KUBERNETES = "collections/ansible_collections/kubernetes/core/plugins";

test("a module whose other half would have nothing to do runs without it", async () => {
  const tasks = [
    "{kubeconfig: /etc/k.conf, src: 'https://example.com/x'}",
    "{template: x.j2}",
    "{src: x.yml}",
    "{template: '', kubeconfig: {apiVersion: v1}}",
  ].map((args) => `- kubernetes.core.k8s: ${args}\n  ignore_errors: true\n`).join("");
  const never = "- kubernetes.core.helm: {values_files: x, template: x}\n  when: false\n";
  const run = await runText(play(tasks + never), {}, {
    [`${KUBERNETES}/action/k8s.py`]: "",
    [`${KUBERNETES}/action/helm.py`]: "",
    [`${KUBERNETES}/modules/helm.py`]: "",
    [`${KUBERNETES}/modules/k8s.py`]:
      "from ansible.module_utils.basic import AnsibleModule\nAnsibleModule(argument_spec=dict(" +
      "kubeconfig=dict(type='raw'), src={}, template={})).exit_json(changed=True)\n",
  });
  assert.equal(run.error, undefined);
  const results = eventsOf(run, "task-finished").map(({ result }) => result);
  assert.deepEqual(results.map(({ status }) => status), [
    ...["changed", "failed", "failed", "changed"],
    "skipped",
  ]);
  assert.match(
    String(results[1]!.values.get("msg")),
    /k8s' runs on .*'template' is rendered there/,
  );
  assert.match(String(results[2]!.values.get("msg")), /'src' is looked for among/);
});

test("a module is a job of the target, too, and packed once in a run", async () => {
  const tasks = "- greet: {name: you}\n  async: 600\n  poll: 1\n  register: waited\n" +
    "- file: {path: '{{ playbook_dir }}/library/greet.py', state: absent}\n" +
    "- greet: {name: me}\n  async: 600\n  poll: 0\n  register: job\n" +
    "- async_status: {jid: '{{ job.ansible_job_id }}'}\n  register: r\n" +
    "  until: r is finished\n  retries: 600\n  delay: 1\n" +
    "- debug: {msg: '{{ waited.text }}, {{ r.text }}, {{ greeted }}'}\n";
  const run = await runText(play(tasks), {}, FILES);
  assert.equal(run.error, undefined);
  const last = eventsOf(run, "task-finished").at(-1)!.result;
  assert.equal(last.values.get("msg"), "hello you, hello me, me");
});
