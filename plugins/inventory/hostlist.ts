/**
 * Hosts named on the command line: `-i web1,web2` and `-i localhost,`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/advanced_host_list_inventory.html
 *
 * @module
 */
import type { InventoryBuilder } from "./builder.ts";
import { at } from "./error.ts";
import { namedHosts } from "./host_pattern.ts";

/** Whether a source is a list of hosts and not a path. */
export function isHostList(source: string): boolean {
  return source.includes(",");
}

/**
 * Reads a comma-separated list of hosts into `builder`; ranges and ports are as in a file.
 *
 * @throws {InventoryError} for a range that cannot be counted.
 */
export function readHostList(list: string, builder: InventoryBuilder): void {
  const source = { file: list };
  for (const entry of list.split(",").map((part) => part.trim()).filter((part) => part !== "")) {
    const { names, port } = at({ file: "-i", sourceLine: list }, () => namedHosts(entry));
    if (names.length === 0) builder.warn(`-i ${list}: "${entry}" stands for no host at all`);
    for (const name of names) {
      builder.addHost(name, "ungrouped", source);
      if (port !== undefined) {
        builder.setHostVars(name, { values: new Map([["ansible_port", port]]), source });
      }
    }
  }
}
