/**
 * The inventory of a run: who the hosts are, which groups hold them, which variables they start with.
 *
 * @module
 */
import { equalValues, type ValueMap } from "@shep/sdk/value";
import { type Group, GroupGraph, InvalidInventoryError } from "./graph.ts";
import { groupLayers, hostLayers, type Layer, ownGroupLayers, VarsIndex } from "./layers.ts";
import type { InventoryData, Source, VarsFile, VarsLayer } from "@shep/sdk/inventory";
import { limitTo, matchHosts, type PatternMatch } from "./patterns.ts";

/** The names that mean the controller itself, whether the inventory has them or not. */
const LOCALHOST: readonly string[] = ["localhost", "127.0.0.1", "::1"];

/** A host of the inventory. */
export interface Host {
  /** `inventory_hostname`. */
  readonly name: string;
  /** The first source that named the host, for `inventory_file` and `inventory_dir`. */
  readonly source: Source;
  /** True for the localhost that no inventory named. It is in no group, not even in `all`. */
  readonly implicit: boolean;
  /** True for what joined during the run. */
  readonly added?: boolean;
}

/** What is said about a host that joins during a run, as `add_host` and `group_by` do. */
export interface AddedHost {
  /** The groups it joins; those that do not exist yet are made. */
  readonly groups?: readonly string[];
  /** Its variables; they win over those the inventory's sources set. */
  readonly vars?: ValueMap;
  /** Who adds it. */
  readonly source: Source;
}

interface HostEntry extends Host {
  readonly vars: VarsLayer[];
  /** The groups the host is directly in. */
  readonly groups: Set<string>;
}

/**
 * The hosts and groups of a run.
 *
 * @example
 * ```ts
 * import { Inventory } from "@shep/host/inventory";
 * import assert from "node:assert/strict";
 *
 * const source = { file: "hosts", line: 1 };
 * const group = { children: new Set<string>(), vars: [], priority: 1 };
 * const inventory = new Inventory({
 *   hosts: new Map([["web1", { name: "web1", vars: [], source }]]),
 *   groups: new Map([
 *     ["all", { ...group, name: "all", hosts: new Set<string>(), children: new Set(["web"]) }],
 *     ["web", { ...group, name: "web", hosts: new Set(["web1"]) }],
 *   ]),
 *   varsFiles: [],
 *   warnings: [],
 * });
 * assert.deepEqual(inventory.hostsMatching("web[0]").hosts, ["web1"]);
 * assert.deepEqual(inventory.groupsOf("web1"), ["web"]);
 * ```
 */
export class Inventory {
  #graph: GroupGraph;
  #hosts = new Map<string, HostEntry>();
  #inventoryVars: VarsIndex;
  #playbookVars = new VarsIndex([]);
  /** The first host named like the controller, or else the implicit localhost once it was used. */
  #localhost: HostEntry | undefined;
  #revision = 0;
  /** What the run added, to be added again when the sources are read anew. */
  #additions: ((inventory: Inventory) => void)[] = [];
  /** By the host's direct groups: 10,000 hosts in 20 groups share 20 lists. */
  readonly #groupLayers = new Map<string, readonly Layer[]>();

  /**
   * An inventory that starts as `data` says, which it never changes.
   *
   * @throws {InvalidInventoryError} for data that contradicts itself: a group below itself, or one
   * with a child or a host that does not exist.
   */
  constructor(data: InventoryData) {
    for (const { name, vars, source } of data.hosts.values()) {
      this.#add({ name, source, implicit: false, vars: [...vars], groups: new Set() });
    }
    this.#graph = new GroupGraph(data.groups.values());
    for (const group of data.groups.values()) {
      for (const name of group.hosts) {
        const host = this.#hosts.get(name);
        if (host === undefined) {
          throw new InvalidInventoryError(
            `The inventory has no host "${name}", though it is named in group "${group.name}".`,
          );
        }
        host.groups.add(group.name);
      }
    }
    this.#inventoryVars = new VarsIndex(data.varsFiles);
  }

