/** Jobs that outlive what started them. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { eventsOf, play, runText, TestPlaybook } from "../test_support.ts";

/** Where the jobs of these tests are kept. */
const HERE = "  environment: {ANSIBLE_ASYNC_DIR: '{{ playbook_dir }}/jobs'}\n";

/** Starts a job that ends when `go` is there. */
const START = play(
  "- shell: 'while [ ! -e {{ go }} ]; do sleep 0.05; done; echo done; exit 3'\n" +
    `  async: 600\n  poll: 0\n  register: job\n${HERE}` +
    "- copy: {content: '{{ job.ansible_job_id }}', dest: '{{ playbook_dir }}/jid'}\n",
);

/** Asks for it. */
const ASK = play(
  '- async_status: {jid: \'{{ lookup("file", playbook_dir ~ "/jid") }}\'}\n' +
    `  register: out\n  ignore_errors: true\n${HERE}`,
);

Deno.test("a job goes on after its run; a later one learns how it ended", async () => {
  await using playbook = await TestPlaybook.write(START);
  const extraVars = [`go=${playbook.path("go")}`];
  const first = await playbook.run({ extraVars });
  assert.equal(first.error, undefined);
  assert.equal(first.exitCode, 0);
  const ask = async (): Promise<Map<unknown, unknown>> => {
    await Deno.writeTextFile(playbook.path("play.yml"), ASK);
    return eventsOf(await playbook.run({ extraVars }), "task-finished")[0]!.result
      .values;
  };
  const running = await ask();
  assert.deepEqual([running.get("finished"), running.get("rc")], [0, undefined]);
  await Deno.writeTextFile(playbook.path("go"), "");
  let ended = running;
  while (ended.get("finished") === 0) ended = await ask();
  assert.deepEqual(
    ["finished", "rc", "stdout", "failed", "changed"].map((name) => ended.get(name)),
    [1, 3, "done", true, true],
  );
});

Deno.test("other actions than commands go on in the background, too", async () => {
  const run = await runText(play(
    "- file: {path: '{{ playbook_dir }}/made', state: directory}\n" +
      `  async: 600\n  poll: 1\n  register: made\n${HERE}` +
      "- file: {path: '{{ playbook_dir }}/made', state: directory, mode: '0711'}\n" +
      `  async: 600\n  poll: 0\n  register: job\n${HERE}` +
      "- async_status: {jid: '{{ job.ansible_job_id }}'}\n" +
      `  register: out\n  until: out is finished\n  retries: 1000\n  delay: 0\n${HERE}` +
      "- debug: {msg: '{{ made.changed }} {{ made.finished }} {{ out.changed }} {{ out.mode }}'}\n",
  ));
  const results = eventsOf(run, "task-finished").map(({ result }) =>
    [...result.values].map(([name, value]) => `${name}=${value}`)
  );
  assert.equal(run.exitCode, 0, JSON.stringify(results));
  const { result } = eventsOf(run, "task-finished").at(-1)!;
  assert.equal(result.values.get("msg"), "True 1 True 0711");
});

Deno.test("an action of the host itself has no background: told before anything runs", async () => {
  const run = await runText(play("- ping:\n- debug: {msg: x}\n  async: 5\n"));
  assert(run.error instanceof Fault);
  assert.match(run.error.message, /'async' is not supported for 'debug'/);
  assert.deepEqual(eventsOf(run, "task-started"), []);
});

Deno.test("what is no job's name is refused", async () => {
  const run = await runText(play("- async_status: {jid: ../../etc, mode: cleanup}\n"));
  const { result } = eventsOf(run, "task-finished")[0]!;
  assert.match(String(result.values.get("msg")), /'\.\.\/\.\.\/etc' is no job/);
});
