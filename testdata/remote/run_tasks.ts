/** Tasks on hosts that the tests' own sshd stands in for. @module */
import assert from "node:assert/strict";
import type { RunEvent, RunOptions } from "@shep/host";
import { eventsOf, TestPlaybook } from "../../host/engine/test_support.ts";
import { denoDirectory } from "../../host/plugin/sandbox.ts";
import type { ShepRun } from "../parity/shep.ts";
import type { TestSshd } from "./sshd.ts";

/** An inventory of hosts, all of them at the tests' sshd unless they say otherwise. */
export function inventory(sshd: TestSshd, hosts: readonly string[], more = ""): string {
  const variables = Array.from(sshd.variables(), ([name, value]) => `${name}='${value}'`)
    .filter((line) => !line.startsWith("shep_"));
  return `${hosts.join("\n")}\n[all:vars]\n${variables.join("\n")}\n${more}\n`;
}

/** Runs tasks on hosts. */
export async function runTasks(
  sshd: TestSshd,
  tasks: string,
  { hosts = ["127.0.0.1"], variables = "", onEvent, ...options }: Partial<RunOptions> & {
    readonly hosts?: readonly string[];
    readonly variables?: string;
    readonly onEvent?: (event: RunEvent) => void;
  } = {},
): Promise<ShepRun> {
  await using playbook = await TestPlaybook.write(
    `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.replace(/^(?=.)/gm, "    ")}`,
    { hosts: inventory(sshd, hosts, variables) },
  );
  return await playbook.run({ environment: environment(sshd), ...options }, onEvent);
}

/** That of the tests, with a home of its own. */
export function environment(sshd: TestSshd): Record<string, string> {
  const own = Deno.env.toObject();
  return { ...own, DENO_DIR: denoDirectory(own), ...sshd.environment, XDG_CACHE_HOME: "" };
}

/** The result of the last task on the one host. */
export function lastResult(run: ShepRun): ReadonlyMap<unknown, unknown> {
  const last = eventsOf(run, "task-finished").at(-1);
  assert(last, `nothing ran: ${run.error}`);
  return last.result.values;
}
