/**
 * How long it takes to make a model of a playbook of 5,000 lines, apart from parsing it:
 * `deno bench -A host/playbook/bench.ts`.
 *
 * @module
 */
import { SourceFile } from "./source_file.ts";
import { loadPlaybook } from "./mod.ts";
import { testContext } from "./test_support.ts";
import { trustedNodes } from "./trusted_tree.ts";

/** One task of ten lines, as playbooks have them. */
const TASK = `    - name: configure {{ app }}
      copy:
        content: "listen {{ port }};"
        dest: /etc/{{ app }}/app.conf
        mode: "0644"
      when: app is defined and port | int > 0
      loop: [1, 2, 3]
      register: result
      notify: restart
      tags: [app, config]
`;
const SOURCE = "- hosts: all\n  tasks:\n" + TASK.repeat(500);
const FILE = "site.yml";

const context = testContext({ [FILE]: SOURCE });
const reply = await context.parse(FILE, SOURCE);
const parsed = { ...context, parse: () => Promise.resolve(reply) };

Deno.bench("nodes of 5,000 lines", () => {
  trustedNodes(reply.tree, new SourceFile(FILE, SOURCE));
});
Deno.bench("a model of 5,000 lines that are parsed already", async () => {
  await loadPlaybook(FILE, parsed);
});
Deno.bench("a model of 5,000 lines, with parsing them", async () => {
  await loadPlaybook(FILE, context);
});
