/** What `register` keeps. @module */
import assert from "node:assert/strict";
import { eventsOf, play, runText } from "../test_support.ts";

Deno.test("register keeps what expressions make of the result, in whatever order", async () => {
  const run = await runText(play(`
- command: printf 'one\\ntwo'
  register:
    first: all.stdout_lines | first
    all: _task.result
    code: _task.result.rc
  changed_when: _task.result.rc == 0 and first == 'one'
  failed_when: "'three' in _task.result.stdout"
- debug: {msg: ["{{ first }}", "{{ code }}", "{{ all.changed }}"]}
- command: echo {{ item }}
  loop: [a, b]
  register:
    outputs: _task.loop_result.results | map(attribute='stdout') | list
- debug: {msg: "{{ outputs }}"}
`));
  assert.equal(run.exitCode, 0, Deno.inspect(run.error ?? run.events.at(-2), { depth: 6 }));
  const shown = eventsOf(run, "task-finished").flatMap(({ task, result }) =>
    task.action === "debug" ? [result.values.get("msg")] : []
  );
  assert.deepEqual(shown, [["one", 0, true], ["a", "b"]]);
});

Deno.test("an expression of register that cannot be evaluated fails the task, at its place", async () => {
  const run = await runText(play("- command: echo x\n  register: {a: _task.result.nope}\n"));
  const { result } = eventsOf(run, "task-finished").at(-1)!;
  assert.equal(result.status, "failed");
  assert.match(result.diagnostic?.summary ?? "", /no attribute 'nope'/);
  assert.deepEqual([result.diagnostic?.line, result.diagnostic?.column], [5, 33]);
});

Deno.test("what register takes is checked before anything runs", async () => {
  for (
    const [register, message] of [
      ["{1x: _task.result}", /'1x' cannot be the name/],
      ["{x: [1]}", /takes expressions without braces/],
      ['{x: "{{ _task.result }}"}', /takes expressions without braces/],
      ["{x: a ==}", /unexpected/],
    ] as const
  ) {
    const { error, events } = await runText(play(`- ping:\n  register: ${register}\n`));
    assert.match(JSON.stringify(error), message);
    assert.deepEqual(eventsOf({ events, exitCode: 4 }, "task-started"), []);
  }
});
