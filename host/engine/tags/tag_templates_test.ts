/** Tags that are templates: how they are listed, and what is wrong with some. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { type InspectedPlay, inspectPlaybooks } from "../../inspect.ts";
import { USUAL } from "../../../testdata/parity/shep.ts";
import { eventsOf, play, runText, TestPlaybook } from "../test_support.ts";

async function inspected(text: string, tags: readonly string[] = []): Promise<InspectedPlay> {
  await using playbook = await TestPlaybook.write(text);
  const inventory = [playbook.path("hosts")];
  const options = { ...USUAL, playbooks: [playbook.path("play.yml")], inventory, tags };
  const { playbooks } = await inspectPlaybooks(options, () => {});
  return playbooks[0]!.plays[0]!;
}

const LISTED = `
- hosts: h1
  vars: {color: red, colors: [blue, green], nothing: null}
  tasks:
    - ping:
      tags: ["{{ colors }}", other]
    - setup:
      tags: "{{ color }}, {{ ['x', 'y'] | join(',') }}"
    - raw: "true"
      tags: "{{ nothing }}"
`;

Deno.test("tasks are listed with what their templates give", async () => {
  const { tasks, taskTags } = await inspected(LISTED);
  assert.deepEqual(tasks, [
    { name: "ping", tags: ["blue", "green", "other"] },
    { name: "setup", tags: ["red", "x,y"] },
    { name: "raw", tags: [] },
  ]);
  assert.deepEqual(taskTags, ["blue", "green", "other", "red", "x,y"]);
});

Deno.test("what is listed is what the tags choose", async () => {
  const names = async (tag: string): Promise<string[]> =>
    (await inspected(LISTED, [tag])).tasks.map(({ name }) => name);
  assert.deepEqual(await names("green"), ["ping"]);
  assert.deepEqual(await names("red"), ["setup"]);
  assert.deepEqual(await names("untagged"), ["raw"]);
});

Deno.test("a tag that needs a host is refused before the play begins", async () => {
  const run = await runText(play('- ping:\n  tags: "{{ inventory_hostname }}"\n'));
  assert(run.error instanceof Fault);
  assert.match(run.error.message, /'inventory_hostname' is undefined/);
  assert.match(run.error.diagnostic.hint ?? "", /before any host has its turn/);
  assert.equal(run.error.diagnostic.line, 5);
  assert.deepEqual(eventsOf(run, "play-started"), []);
});

Deno.test("a tag that is a dict is refused", async () => {
  const run = await runText(play('- ping:\n  tags: "{{ {1: 2} }}"\n'));
  assert.match(String(run.error), /a tag is a name, or a list of names/);
});

Deno.test("a tag of an included file that cannot be rendered fails the include", async () => {
  const included = '- ping:\n  tags: "{{ missing }}"\n';
  const run = await runText(play("- include_tasks: a.yml\n"), {}, { "a.yml": included });
  const [finished] = eventsOf(run, "task-finished");
  assert.equal(finished?.result.status, "failed");
  assert.match(JSON.stringify(run.events), /'missing' is undefined/);
});
