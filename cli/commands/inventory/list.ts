/**
 * An inventory as data, in the forms that `ansible-inventory` gives it.
 *
 * @module
 */
import type { InventoryView } from "@shep/host";
import type { TaggedMap, TaggedValue } from "@shep/sdk/inventory";
import type { Key } from "@shep/sdk/value";

/** How the variables are told. */
export interface ListOptions {
  /** Whether they are told where they are set. */
  readonly isExport: boolean;
}

/** As inventory scripts print it, for JSON: groups side by side, and `_meta`. */
export function scriptForm(view: InventoryView, options: ListOptions): TaggedMap {
  const list: TaggedMap = new Map();
  const hostvars = mapOf(view.hosts.map((host) => [host, varsOf(host, view, options)]));
  list.set("_meta", new Map([["hostvars", withoutEmpty(hostvars)]]));
  for (const name of view.groupNames()) {
    const { hosts, children } = view.group(name)!;
    const parts = withoutEmpty(mapOf([
      ["hosts", name === "all" ? [] : [...hosts]],
      ["children", [...children]],
      ["vars", groupVars(name, view, options)],
    ]));
    if (parts.size > 0) list.set(name, parts);
  }
  return list;
}

/**
 * As inventories are written, for YAML: each group within its parents, and the variables of a host
 * where it is named first.
 */
export function nestedForm(view: InventoryView, options: ListOptions): TaggedMap {
  const seen = new Set<string>();
  const nested = (name: string): TaggedMap => {
    const { hosts, children } = view.group(name)!;
    return withoutEmpty(mapOf([
      ["children", mapOf(children.map((child) => [child, nested(child)]))],
      ["hosts", name === "all" ? new Map() : hostEntries(hosts, seen, view, options)],
      ["vars", groupVars(name, view, options)],
    ]));
  };
  return new Map([["all", nested("all")]]);
}

/** The same for TOML: groups side by side. */
export function flatForm(view: InventoryView, options: ListOptions): TaggedMap {
  const seen = new Set<string>();
  const flat: TaggedMap = new Map();
  for (const name of view.groupNames()) {
    const { hosts, children } = view.group(name)!;
    const parts = withoutEmpty(mapOf([
      ["children", name === "all" ? [] : [...children]],
      ["hosts", name === "all" ? new Map() : hostEntries(hosts, seen, view, options)],
      ["vars", groupVars(name, view, options)],
    ]));
    if (parts.size > 0) flat.set(name, parts);
  }
  return flat;
}

function hostEntries(
  hosts: readonly string[],
  seen: Set<string>,
  view: InventoryView,
  options: ListOptions,
): TaggedMap {
  return mapOf(hosts.map((host) => {
    const isFirst = !seen.has(host);
    seen.add(host);
    return [host, isFirst ? varsOf(host, view, options) : new Map()];
  }));
}

function varsOf(host: string, view: InventoryView, { isExport }: ListOptions): TaggedMap {
  return isExport ? view.ownHostVars(host) : view.hostVars(host);
}

function groupVars(name: string, view: InventoryView, { isExport }: ListOptions): TaggedMap {
  if (!isExport) return new Map();
  const { vars, priority } = view.group(name)!;
  return priority === 1 ? vars : new Map([...vars, ["ansible_group_priority", priority]]);
}

function mapOf(entries: readonly (readonly [Key, TaggedValue])[]): TaggedMap {
  return new Map(entries);
}

function withoutEmpty(map: TaggedMap): TaggedMap {
  return new Map([...map].filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: TaggedValue): boolean {
  return value instanceof Map ? value.size === 0 : Array.isArray(value) && value.length === 0;
}
