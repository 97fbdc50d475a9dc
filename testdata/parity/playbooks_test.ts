/** Every rule of `testdata/playbooks/`, run through the real plugins. @module */
import assert from "node:assert/strict";
import { type Rule, rules } from "./rules.ts";
import { runShep } from "./shep.ts";

/** What some rules take, and not every machine has. */
const NEEDS: readonly {
  readonly there: string;
  readonly missing: string;
  readonly takes: (rule: Rule) => boolean;
}[] = [
  {
    there: "sudo -n true",
    missing: "No sudo without a password here: rules that become another user are not tested",
    takes: ({ playbook, options }) =>
      options.become === true || /^ *become:/m.test(Deno.readTextFileSync(playbook)),
  },
  {
    there: "command -v ssh",
    missing: "No ssh here: rules with hosts that it cannot reach are not tested",
    takes: ({ expected }) => / unreachable(?!=)/.test(Deno.readTextFileSync(expected)),
  },
];

const MISSING = NEEDS.filter(({ there }) =>
  !new Deno.Command("sh", { args: ["-c", there], stdout: "null", stderr: "null" })
    .outputSync().success
);

for (const { missing } of MISSING) console.log(missing);

for (const rule of rules()) {
  Deno.test({
    name: `Playbook: ${rule.name.replaceAll("-", " ")}`,
    ignore: MISSING.some(({ takes }) => takes(rule)),
    fn: async () => {
      assert.equal(await runShep(rule), await Deno.readTextFile(rule.expected));
    },
  });
}
