/**
 * Inventories as Ansible reads them. `deno run -A plugins/inventory/parity_test.ts` records the
 * answers anew.
 */
import assert from "node:assert/strict";
import { loadInventory } from "./load.ts";
import {
  askAnsible,
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
  for (const [name, sources] of Object.entries(CASES)) {
    await Deno.writeTextFile(expectedFile(name), await askAnsible(sources) ?? "");
  }
} else {
  for (const [name, sources] of Object.entries(CASES)) {
    Deno.test(`recorded from ansible-inventory: ${name}`, async () => {
      const expected = yamlValue(await Deno.readTextFile(expectedFile(name)));
      assert.deepEqual(exported(await loadInventory(sources, reader, SETTINGS)), expected);
    });
  }

  Deno.test("the installed ansible-inventory still answers as recorded", async () => {
    for (const [name, sources] of Object.entries(CASES)) {
      const answer = await askAnsible(sources);
      if (answer === undefined) return console.log("skipped: ansible-inventory is not installed");
      assert.deepEqual(
        yamlValue(answer),
        yamlValue(await Deno.readTextFile(expectedFile(name))),
        name,
      );
    }
  });
}
