/**
 * Holds the expected transcripts against the real Ansible.
 *
 *     deno task parity                 compares every rule
 *     deno task parity when-list …     compares some
 *     deno task parity --record …      writes down what Ansible does, for rules that are new
 *     deno task parity modules …       compares what actions do: see modules.ts
 *     deno task parity system …        compares what they do to a whole system: see system.ts
 *
 * Shep itself is held against the same transcripts by `playbooks_test.ts`.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { ansibleVersion, runAnsible } from "./ansible.ts";
import { tellModules } from "./modules.ts";
import { type Rule, rules } from "./rules.ts";
import { runShep } from "./shep.ts";
import { tellSystem } from "./system.ts";
import { differences } from "./differences.ts";

if (import.meta.main) Deno.exitCode = await main(Deno.args);

async function main(args: readonly string[]): Promise<number> {
  const version = await ansibleVersion();
  if (version === undefined) {
    console.log("Skipped: ansible-playbook is not installed");
    return 0;
  }
  if (args[0] === "modules") return await tellModules(args.slice(1), version);
  if (args[0] === "system") return await tellSystem(args.slice(1), version);
  const names = args.filter((arg) => !arg.startsWith("--"));
  const chosen = rules().filter(({ name }) =>
    names.length === 0 || names.some((each) => name.startsWith(each))
  );
  let different = 0;
  for (const rule of chosen) {
    if (args.includes("--record")) await record(rule);
    else if (!await agrees(rule)) different++;
  }
  console.log(`${chosen.length - different} of ${chosen.length} as ansible-core ${version}`);
  return different === 0 ? 0 : 1;
}

/** Writes down what a rule that has no transcript yet comes to. */
async function record(rule: Rule): Promise<void> {
  if (existsSync(rule.expected)) return;
  const text = rule.options.differs === undefined
    ? (await runAnsible(rule)).text
    : await runShep(rule);
  await Deno.writeTextFile(rule.expected, text);
  console.log(`== ${rule.name}\n${text}`);
}

async function agrees(rule: Rule): Promise<boolean> {
  if (rule.options.differs !== undefined) {
    console.log(`${rule.name}: differs by design: ${rule.options.differs}`);
    return true;
  }
  const { text, log } = await runAnsible(rule);
  const expected = await Deno.readTextFile(rule.expected);
  if (text === expected) return true;
  console.log(`${rule.name}: Ansible differs\n${differences(expected, text)}\n${log}`);
  return false;
}
