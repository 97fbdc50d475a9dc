/**
 * What the tests of the host's inventory share.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ValueMap } from "@shep/sdk/value";
import { askAnsible, type Place } from "../../testdata/parity/commands.ts";
import type { GroupData, HostData, InventoryData, VarsFile } from "@shep/sdk/inventory";

/** The folder with what was recorded from Ansible. */
export const TESTDATA: string = fileURLToPath(new URL("testdata/", import.meta.url));

/** A group as an inventory script prints it. */
export interface ScriptGroup {
  /** Names of hosts. */
  readonly hosts?: readonly string[];
  /** Names of groups. */
  readonly children?: readonly string[];
  /** Text, numbers and booleans are enough here. */
  readonly vars?: Readonly<Record<string, string | number | boolean>>;
}

/** The parsed JSON of a recorded file. */
export function recorded<T>(file: string): T {
  return JSON.parse(readFileSync(join(TESTDATA, file), "utf8"));
}

/** An inventory from the groups a script prints. */
export function dataFrom(
  script: Readonly<Record<string, ScriptGroup>>,
  hostvars: Readonly<Record<string, ScriptGroup["vars"]>> = {},
  varsFiles: readonly VarsFile[] = [],
): InventoryData {
  const all = { all: {}, ungrouped: {}, ...script };
  const hosts = new Map<string, HostData>();
  const groups = new Map<string, GroupData>();
  const below = new Set(Object.values(all).flatMap((group: ScriptGroup) => group.children ?? []));
  const roots = Object.keys(all).filter((name) => name !== "all" && !below.has(name));
  for (const [name, group] of Object.entries<ScriptGroup>(all)) {
    for (const host of group.hosts ?? []) {
      const vars = layers(hostvars[host], `host ${host}`);
      if (!hosts.has(host)) hosts.set(host, { name: host, vars, source: { file: "script" } });
    }
    const { ansible_group_priority, ...vars } = group.vars ?? {};
    groups.set(name, {
      name,
      hosts: new Set(group.hosts),
      children: new Set([...name === "all" ? roots : [], ...group.children ?? []]),
      vars: layers(vars, `group ${name}`),
      priority: Number(ansible_group_priority ?? 1),
    });
  }
  return { groups, hosts, varsFiles, warnings: [] };
}

function layers(vars: ScriptGroup["vars"], file: string): HostData["vars"] {
  return [{ values: new Map(Object.entries(vars ?? {})), source: { file } }]
    .filter(({ values }) => values.size > 0);
}

/** The recorded inventory, with the variable files beside it. */
export function recordedInventory(): InventoryData {
  const { _meta, ...groups } = recorded<
    & { _meta: { hostvars: Record<string, ScriptGroup["vars"]> } }
    & Record<string, ScriptGroup>
  >("inventory/inventory.json");
  return dataFrom(groups, _meta.hostvars, varsFilesIn("inventory"));
}

/** The JSON files of `group_vars/` and `host_vars/` in a recorded folder. */
export function varsFilesIn(base: string): VarsFile[] {
  return (["group", "host"] as const).flatMap((kind) =>
    readdirSync(join(TESTDATA, base, `${kind}_vars`)).sort().map((entry) => {
      const file = `${base}/${kind}_vars/${entry}`;
      const values: ValueMap = new Map(Object.entries(recorded<Record<string, string>>(file)));
      return { kind, name: entry.replace(/\.json$/, ""), base, file, values };
    })
  );
}

/** Where Ansible was asked what is recorded. */
const PLACE: Place = { folder: TESTDATA };
const INVENTORY = ["-i", "inventory/hosts.sh"];

/** The variables of each host, as the installed `ansible-inventory` has them; nothing without it. */
export function askForHostvars(): Record<string, Record<string, unknown>> | undefined {
  const words = ["ansible-inventory", ...INVENTORY, "--playbook-dir", "playbook", "--list"];
  const [answer] = askAnsible([words], PLACE) ?? [];
  return answer && JSON.parse(answer.stdout)._meta.hostvars;
}

/** What patterns match by the installed `ansible`; nothing without it. */
export function askForMatches(patterns: readonly string[]): RecordedMatch[] | undefined {
  const commands = patterns.map((pattern) => {
    return ["ansible", ...INVENTORY, "--list-hosts", "--", pattern];
  });
  return askAnsible(commands, PLACE)?.map(({ stdout, stderr }, index) => {
    const [, ...hosts] = stdout.trimEnd().split("\n").map((line) => line.trim());
    const ignored = Array.from(stderr.matchAll(/ignoring: (.*)/g), ([, name]) => name!);
    return { pattern: patterns[index]!, hosts, ...(ignored.length > 0 && { ignored }) };
  });
}

/** Which hosts a pattern means to Ansible. */
export interface RecordedMatch {
  readonly pattern: string;
  readonly hosts: readonly string[];
  /** What "Could not match supplied host pattern, ignoring:" names. */
  readonly ignored?: readonly string[];
}
