/**
 * Records anew what Ansible answers: `deno run -A host/inventory/record_testdata.ts`.
 *
 * @module
 */
import { join } from "node:path";
import { askAnsible, recorded, TESTDATA } from "./test_support.ts";

const INVENTORY = ["-i", "inventory/hosts.sh"];

async function recordHostvars(): Promise<void> {
  const args = [...INVENTORY, "--playbook-dir", "playbook", "--list"];
  const { stdout } = await askAnsible("ansible-inventory", args) ?? missing();
  const rows = Object.entries(JSON.parse(stdout)._meta.hostvars)
    .map(([host, vars]) => `  ${JSON.stringify(host)}: ${JSON.stringify(vars)}`);
  await Deno.writeTextFile(join(TESTDATA, "hostvars.json"), `{\n${rows.join(",\n")}\n}\n`);
}

async function recordPatterns(): Promise<void> {
  const rows: string[] = [];
  for (const { pattern } of recorded<{ pattern: string }[]>("patterns.json")) {
    const args = [...INVENTORY, "--list-hosts", "--", pattern];
    const { stdout, stderr } = await askAnsible("ansible", args) ?? missing();
    const [, ...hosts] = stdout.trimEnd().split("\n").map((line) => line.trim());
    const ignored = [...stderr.matchAll(/ignoring: (.*)/g)].map(([, name]) => name);
    rows.push("  " + JSON.stringify({ pattern, hosts, ...ignored.length > 0 && { ignored } }));
  }
  await Deno.writeTextFile(join(TESTDATA, "patterns.json"), `[\n${rows.join(",\n")}\n]\n`);
}

function missing(): never {
  throw new Error("Ansible is not installed here: nothing was recorded.");
}

if (import.meta.main) {
  await recordHostvars();
  await recordPatterns();
}
