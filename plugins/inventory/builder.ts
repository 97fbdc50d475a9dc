/**
 * Collects what several sources say about hosts and groups, and completes it to an inventory.
 *
 * @module
 */
import type { Value } from "@shep/sdk/value";
import { InventoryError } from "./error.ts";
import type {
  GroupData,
  HostData,
  InventoryData,
  Source,
  VarsFile,
  VarsLayer,
} from "@shep/sdk/inventory";

/** The variable of a group that is its priority. */
export const GROUP_PRIORITY = "ansible_group_priority";

interface GroupDraft extends GroupData {
  readonly hosts: Set<string>;
  /** Each child, and where it was put into this group. */
  readonly childSources: Map<string, Source>;
  readonly children: Set<string>;
  readonly vars: VarsLayer[];
  priority: number;
}

interface HostDraft extends HostData {
  readonly vars: VarsLayer[];
}

/** An inventory in the making. */
export class InventoryBuilder {
  readonly #groups = new Map<string, GroupDraft>();
  readonly #hosts = new Map<string, HostDraft>();
  readonly #warnings = new Set<string>();

  /** An inventory with the groups `all` and `ungrouped`, and no hosts. */
  constructor() {
    this.#group("all").children.add("ungrouped");
    this.addGroup("ungrouped");
  }

  /** Whether a source has named this group. */
  hasGroup(name: string): boolean {
    return this.#groups.has(name);
  }

