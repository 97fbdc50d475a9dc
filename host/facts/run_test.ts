import assert from "node:assert/strict";
import type { ShepRun } from "../../testdata/parity/shep.ts";
import { endings, TestPlaybook } from "../engine/test_support.ts";
import type { FactOptions } from "./options.ts";

/** Tells whether facts are known, and brings one of its own. */
const PLAY = `
- hosts: all
  tasks:
    - name: "{{ ansible_system }} {{ mine | default('') }}"
      debug: {msg: x}
    - set_fact: {mine: "of {{ inventory_hostname }}", cacheable: true}
`;

const HOSTS = "h1 ansible_connection=local\nh2 ansible_connection=local\n" +
  "[all:vars]\nansible_python_interpreter=/usr/bin/python3\n";

function options(playbook: TestPlaybook, kind: string): FactOptions {
  return { gathering: "smart", cache: { kind, location: playbook.path("facts") } };
}

/** Which hosts were asked for facts. */
function gathered({ events }: ShepRun): string[] {
  return events.flatMap((event) =>
    event.type === "task-finished" && event.task.name === "Gathering Facts" ? [event.host] : []
  );
}

for (const kind of ["jsonfile", "sqlite"]) {
  Deno.test(`${kind}: the next run knows the facts of the last, until they are flushed`, async () => {
    await using playbook = await TestPlaybook.write(PLAY, { hosts: HOSTS });
    const facts = options(playbook, kind);
    const first = await playbook.run({ facts, limit: "h1" });
    assert.deepEqual([gathered(first), endings(first)[1]], [["h1"], "Linux : ok"]);
    const second = await playbook.run({ facts, limit: "h1" });
    assert.deepEqual([gathered(second), endings(second)[0]], [[], "Linux of h1: ok"]);
    const flushed = await playbook.run({ facts: { ...facts, flushCache: true }, limit: "h1" });
    assert.deepEqual([gathered(flushed), endings(flushed)[1]], [["h1"], "Linux : ok"]);
  });
}

Deno.test("facts that a play clears are gone from the cache too", async () => {
  const play = `${PLAY}    - meta: clear_facts\n`;
  await using playbook = await TestPlaybook.write(play, { hosts: HOSTS });
  const facts = options(playbook, "jsonfile");
  assert.deepEqual(gathered(await playbook.run({ facts })).sort(), ["h1", "h2"]);
  assert.deepEqual([...Deno.readDirSync(playbook.path("facts"))], []);
});

const ansible = new Deno.Command("sh", {
  args: ["-c", "command -v ansible-playbook"],
  stdout: "null",
}).outputSync();

Deno.test({
  name: "a directory of facts is shared with Ansible, both ways",
  ignore: !ansible.success,
  fn: async () => {
    await using playbook = await TestPlaybook.write(PLAY, { hosts: HOSTS });
    const facts = options(playbook, "jsonfile");
    await playbook.run({ facts, limit: "h1" });
    const { stdout } = await new Deno.Command("ansible-playbook", {
      args: ["-i", playbook.path("hosts"), playbook.path("play.yml")],
      env: {
        ANSIBLE_GATHERING: "smart",
        ANSIBLE_CACHE_PLUGIN: "jsonfile",
        ANSIBLE_CACHE_PLUGIN_CONNECTION: playbook.path("facts"),
        ANSIBLE_NOCOLOR: "1",
        LC_ALL: "C.UTF-8",
      },
    }).output();
    const output = new TextDecoder().decode(stdout);
    assert.match(output, /TASK \[Gathering Facts\] \*+\nok: \[h2\]\n\n/);
    assert.match(output, /TASK \[Linux of h1\]/);
    const after = await playbook.run({ facts, limit: "h2" });
    assert.deepEqual([gathered(after), endings(after)[0]], [[], "Linux of h2: ok"]);
  },
});
