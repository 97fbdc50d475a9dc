/**
 * What it takes to load 10,000 hosts with `group_vars`, from the start of `shep` to its end.
 *
 *     deno run -A testdata/bench/inventory.ts
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inventoryText } from "./many_hosts.ts";

const HOSTS = 10_000;
const GROUPS = 20;

/** The most that it may take. */
const MOST_SECONDS = 1.5;
const MOST_MEBIBYTES = 300;

const ROUNDS = 5;

/** How often memory is looked at. */
const SAMPLE_MS = 10;

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

interface Cost {
  readonly seconds: number;
  /** Of all processes together, at its most. */
  readonly mebibytes: number;
}

async function load(inventory: string): Promise<Cost> {
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", MAIN, "inventory", "-i", inventory, "--host", "host00001"],
    stdout: "null",
  }).spawn();
  let mebibytes = 0;
  const sampling = setInterval(() => {
    mebibytes = Math.max(mebibytes, memoryOf(child.pid) / 1024);
  }, SAMPLE_MS);
  const { success } = await child.status;
  clearInterval(sampling);
  if (!success) throw new Error(`shep inventory -i ${inventory} failed`);
  return { seconds: (performance.now() - start) / 1000, mebibytes };
}

/** Kibibytes that a process and all below it hold; as far as the system tells. */
function memoryOf(pid: number): number {
  try {
    const [, own = "0"] =
      Deno.readTextFileSync(`/proc/${pid}/status`).match(/^VmRSS:\s+(\d+) kB$/m) ?? [];
    const children = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`);
    return children.split(" ").filter((each) => each !== "")
      .reduce((sum, each) => sum + memoryOf(Number(each)), Number(own));
  } catch {
    return 0;
  }
}

if (import.meta.main) {
  const folder = await Deno.makeTempDir({ prefix: "shep-inventory-" });
  try {
    await Deno.mkdir(join(folder, "group_vars"));
    for (let group = 0; group < GROUPS; group++) {
      const variables = Array.from({ length: 30 }, (_, n) => `v${n}: "{{ rack }} of ${group}"\n`);
      await Deno.writeTextFile(join(folder, `group_vars/g${group}.yml`), variables.join(""));
    }
    for (const form of ["ini", "yml"] as const) {
      const file = join(folder, `hosts.${form}`);
      await Deno.writeTextFile(file, inventoryText(form, HOSTS, GROUPS));
      const costs: Cost[] = [];
      for (let round = 0; round < ROUNDS; round++) costs.push(await load(file));
      const seconds = Math.min(...costs.map((cost) => cost.seconds));
      const mebibytes = Math.max(...costs.map((cost) => cost.mebibytes));
      const isGood = seconds <= MOST_SECONDS && mebibytes <= MOST_MEBIBYTES;
      console.log(
        `${HOSTS} hosts in ${form}: ${seconds.toFixed(2)} s (at most ${MOST_SECONDS}), ` +
          `${mebibytes.toFixed(0)} MiB (at most ${MOST_MEBIBYTES})`,
      );
      if (!isGood) Deno.exitCode = 1;
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
