/**
 * Inventories as Ansible reads them. `deno run -A plugins/inventory/parity_test.ts` records the
 * answers anew.
 */
import assert from "node:assert/strict";
import { loadInventory } from "./load.ts";
import {
  askForCases,
  CASES,
  diskReader,
  expectedFile,
  exported,
  SETTINGS,
  TESTDATA,
  yamlValue,
} from "./test_support.ts";

const reader = diskReader(TESTDATA);

if (import.meta.main) {
  for (const [name, answer] of askForCases() ?? []) {
    await Deno.writeTextFile(expectedFile(name), answer);
  }
} else {
  for (const [name, sources] of Object.entries(CASES)) {
    Deno.test(`recorded from ansible-inventory: ${name}`, async () => {
      const expected = yamlValue(await Deno.readTextFile(expectedFile(name)));
      assert.deepEqual(exported(await loadInventory(sources, reader, SETTINGS)), expected);
    });
  }

  Deno.test("the installed ansible-inventory still answers as recorded", async () => {
    const answers = askForCases();
    if (answers === undefined) return console.log("skipped: ansible-inventory is not installed");
    for (const [name, answer] of answers) {
      const expected = yamlValue(await Deno.readTextFile(expectedFile(name)));
      assert.deepEqual(yamlValue(answer), expected, name);
    }
  });
}
