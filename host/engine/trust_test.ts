/**
 * What a target reports is never evaluated, however it travels. Each way smuggles a template that
 * would tell the secret, or an expression that would be true.
 *
 * @module
 */
import assert from "node:assert/strict";
import { eventsOf, play, runText } from "./test_support.ts";

const TEMPLATE = "{{ secret }}";

/** A task that reports the template as its result `r`. */
const REPORT = `- command: printf %s '{% raw %}${TEMPLATE}{% endraw %}'\n  register: r\n`;

/** The ways by which the result reaches the last task, which shows it. */
const WAYS: Readonly<Record<string, string>> = {
  "a registered result": '- debug: {msg: "{{ r.stdout }}"}\n',
  "a lazy variable": '- debug: {msg: "{{ v }}"}\n  vars: {v: "{{ r.stdout }}"}\n',
  "two lazy variables": '- debug: {msg: "{{ w }}"}\n  vars: {v: "{{ r.stdout }}", w: "{{ v }}"}\n',
  "set_fact": '- set_fact: {f: "{{ r.stdout }}"}\n- debug: {msg: "{{ f }}"}\n',
  "set_fact of a list": '- set_fact: {f: ["{{ r.stdout }}"]}\n- debug: {msg: "{{ f[0] }}"}\n',
  "a cacheable fact": '- set_fact: {f: "{{ r.stdout }}", cacheable: true}\n' +
    '- debug: {msg: "{{ ansible_facts.f }}"}\n',
  "a loop over results": '- debug: {msg: "{{ item }}"}\n  loop: "{{ r.stdout_lines }}"\n',
  "with_items": '- debug: {msg: "{{ item }}"}\n  with_items: ["{{ r.stdout }}"]\n',
  "with_dict": '- debug: {msg: "{{ item.value }}"}\n  with_dict: {a: "{{ r.stdout }}"}\n',
  "the results of a loop":
    `- command: printf %s '{% raw %}${TEMPLATE}{% endraw %}'\n  loop: [1]\n  register: all\n` +
    '- debug: {msg: "{{ item.stdout }}"}\n  loop: "{{ all.results }}"\n',
  "hostvars": "- debug: {msg: \"{{ hostvars['h1'].r.stdout }}\"}\n",
  "vars": "- debug: {msg: \"{{ vars['r'].stdout }}\"}\n",
  "another host": '- debug: {msg: "{{ r.stdout }}"}\n  delegate_to: localhost\n',
  "arguments from a result":
    '- set_fact: {args_of: {msg: "{{ r.stdout }}"}}\n- debug: "{{ args_of }}"\n',
  "a rescue": '- block:\n  - fail: {msg: "{{ r.stdout }}"}\n  rescue:\n' +
    '  - debug: {msg: "{{ ansible_failed_result.msg }}"}\n',
  "debug var": "- debug: {var: r.stdout}\n",
  "text that is read back as a list": "- set_fact: {f: \"['{{ r.stdout }}']\"}\n" +
    '- debug: {msg: "{{ f[0] }}"}\n',
  "a template that is read back": "- debug: {msg: \"{{ lookup('template', 'page.j2')[0] }}\"}\n",
  "facts of the target":
    '- setup: {fact_path: "{{ playbook_dir }}/facts", gather_subset: local}\n' +
    '- debug: {msg: "{{ ansible_local.told.text }}"}\n',
  "text that is !unsafe": `- debug: {msg: "{{ v }}"}\n  vars: {v: !unsafe "${TEMPLATE}"}\n`,
};

const FILES = {
  "facts/told.fact": JSON.stringify({ text: TEMPLATE }),
  "templates/page.j2": "['{{ r.stdout }}']\n",
};

for (const [way, tasks] of Object.entries(WAYS)) {
  Deno.test(`a template that a target reports stays text by way of ${way}`, async () => {
    const run = await runText(play(REPORT + tasks), { extraVars: ["secret=told"] }, FILES);
    const type = /loop|with_/.test(tasks) ? "item-finished" : "task-finished";
    const last = eventsOf(run, type).at(-1);
    assert.equal(last?.result.status, "ok", Deno.inspect(last, { depth: 6 }));
    const { values } = last.result;
    assert.equal(values.get("msg") ?? values.get("r.stdout"), TEMPLATE);
  });
}

/** Expressions that come from a result are refused: to evaluate them would trust the target. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  "assert that": '- assert: {that: "{{ e.stdout }}"}\n',
  "a list of assert that": '- assert: {that: "{{ e.stdout_lines }}"}\n',
  "one of several of assert that": '- assert: {that: [true, "{{ e.stdout }}"]}\n',
  "assert by arguments from a result":
    '- set_fact: {args_of: {that: "{{ e.stdout }}"}}\n- assert: "{{ args_of }}"\n',
  "when": '- debug: {msg: x}\n  when: "{{ e.stdout }}"\n',
  "a part of when": '- debug: {msg: x}\n  when: "{{ e.stdout }} and true"\n',
  "the name of a variable in when": '- debug: {msg: x}\n  when: "{{ name.stdout }} is defined"\n',
  "changed_when": '- debug: {msg: x}\n  changed_when: "{{ e.stdout }}"\n',
  "failed_when": '- debug: {msg: x}\n  failed_when: "not {{ e.stdout }}"\n',
  "until": '- debug: {msg: x}\n  until: "{{ e.stdout }}"\n  delay: 0\n  retries: 1\n',
  "debug var by arguments from a result":
    '- set_fact: {args_of: {var: "{{ e.stdout }}"}}\n- debug: "{{ args_of }}"\n',
};

for (const [where, tasks] of Object.entries(EXPRESSIONS)) {
  Deno.test(`an expression that a target reports is refused in ${where}`, async () => {
    const run = await runText(
      play(
        `- command: echo 'secret == "told"'\n  register: e\n` +
          `- command: echo secret\n  register: name\n${tasks}`,
      ),
      { extraVars: ["secret=told"] },
    );
    const { result } = eventsOf(run, "task-finished").at(-1)!;
    assert.equal(result.status, "failed");
    assert.match(String(result.values.get("msg")), /template|is not evaluated/);
  });
}

Deno.test("a name that a target reports is no template in notify", async () => {
  const run = await runText(
    play(`${REPORT}- debug: {msg: x}\n  changed_when: true\n  notify: "{{ r.stdout }}"\n`)
      .replace(/$/, "  handlers:\n  - {name: told, debug: {msg: x}}\n"),
    { extraVars: ["secret=told"] },
  );
  const { result } = eventsOf(run, "task-finished").at(-1)!;
  assert.equal(result.status, "failed");
  assert(String(result.values.get("msg")).includes(`'${TEMPLATE}'`));
});
