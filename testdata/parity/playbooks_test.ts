/** Every rule of `testdata/playbooks/`, run through the real plugins. @module */
import assert from "node:assert/strict";
import { type Rule, rules } from "./rules.ts";
import { runShep } from "./shep.ts";

const CAN_BECOME = new Deno.Command("sh", {
  args: ["-c", "sudo -n true"],
  stdout: "null",
  stderr: "null",
}).outputSync().success;

if (!CAN_BECOME) {
  console.log("No sudo without a password here: rules that become another user are not tested");
}

/** Whether somebody becomes another user. */
function becomes({ playbook, options }: Rule): boolean {
  return options.become === true || /^ *become:/m.test(Deno.readTextFileSync(playbook));
}

for (const rule of rules()) {
  Deno.test({
    name: `Playbook: ${rule.name.replaceAll("-", " ")}`,
    ignore: !CAN_BECOME && becomes(rule),
    fn: async () => {
      assert.equal(await runShep(rule), await Deno.readTextFile(rule.expected));
    },
  });
}
