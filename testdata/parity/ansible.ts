/**
 * Runs a rule's playbook with the real Ansible.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { Rule, RuleOptions } from "./rules.ts";
import { type Told, transcript } from "./transcript.ts";

/** The version that is installed: `2.14.18`; none if none is. */
export async function ansibleVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command("ansible-playbook", { args: ["--version"] }).output();
    return /\[core (\S+)\]/.exec(new TextDecoder().decode(stdout))?.[1];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Its settings, which stand in for the user's own. */
const CONFIGURATION = fileURLToPath(new URL("ansible.cfg", import.meta.url));

/** The transcript that Ansible gives of a rule, with what it wrote beside. */
export async function runAnsible(rule: Rule): Promise<{ text: string; log: string }> {
  const { events, exitCode, log } = await tellAnsible(
    [rule.playbook, "-i", rule.inventory, ...flags(rule.options)],
    { ANSIBLE_GATHERING: gathering(rule.options), ...rule.options.environment },
  );
  return { text: transcript(events, exitCode, rule.options), log };
}

/** What a run of Ansible told. */
export interface AnsibleRun {
  readonly events: readonly Told[];
  readonly exitCode: number;
  /** Everything that it wrote. */
  readonly log: string;
}

/** Runs `ansible-playbook`. */
export async function tellAnsible(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<AnsibleRun> {
  const output = await new Deno.Command("ansible-playbook", {
    args: [...args],
    env: { ANSIBLE_CONFIG: CONFIGURATION, PYTHONDONTWRITEBYTECODE: "1", ...environment },
  }).output();
  const log = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes))
    .join("");
  const events = log.split("\n").filter((line) => line.startsWith("EVENT "))
    .map((line) => JSON.parse(line.slice("EVENT ".length)) as Told);
  return { events, exitCode: output.code, log };
}

function gathering({ gathering = "implicit" }: RuleOptions): string {
  return gathering === "lazy" ? "implicit" : gathering;
}

function flags(options: RuleOptions): string[] {
  return [
    ...(options.extraVars ?? []).flatMap((vars) => ["-e", vars]),
    ...(options.tags ? ["--tags", options.tags.join(",")] : []),
    ...(options.skipTags ? ["--skip-tags", options.skipTags.join(",")] : []),
    ...(options.limit ? ["--limit", options.limit] : []),
    ...(options.check ? ["--check"] : []),
    ...(options.diff ? ["--diff"] : []),
    ...(options.forceHandlers ? ["--force-handlers"] : []),
    ...(options.become ? ["--become"] : []),
  ];
}