  /** Another one after each change: what was read of hosts may be outdated then. */
  get revision(): number {
    return this.#revision;
  }

  /** The hosts' names in the order of the inventory; without the implicit localhost. */
  hostNames(): readonly string[] {
    return [...this.#hosts.keys()];
  }

  /** The groups' names, in the order they were first named. */
  groupNames(): readonly string[] {
    return [...this.#graph.names()];
  }

  /** Whether there is a group of that name. */
  hasGroup(name: string): boolean {
    return this.#graph.get(name) !== undefined;
  }

  /**
   * The host of that name. A name of the controller (`localhost`, `127.0.0.1`, `::1`) that the
   * inventory lacks means the first such host it has, or else the implicit localhost.
   */
  host(name: string): Host | undefined {
    return this.#entry(name);
  }

  /** Every host in the group or in a group below it, each once; none for an unknown group. */
  hostsIn(group: string): readonly string[] {
    return this.#graph.hostsIn(group);
  }

  /**
   * The groups a host is in, directly or not, as their variables are merged (depth, priority, name);
   * without `all`. Sorted by name these are `group_names`.
   */
  groupsOf(host: string): readonly string[] {
    return this.#graph.withAncestors(this.#entry(host)?.groups ?? [])
      .map((group) => group.name)
      .filter((name) => name !== "all");
  }

  /**
   * The variables a host starts with, a layer for each place that sets some, from low to high
   * precedence. Groups' layers are the same objects for every host. Empty for an unknown host.
   */
  layersOf(name: string): readonly Layer[] {
    const host = this.#entry(name);
    if (host === undefined) return [];
    return [
      ...this.#layersOfGroups(host.groups),
      ...hostLayers(host.name, host.vars, this.#inventoryVars, this.#playbookVars),
    ];
  }

  /**
   * Takes over all that another inventory knows, that of the same sources, read anew. What the run
   * added stays.
   */
  takeOver(other: Inventory): void {
    this.#graph = other.#graph;
    this.#hosts = other.#hosts;
    this.#inventoryVars = other.#inventoryVars;
    this.#playbookVars = other.#playbookVars;
    this.#localhost = other.#localhost;
    this.#forget();
    const additions = this.#additions;
    this.#additions = [];
    for (const add of additions) add(this);
  }

  /** The layers that are about a host itself, not about its groups. */
  ownLayersOf(name: string): readonly Layer[] {
    const host = this.#entry(name);
    if (host === undefined) return [];
    return hostLayers(host.name, host.vars, this.#inventoryVars, this.#playbookVars);
  }

  /** A group: what is directly in it, and what is said of it. */
  group(name: string): (Group & { readonly layers: readonly Layer[] }) | undefined {
    const group = this.#graph.get(name);
    if (group === undefined) return undefined;
    return { ...group, layers: ownGroupLayers(group, this.#inventoryVars, this.#playbookVars) };
  }

  /** Sets the variable files beside the playbook that runs now, instead of the previous one's. */
  setPlaybookVars(files: Iterable<VarsFile>): void {
    this.#playbookVars = new VarsIndex(files);
    this.#forget();
  }

  /**
   * The hosts a play's `hosts:` means, in the inventory's order, less those `--limit` leaves out.
   *
   * @throws {PatternError} for a pattern that cannot be understood.
   * @throws {NoSuchHostError} for a number beyond the hosts.
   */
  hostsMatching(
    pattern: string | readonly string[],
    limit?: string | readonly string[],
  ): PatternMatch {
    const match = matchHosts(pattern, this);
    return limit === undefined ? match : limitTo(match, matchHosts(limit, this));
  }

  /**
   * Adds a host, or groups and variables to one that exists. Returns whether that changed anything.
   *
   * A new host comes before those of the inventory, as in Ansible. One named `localhost` is a new one, even after the implicit localhost was used.
   */
  addHost(name: string, added: AddedHost): boolean {
    const isChanged = this.#addHost(name, added);
    if (isChanged) {
      this.#additions.push((inventory) => inventory.addHost(name, added));
      this.#revision++;
    }
    return isChanged;
  }

  #addHost(name: string, { groups = [], vars = new Map(), source }: AddedHost): boolean {
    const known = this.#hosts.get(name);
    const host = known ?? newHost(name, source);
    if (known === undefined) {
      this.#add(host);
      // Of `all`, which has no other hosts of its own, new ones come first.
      this.#join(host, "all");
    }
    const newGroups = groups.filter((group) => !host.groups.has(group));
    for (const group of newGroups) {
      this.#addGroup(group);
      this.#join(host, group);
    }
    if (![...host.groups].some((group) => group !== "all")) this.#join(host, "ungrouped");
    const newVars = changesTo(host.vars, vars);
    if (newVars.size > 0) host.vars.push({ values: newVars, source, isData: true });
    return known === undefined || newGroups.length > 0 || newVars.size > 0;
  }

  /**
   * Adds a group below `parents`, or below `all`; one that exists is only put below those it is not.
   *
   * @throws {InvalidInventoryError} when that would put a group below itself.
   */
  addGroup(name: string, parents: readonly string[] = ["all"]): void {
    this.#addGroup(name, parents);
    this.#additions.push((inventory) => inventory.addGroup(name, parents));
  }

  #addGroup(name: string, parents: readonly string[] = ["all"]): void {
    for (const parent of parents) {
      if (parent !== "all") this.#graph.addGroup(parent);
      this.#graph.addGroup(name, parent);
    }
    this.#forget();
  }

  #forget(): void {
    this.#groupLayers.clear();
    this.#revision++;
  }

  #add(host: HostEntry): void {
    this.#hosts.set(host.name, host);
    const isFirst = this.#localhost === undefined || this.#localhost.implicit;
    if (LOCALHOST.includes(host.name) && isFirst) this.#localhost = host;
  }

  #join(host: HostEntry, group: string): void {
    if (group === "ungrouped") this.#graph.addGroup(group);
    else if (group !== "all" && host.groups.delete("ungrouped")) {
      this.#graph.removeHost(host.name, "ungrouped");
    }
    host.groups.add(group);
    this.#graph.addHost(host.name, group);
  }

  #entry(name: string): HostEntry | undefined {
    const host = this.#hosts.get(name);
    if (host !== undefined || !LOCALHOST.includes(name)) return host;
    return this.#localhost ??= implicitLocalhost(name);
  }

