/**
 * `--limit`: which hosts of the inventory take part in a run.
 *
 * @see https://docs.ansible.com/ansible/latest/inventory_guide/intro_patterns.html#patterns-and-ansible-playbook-flags
 * @module
 */
import { didYouMean, Fault } from "@shep/sdk";
import { type Inventory, limitPatterns } from "./mod.ts";

/**
 * The pattern that a limit means, with the files that it names read.
 *
 * @throws {Fault} `failed`, for a file that cannot be read, and a limit that leaves no host.
 */
export function limitPattern(limit: string, inventory: Inventory): string {
  const pattern = limitPatterns(limit, textOf).join(",");
  const hosts = inventory.hostNames();
  if (hosts.length > 0 && inventory.hostsMatching("all", pattern).hosts.length === 0) {
    const names = [...hosts, ...inventory.groupNames()];
    throw new Fault("failed", `No host of the inventory is within the limit '${limit}'`, {
      hint: didYouMean(limit, names) ??
        "shep inventory --graph shows its hosts and groups: is the inventory the one you mean?",
    });
  }
  return pattern;
}

function textOf(file: string): string {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Fault("failed", `The file of the limit '@${file}' cannot be read: ${why}`, {
      hint: "It is relative to the working directory, and has a host or a group on each line.",
      cause: error,
    });
  }
}
