/** Tags and places in inventories and in files of variables beside them. */
import assert from "node:assert/strict";
import { eventsOf, play, TestPlaybook } from "../engine/test_support.ts";

const TEMPLATE = "{{ secret }}";

/** Where variables are written; each holds `plain`, `marked` and, within a marked list, `inner`. */
const VARIABLES = `plain: "${TEMPLATE}"
marked: !unsafe "${TEMPLATE}"
inner: !unsafe
  - {deep: "${TEMPLATE}"}
`;

const indented = (text: string, depth: number): string =>
  text.replaceAll(/^(?=.)/gm, " ".repeat(depth));

const PLACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "an inventory's host": {
    "inv.yml": `all:\n  hosts:\n    h1:\n${indented(VARIABLES, 6)}`,
  },
  "an inventory's group": {
    "inv.yml": `all:\n  hosts: {h1: }\n  vars:\n    ansible_group_priority: 2\n${
      indented(VARIABLES, 4)
    }`,
  },
  "group_vars": { "inv.yml": "all: {hosts: {h1: }}", "group_vars/all.yml": VARIABLES },
  "host_vars": { "inv.yml": "all: {hosts: {h1: }}", "host_vars/h1/main.yml": VARIABLES },
};

for (const [place, files] of Object.entries(PLACES)) {
  Deno.test(`what is !unsafe in ${place} is no template, and what is not is one`, async () => {
    const tasks = '- debug: {msg: ["{{ plain }}", "{{ marked }}", "{{ inner[0].deep }}"]}\n';
    await using playbook = await TestPlaybook.write(play(tasks), files);
    const run = await playbook.run({
      extraVars: ["secret=told", "ansible_connection=local"],
      inventory: [playbook.path("inv.yml")],
    });
    const { values } = eventsOf(run, "task-finished").at(-1)!.result;
    assert.deepEqual(values.get("msg"), ["told", TEMPLATE, TEMPLATE]);
  });
}

/** What is wrong with `bad`, by how it is written; and where the name that is missing stands. */
const SCALARS: Readonly<Record<string, [text: string, line: number, column: number]>> = {
  "plain text": ["a: 1\nbad: x {{ missing }}\n", 2, 11],
  "quoted text": ['a: 1\nbad: "{{ missing }}"\n', 2, 10],
  "a block": ["a: 1\nbad: |\n\n  x\n  {{ missing }}\n", 5, 6],
};

for (const [kind, [text, line, column]] of Object.entries(SCALARS)) {
  Deno.test(`an error in a file of variables names its place: ${kind}`, async () => {
    await using playbook = await TestPlaybook.write(play('- debug: {msg: "{{ bad }}"}\n'), {
      "group_vars/all.yml": text,
    });
    const run = await playbook.run();
    const { result } = eventsOf(run, "task-finished").at(-1)!;
    const place = result.diagnostic;
    assert.equal(place?.file, playbook.path("group_vars/all.yml"));
    assert.deepEqual([place.line, place.column], [line, column]);
  });
}
