/**
 * What inventory scripts print.
 *
 * @see https://docs.ansible.com/ansible/latest/dev_guide/developing_inventory.html#inventory-scripts
 *
 * @module
 */
import type { Value, ValueMap } from "@shep/sdk/value";
import type { InventoryBuilder } from "./builder.ts";
import { at, Refusal } from "./error.ts";
import { describe } from "./describe.ts";
import type { Source } from "@shep/sdk/inventory";

const PARTS = ["hosts", "vars", "children"] as const;

/**
 * Reads what a script printed for `--list` into `builder`.
 *
 * A group is a list of hosts or a dictionary of `hosts`, `vars` and `children`; a dictionary with
 * none of these is a host of that name with these variables, in a group of that name.
 *
 * @returns The hosts whose variables the script must be asked for with `--host NAME`: all of them,
 * unless it printed `_meta`.
 * @throws {InventoryError} for anything of another form.
 */
export function readScriptOutput(
  data: Value,
  file: string,
  builder: InventoryBuilder,
): readonly string[] {
  return at(
    { file, hint: "An inventory script prints JSON: {GROUP: {hosts: [NAME, …]}, …}." },
    () => {
      const hosts = new Set<string>();
      const groups = asMap(data, "what the script printed for --list");
      for (const [name, group] of groups) {
        if (name === "_meta") continue;
        readGroup(String(name), group, { file }, builder, hosts);
      }
      const meta = groups.get("_meta");
      if (meta === undefined) return [...hosts];
      const hostvars = asMap(meta, '"_meta"').get("hostvars") ?? new Map();
      for (const [name, vars] of asMap(hostvars, '"hostvars" of "_meta"')) {
        // Variables of a host that no group holds are allowed, and mean nothing.
        if (hosts.has(String(name))) setHostVars(String(name), vars, file, builder);
      }
      return [];
    },
  );
}

/**
 * Reads what a script printed for `--host NAME`.
 *
 * @throws {InventoryError} unless it is a dictionary.
 */
export function readScriptHostVars(
  host: string,
  data: Value,
  file: string,
  builder: InventoryBuilder,
): void {
  at({ file }, () => setHostVars(host, data, file, builder));
}

function setHostVars(host: string, data: Value, file: string, builder: InventoryBuilder): void {
  const values = asMap(data, `the variables of host "${host}"`);
  builder.setHostVars(host, { values, source: { file } });
}

function readGroup(
  name: string,
  data: Value,
  source: Source,
  builder: InventoryBuilder,
  hosts: Set<string>,
): void {
  builder.addGroup(name);
  const group = asGroup(name, data);
  for (const host of asNames(group.get("hosts"), `"hosts" of group "${name}"`)) {
    builder.addHost(host, name, source);
    hosts.add(host);
  }
  const values = asMap(group.get("vars") ?? new Map(), `"vars" of group "${name}"`);
  builder.setGroupVars(name, { values, source });
  for (const child of asNames(group.get("children"), `"children" of group "${name}"`)) {
    builder.addChild(name, child, source);
  }
}

function asGroup(name: string, data: Value): ValueMap {
  if (!(data instanceof Map)) return new Map([["hosts", data]]);
  if (PARTS.some((part) => data.has(part))) return data;
  return new Map<string, Value>([["hosts", [name]], ["vars", data]]);
}

function asMap(data: Value, what: string): ValueMap {
  if (data instanceof Map) return data;
  throw new Refusal(`${what} must be a dictionary, this is ${describe(data)}`);
}

function asNames(data: Value | undefined, what: string): readonly string[] {
  if (data === undefined) return [];
  if (!Array.isArray(data)) throw new Refusal(`${what} must be a list, this is ${describe(data)}`);
  return data.map((name) => {
    if (typeof name === "string") return name;
    throw new Refusal(`${what} must be a list of names, one of them is ${describe(name)}`);
  });
}
