/** `--start-at-task` and `--step`, and the file of hosts for another try. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { Config } from "../../config/mod.ts";
import { answering, endings, eventsOf, play, runText, TestPlaybook } from "../test_support.ts";

const TWO_PLAYS = `
- name: One
  hosts: h1
  gather_facts: false
  tasks:
    - {name: first, debug: {msg: a}, changed_when: true, notify: told}
    - block:
        - {name: in a block, debug: {msg: b}, changed_when: true, notify: told}
      always:
        - {name: "made {{ 1 + 1 }}", debug: {msg: c}}
  handlers:
    - {name: told, debug: {msg: h}}
- name: Two
  hosts: h1
  gather_facts: false
  tasks:
    - {name: last, debug: {msg: d}}
    - ping:
`;

const STARTS: readonly (readonly [pattern: string, done: string])[] = [
  ["first", "first, in a block, made 2, told, last, ping"],
  ["in a block", "in a block, made 2, told, last, ping"],
  ["made*", "made 2, last, ping"],
  ["las?", "last, ping"],
  ["ping", "ping"],
];

for (const [pattern, done] of STARTS) {
  Deno.test(`a run that starts at '${pattern}' does: ${done}`, async () => {
    const run = await runText(TWO_PLAYS, { startAtTask: pattern });
    assert.equal(eventsOf(run, "task-finished").map(({ task }) => task.name).join(", "), done);
    assert.equal(eventsOf(run, "play-started").length, 2, "plays are told, as Ansible does");
  });
}

Deno.test("a task that there is not is told before anything runs, with the nearest", async () => {
  const run = await runText(TWO_PLAYS, { startAtTask: "lst" });
  assert(run.error instanceof Fault);
  assert.match(run.error.message, /No matching task "lst" found/);
  assert.match(run.error.diagnostic.hint ?? "", /'last'/);
  assert.deepEqual(eventsOf(run, "play-started"), []);
});

Deno.test("step: a task is done if the user wants it, and all are from 'c' on", async () => {
  const console = answering(["n", "y", "", "c"]);
  const run = await runText(TWO_PLAYS, { step: true, console });
  assert.deepEqual(endings(run), ["in a block: changed", "told: ok", "last: ok", "ping: ok"]);
  assert.equal(console.asked.length, 4);
  assert.match(console.asked[0]!, /^Perform task: TASK: first \(N\)o\/\(y\)es\/\(c\)ontinue: $/);
});

Deno.test("step needs somebody to ask", async () => {
  const run = await runText(TWO_PLAYS, { step: true });
  assert(run.error instanceof Fault);
  assert.match(run.error.message, /there is no terminal/);
  assert.deepEqual(eventsOf(run, "play-started"), []);
});

Deno.test("the hosts that were lost are written to PLAYBOOK.retry, where that is wanted", async () => {
  const text = play("- fail:\n  when: inventory_hostname != 'h2'\n").replace("h1", "all");
  const hosts = "h3\nh2\nh1\n[all:vars]\nansible_connection=local\n";
  await using playbook = await TestPlaybook.write(text, { hosts });
  const environment = Deno.env.toObject();
  await playbook.run({ environment });
  await assert.rejects(Deno.stat(playbook.path("play.retry")));
  const config = new Config({
    environment: { ...environment, ANSIBLE_RETRY_FILES_ENABLED: "true" },
    cwd: "/",
  });
  const run = await playbook.run({ environment, config });
  const [told] = eventsOf(run, "retry-file");
  assert.equal(told?.file, playbook.path("play.retry"));
  assert.equal(await Deno.readTextFile(playbook.path("play.retry")), "h1\nh3\n");
  const again = await playbook.run({ environment, limit: `@${told?.file}` });
  assert.deepEqual(eventsOf(again, "play-started")[0]?.hosts, ["h3", "h1"]);
});
