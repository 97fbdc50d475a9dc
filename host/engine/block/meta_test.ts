/** What `meta` does to a run. @module */
import assert from "node:assert/strict";
import { eventsOf, runText } from "../test_support.ts";

Deno.test("refresh_inventory: later plays know what the sources say by then", async () => {
  const run = await runText(
    "- hosts: h1\n  gather_facts: false\n  tasks:\n" +
      "    - copy:\n" +
      "        dest: '{{ inventory_dir }}/hosts'\n" +
      "        content: |\n" +
      "          [all:vars]\n" +
      "          ansible_connection=local\n" +
      "          colour=red\n" +
      "          [fresh]\n" +
      "          h9\n" +
      "    - meta: refresh_inventory\n" +
      "    - debug: {msg: '{{ groups.fresh }} {{ hostvars.h9.colour }}'}\n" +
      "- hosts: fresh\n  gather_facts: false\n  tasks:\n    - debug: {msg: '{{ group_names }}'}\n",
  );
  assert.equal(run.error, undefined);
  const shown = eventsOf(run, "task-finished").filter(({ task }) => task.name === "debug")
    .map(({ host, result }) => [host, result.values.get("msg")]);
  assert.deepEqual(shown, [["h1", "['h9'] red"], ["h9", ["fresh"]]]);
});
