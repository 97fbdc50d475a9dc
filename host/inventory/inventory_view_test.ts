import assert from "node:assert/strict";
import { join } from "node:path";
import process from "node:process";
import { inventoryText } from "../../testdata/bench/many_hosts.ts";
import { USUAL } from "../../testdata/parity/shep.ts";
import { viewInventory } from "./inventory_view.ts";

/** Microseconds of this process for loading an inventory and reading every host's variables. */
async function cost(form: "ini" | "yml", hosts: number): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "shep-many-" });
  try {
    const file = join(folder, `hosts.${form}`);
    await Deno.writeTextFile(file, inventoryText(form, hosts, 20));
    const before = process.cpuUsage();
    const view = await viewInventory({ ...USUAL, playbooks: [], inventory: [file] }, () => {});
    assert.equal(view.hosts.length, hosts);
    for (const host of view.hosts) assert.equal(view.hostVars(host).size, 3);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const form of ["ini", "yml"] as const) {
  Deno.test(`eight times the hosts in ${form} take about eight times the work, not 64`, async () => {
    await cost(form, 1_000); // Warm.
    const [small, large] = [await cost(form, 1_000), await cost(form, 8_000)];
    assert(large / small < 24, `${small} µs became ${large} µs`);
  });
}
