/** The actions that playbooks use most, held against Ansible's modules. @module */
import assert from "node:assert/strict";
import { ansibleVersion } from "./ansible.ts";
import { compareModules } from "./modules.ts";

/** Few, because each of their tasks takes Ansible a third of a second. */
const NAMES = ["command", "copy", "file"];

Deno.test({
  name: "results and trees are Ansible's; `deno task parity modules` compares the others",
  ignore: await ansibleVersion() === undefined,
  fn: async () => {
    for (const [name, problems] of await compareModules(NAMES)) {
      assert.deepEqual(problems, [], name);
    }
  },
});
