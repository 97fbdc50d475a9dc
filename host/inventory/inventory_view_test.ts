import assert from "node:assert/strict";
import { join } from "node:path";
import { threadTime } from "../../sdk/test_support.ts";
import { inventoryText } from "../../testdata/bench/many_hosts.ts";
import { USUAL } from "../../testdata/parity/shep.ts";
import { viewInventory } from "./inventory_view.ts";

/** Milliseconds of this thread for loading an inventory and reading every host's variables. */
async function cost(form: "ini" | "yml", hosts: number): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "shep-many-" });
  try {
    const file = join(folder, `hosts.${form}`);
    await Deno.writeTextFile(file, inventoryText(form, hosts, 20));
    const before = threadTime();
    const view = await viewInventory({ ...USUAL, playbooks: [], inventory: [file] }, () => {});
    assert.equal(view.hosts.length, hosts);
    for (const host of view.hosts) assert.equal(view.hostVars(host).size, 3);
    return threadTime() - before;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const form of ["ini", "yml"] as const) {
  Deno.test(`many hosts in ${form} are about as much work as the same in eight parts`, async () => {
    await cost(form, 1_000); // Warm.
    let parts = 0;
    for (let part = 0; part < 8; part++) parts += await cost(form, 1_000);
    const whole = await cost(form, 8_000);
    // Where each host was looked for among all others, it would be eight times as much.
    assert(whole < 4 * parts, `${parts} ms became ${whole} ms`);
  });
}
