/** What `no_log` covers is not in a journal; what a vault held is looked for by the command line. */
import assert from "node:assert/strict";
import { endings, eventsOf, TestPlaybook } from "../engine/test_support.ts";

const SECRET = "hunter2-is-secret";

const PLAY = `
- hosts: h1
  gather_facts: false
  tasks:
    - name: registers
      command: echo {{ secret }}
      register: hidden
      no_log: true
    - name: tells
      command: echo {{ secret }}
      no_log: true
    - name: sets
      set_fact: {copied: "{{ secret }}"}
      no_log: true
    - name: loops
      command: echo {{ item }}
      loop: ["{{ secret }}"]
      no_log: true
    - name: breaks
      command: test ! -e {{ playbook_dir }}/broken
    - debug: {msg: "{{ hidden.stdout == copied and copied == secret }}"}
`;

/** Everything in a folder, as it lies on the disk. */
function bytesOf(folder: string): string {
  return [...Deno.readDirSync(folder)].map(({ name }) =>
    new TextDecoder("latin1").decode(Deno.readFileSync(`${folder}/${name}`))
  ).join();
}

Deno.test("what no_log covers is not in the journal, and done again where it is needed", async () => {
  await using playbook = await TestPlaybook.write(PLAY, { broken: "" });
  const file = playbook.path("state/journal.db");
  const extraVars = [`secret=${SECRET}`];
  await playbook.run({ journal: { file }, extraVars });
  const written = bytesOf(playbook.path("state"));
  assert.ok(written.includes("registers"), "the journal is there");
  assert.ok(!written.includes(SECRET));
  await Deno.remove(playbook.path("broken"));
  const resumed = await playbook.run({ journal: { file, resume: {} }, extraVars });
  assert.deepEqual(endings(resumed), [
    "registers: changed",
    "sets: ok",
    "breaks: changed",
    "debug: ok",
  ]);
  const { result } = eventsOf(resumed, "task-finished").at(-1)!;
  assert.equal(result.values.get("msg"), true);
  assert.ok(!bytesOf(playbook.path("state")).includes(SECRET));
});