  #layersOfGroups(groups: ReadonlySet<string>): readonly Layer[] {
    const key = JSON.stringify([...groups]);
    const known = this.#groupLayers.get(key);
    if (known !== undefined) return known;
    const layers = groupLayers(
      this.#graph.withAncestors([...groups, "all"]),
      this.#inventoryVars,
      this.#playbookVars,
    );
    this.#groupLayers.set(key, layers);
    return layers;
  }
}

/** Those of `vars` that the layers do not set, or set to something else. */
function changesTo(layers: readonly VarsLayer[], vars: ValueMap): ValueMap {
  const current: ValueMap = new Map(layers.flatMap(({ values }) => [...values]));
  return new Map(
    [...vars].filter(([name, value]) => {
      const known = current.get(name);
      return known === undefined || !equalValues(known, value);
    }),
  );
}

function newHost(name: string, source: Source): HostEntry {
  return { name, source, implicit: false, added: true, vars: [], groups: new Set() };
}

/** @see https://docs.ansible.com/ansible/latest/inventory/implicit_localhost.html */
function implicitLocalhost(name: string): HostEntry {
  const source = { file: "(implicit localhost)" };
  const values: ValueMap = new Map([["ansible_connection", "local"]]);
  return { name, source, implicit: true, vars: [{ values, source }], groups: new Set() };
}
