/** Every rule of `testdata/playbooks/`, run through the real plugins. @module */
import assert from "node:assert/strict";
import { rules } from "./rules.ts";
import { runShep } from "./shep.ts";

for (const rule of rules()) {
  Deno.test(`Playbook: ${rule.name.replaceAll("-", " ")}`, async () => {
    assert.equal(await runShep(rule), await Deno.readTextFile(rule.expected));
  });
}