  /** The names of all groups so far. */
  groupNames(): readonly string[] {
    return [...this.#groups.keys()];
  }

  /** The names of all hosts so far. */
  hostNames(): readonly string[] {
    return [...this.#hosts.keys()];
  }

  /** Adds a group, unless there is one of that name. */
  addGroup(name: string): void {
    this.#group(name);
  }

  /** Puts `child` below `parent`; both are added where they do not exist. */
  addChild(parent: string, child: string, source: Source): void {
    this.#group(child);
    const group = this.#group(parent);
    group.children.add(child);
    if (!group.childSources.has(child)) group.childSources.set(child, source);
  }

  /** Adds a host, unless there is one of that name, and puts it into `group` if one is given. */
  addHost(name: string, group: string | undefined, source: Source): void {
    if (!this.#hosts.has(name)) this.#hosts.set(name, { name, source, vars: [] });
    if (group !== undefined) this.#group(group).hosts.add(name);
  }

  /** Sets variables of a host that was added. They are kept, not copied: many may share them. */
  setHostVars(name: string, layer: VarsLayer): void {
    if (layer.values.size > 0) this.#hosts.get(name)?.vars.push(layer);
  }

  /**
   * Sets variables of a group, which is added where it does not exist. `ansible_group_priority` is
   * no variable but the group's priority; of layers with annotations it is left out before.
   *
   * @throws {InventoryError} for a priority that is no integer.
   */
  setGroupVars(name: string, layer: VarsLayer): void {
    const priority = layer.values.get(GROUP_PRIORITY);
    if (priority === undefined) return this.#addGroupVars(name, layer);
    this.setGroupPriority(name, priority, layer.source);
    const values = new Map(layer.values);
    values.delete(GROUP_PRIORITY);
    this.#addGroupVars(name, { ...layer, values });
  }

  /**
   * Sets the priority of a group, which is added where it does not exist.
   *
   * @throws {InventoryError} for one that is no integer.
   */
  setGroupPriority(name: string, priority: Value, source: Source): void {
    this.#group(name).priority = asPriority(priority, name, source);
  }

  /** Adds what another inventory says; its files of variables are none. */
  add({ hosts, groups, warnings }: InventoryData): void {
    for (const { name, source, vars } of hosts.values()) {
      this.addHost(name, undefined, source);
      for (const layer of vars) this.setHostVars(name, layer);
    }
    for (const { name, hosts: members, children, vars, priority } of groups.values()) {
      const source = { file: vars[0]?.source.file ?? "inventory" };
      this.addGroup(name);
      for (const host of members) this.addHost(host, name, hosts.get(host)?.source ?? source);
      for (const child of children) this.addChild(name, child, source);
      for (const layer of vars) this.#addGroupVars(name, layer);
      if (priority !== 1) this.setGroupPriority(name, priority, source);
    }
    for (const warning of warnings) this.warn(warning);
  }

  /** Notes what the user should know, once. */
  warn(message: string): void {
    this.#warnings.add(message);
  }

  /**
   * The inventory: groups without a parent are put below `all`, hosts without a group into
   * `ungrouped`, and hosts with one are taken out of it.
   *
   * @throws {InventoryError} for a group that is below itself.
   */
  finish(varsFiles: readonly VarsFile[] = []): InventoryData {
    const data = { ...this.snapshot(), varsFiles };
    this.#putBelowAll();
    this.#fillUngrouped();
    refuseCycle(this.#groups);
    for (const name of this.#hosts.keys()) {
      if (this.#groups.has(name)) this.warn(`Found both group and host with same name: ${name}`);
    }
    return { ...data, warnings: [...this.#warnings] };
  }

  /** What the sources so far say, not completed. */
  snapshot(): InventoryData {
    return {
      groups: this.#groups,
      hosts: this.#hosts,
      varsFiles: [],
      warnings: [...this.#warnings],
    };
  }

  #addGroupVars(name: string, layer: VarsLayer): void {
    const group = this.#group(name);
    if (layer.values.size > 0) group.vars.push(layer);
  }

  #group(name: string): GroupDraft {
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const group = {
      name,
      hosts: new Set<string>(),
      children: new Set<string>(),
      childSources: new Map<string, Source>(),
      vars: [],
      priority: 1,
    };
    this.#groups.set(name, group);
    return group;
  }

  #putBelowAll(): void {
    const all = this.#group("all");
    const below = new Set([...this.#groups.values()].flatMap((group) => [...group.children]));
    for (const name of this.#groups.keys()) {
      if (name !== "all" && !below.has(name)) all.children.add(name);
    }
  }

  #fillUngrouped(): void {
    const all = this.#group("all");
    const ungrouped = this.#group("ungrouped");
    const grouped = new Set<string>();
    for (const group of this.#groups.values()) {
      if (group === all || group === ungrouped) continue;
      for (const host of group.hosts) grouped.add(host);
    }
    for (const host of this.#hosts.keys()) {
      if (grouped.has(host)) ungrouped.hosts.delete(host);
      else ungrouped.hosts.add(host);
    }
  }
}

function asPriority(value: Value, group: string, source: Source): number {
  const priority = typeof value === "string" && /^\s*[-+]?\d+\s*$/.test(value)
    ? Number(value)
    : value;
  if (typeof priority === "number" && Number.isInteger(priority)) return priority;
  throw new InventoryError(`ansible_group_priority of group "${group}" must be an integer`, {
    ...source,
    hint: `It is ${JSON.stringify(String(value))}.`,
  });
}

/**
 * Walks every group once. The groups from the first to the one that is looked at are `open`; a child
 * among them closes a cycle.
 */
function refuseCycle(groups: ReadonlyMap<string, GroupDraft>): void {
  const done = new Set<string>();
  for (const start of groups.keys()) {
    const open = new Map<string, Iterator<string>>();
    const path = [start];
    while (path.length > 0) {
      const name = path[path.length - 1] ?? start;
      const group = groups.get(name);
      const children = open.get(name) ?? (done.has(name) ? [] : group?.children ?? []).values();
      open.set(name, children);
      const child = children.next();
      if (child.done) {
        path.pop();
        open.delete(name);
        done.add(name);
      } else if (open.has(child.value)) {
        throw cycleError([...path.slice(path.indexOf(child.value)), child.value], groups);
      } else path.push(child.value);
    }
  }
}

/** The sentence is put where the group's last child was written, the one that closed the cycle. */
function cycleError(
  path: readonly string[],
  groups: ReadonlyMap<string, GroupDraft>,
): InventoryError {
  const edges = path.slice(1).map((child, index) =>
    groups.get(path[index] ?? "")?.childSources.get(child)
  );
  const [source] = edges.reverse().filter((edge) => edge !== undefined);
  return new InventoryError(`a group cannot be below itself: ${path.join(" > ")}`, {
    file: source?.file ?? "inventory",
    line: source?.line,
    hint: path.includes("all")
      ? 'Every group is below "all", so "all" cannot be the child of one.'
      : `Take ${quote(path[path.length - 1])} out of the children of ${
        quote(path[path.length - 2])
      }.`,
  });
}

function quote(name: string | undefined): string {
  return `"${name ?? ""}"`;
}
