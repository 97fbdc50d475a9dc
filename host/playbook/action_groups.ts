/**
 * Groups of actions, by which `module_defaults` speaks of many at once. Collections say who is in
 * them, in `action_groups` of `meta/runtime.yml`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_module_defaults.html#module-defaults-groups
 * @module
 */
import { Fault } from "@shep/sdk";
import { collectionPaths, fullName } from "./collection_search.ts";
import { readNodes } from "./file_nodes.ts";
import type { ModuleDefaults } from "./model.ts";
import { GROUP } from "./module_defaults.ts";
import type { PlaybookMap, PlaybookValue } from "./model.ts";
import type { Reading } from "./reading.ts";
import { mapOf } from "./syntax_node.ts";

/** The groups that ansible-core knows by a single word. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  aws: "amazon.aws.aws",
  azure: "azure.azcollection.azure",
  docker: "community.docker.docker",
  gcp: "google.cloud.gcp",
  k8s: "kubernetes.core.k8s",
  os: "openstack.cloud.os",
  ovirt: "ovirt.ovirt.ovirt",
  vmware: "community.vmware.vmware",
};

/**
 * Those groups of the defaults that an action is in, as they are written there.
 *
 * @param action Its full name.
 */
export async function groupsOf(
  action: string,
  defaults: ModuleDefaults,
  reading: Reading,
): Promise<string[]> {
  const found: string[] = [];
  for (const key of defaults.keys()) {
    if (!key.startsWith(GROUP)) continue;
    const group = key.slice(GROUP.length);
    const members = await membersOf(SHORT_NAMES[group] ?? group, reading, new Set());
    if (members.has(action)) found.push(group);
  }
  return found;
}

/** The full names of a group's actions, with those of the groups that it extends. */
async function membersOf(
  group: string,
  reading: Reading,
  seen: Set<string>,
): Promise<ReadonlySet<string>> {
  const full = fullName(group);
  if (full === undefined || seen.has(group)) return new Set();
  seen.add(group);
  const { collection, name } = full;
  const inCollection = (each: string): string =>
    each.includes(".") ? each : `${collection}.${each}`;
  const members = new Set<string>();
  for (const entry of entriesOf(await runtimeOf(collection, reading), name)) {
    if (typeof entry === "string") members.add(inCollection(entry));
    for (const other of extended(entry)) {
      const more = await membersOf(inCollection(other), reading, seen);
      for (const member of more) members.add(member);
    }
  }
  return members;
}

/** What a collection says of itself; nothing where it is not installed. */
async function runtimeOf(collection: string, reading: Reading): Promise<PlaybookMap> {
  for (const path of collectionPaths(collection, "meta/runtime.yml", reading)) {
    try {
      const root = await readNodes(path, reading.context);
      if (root.kind === "mapping") return mapOf(root);
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== "not-found") throw error;
    }
  }
  return new Map();
}

function entriesOf(runtime: PlaybookMap, group: string): readonly PlaybookValue[] {
  const groups = runtime.get("action_groups");
  const entries = groups instanceof Map ? groups.get(group) : undefined;
  return Array.isArray(entries) ? entries : [];
}

/** The groups that an entry such as `metadata: {extend_group: [other]}` takes in. */
function extended(entry: PlaybookValue): readonly string[] {
  const metadata = entry instanceof Map ? entry.get("metadata") : undefined;
  const groups = metadata instanceof Map ? metadata.get("extend_group") : undefined;
  return (Array.isArray(groups) ? groups : [groups]).filter((each) => typeof each === "string");
}
