/** What `no_log` covers is in no event, whatever happens to the task. @module */
import assert from "node:assert/strict";
import type { RunEvent } from "../events.ts";
import { play, runText } from "./test_support.ts";

const SECRET = "hunter2-is-secret";

const TASKS: Readonly<Record<string, string>> = {
  "an argument and a result": 'command: echo "{{ secret }}"',
  "a failure": 'command: sh -c "echo {{ secret }} >&2; exit 1"',
  "an argument that is refused": "file: {path: /nowhere, state: '{{ secret }}'}",
  "a message": 'fail: {msg: "{{ secret }}"}',
  "an assertion": "assert: {that: \"secret == 'x'\", fail_msg: '{{ secret }}'}",
  "items": 'debug: {msg: "{{ item }}"}\n  loop: ["{{ secret }}", x]',
  "labels": 'debug: {msg: x}\n  loop: [1]\n  loop_control: {label: "{{ secret }}"}',
  "items that fail": 'fail: {msg: "{{ item }}"}\n  loop: ["{{ secret }}"]',
  "a loop over what is no list": 'debug: {msg: x}\n  loop: "{{ secret }}"',
  "retries": 'command: sh -c "echo {{ secret }}; false"\n  retries: 1\n  delay: 0',
  "a diff": 'copy: {content: "{{ secret }}\\n", dest: "{{ playbook_dir }}/out"}',
  "facts that are set": 'set_fact: {copied: "{{ secret }}"}',
  "a variable of the task in an error": "debug: {msg: '{{ (secret ~ 1) | int(base=99) }}'}",
  "an unknown host to delegate to": 'command: echo\n  delegate_to: "{{ secret }}"',
  "a condition that fails": "debug: {msg: x}\n  when: [secret, secret + 1]",
};

for (const [what, task] of Object.entries(TASKS)) {
  Deno.test(`no_log hides ${what}`, async () => {
    const run = await runText(
      play(`- ${task}\n  no_log: true\n  ignore_errors: true\n  ignore_unreachable: true\n`),
      { extraVars: [`secret=${SECRET}`], diff: true, verbosity: 5 },
    );
    assert(run.events.some(({ type }) => type === "task-finished"), Deno.inspect(run.error));
    const leaks = run.events.filter((event) => textOf(event).includes(SECRET));
    assert.deepEqual(leaks, []);
  });
}

Deno.test("without no_log the same events show the value", async () => {
  const run = await runText(play(`- ${TASKS["a message"]}\n`), {
    extraVars: [`secret=${SECRET}`],
  });
  assert(run.events.some((event) => textOf(event).includes(SECRET)));
});

Deno.test("a no_log that cannot be evaluated hides the result", async () => {
  const run = await runText(
    play(`- debug: {msg: "{{ secret }}"}\n  no_log: "{{ missing }}"\n`),
    { extraVars: [`secret=${SECRET}`] },
  );
  assert(run.events.some(({ type }) => type === "task-finished"));
  assert.deepEqual(run.events.filter((event) => textOf(event).includes(SECRET)), []);
});

function textOf(event: RunEvent): string {
  return Deno.inspect(event, { depth: 100, iterableLimit: Infinity, strAbbreviateSize: Infinity });
}
