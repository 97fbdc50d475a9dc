/**
 * The groups of an inventory as a directed graph: who is below whom, how deep, and in which order.
 *
 * @module
 */
import type { GroupData, VarsLayer } from "@shep/sdk/inventory";

/** A group and what is directly in it. */
export interface Group {
  /** Unique among the groups. */
  readonly name: string;
  /** The hosts directly in this group, in the order they were named. */
  readonly hosts: ReadonlySet<string>;
  /** The groups directly in this group, in the order they were named. */
  readonly children: ReadonlySet<string>;
  /** The groups this group is directly in. */
  readonly parents: ReadonlySet<string>;
  /** The variables the inventory's sources set for this group. */
  readonly vars: readonly VarsLayer[];
  /** Among groups of one depth the higher priority is merged later. */
  readonly priority: number;
}

/** Raised for an inventory that contradicts itself, whoever made it. */
export class InvalidInventoryError extends Error {
  /** The class's name, as it is shown before the message. */
  override readonly name = "InvalidInventoryError";
}

interface Node extends Group {
  readonly hosts: Set<string>;
  readonly children: Set<string>;
  readonly parents: Set<string>;
}

/** The groups of an inventory; `all` is always among them. */
export class GroupGraph {
  readonly #nodes = new Map<string, Node>();
  /** Both are derived, and dropped whenever a group, child or host is added. */
  #depths: Map<string, number> | undefined;
  readonly #hosts = new Map<string, readonly string[]>();

  /**
   * The graph of these groups.
   *
   * @throws {InvalidInventoryError} for a child that is no group and for a group below itself.
   */
  constructor(groups: Iterable<GroupData>) {
    for (const { name, hosts, children, vars, priority } of groups) {
      this.#nodes.set(name, {
        name,
        hosts: new Set(hosts),
        children: new Set(children),
        parents: new Set(),
        vars,
        priority,
      });
    }
    if (!this.#nodes.has("all")) this.addGroup("all");
    for (const node of this.#nodes.values()) {
      for (const child of node.children) this.#node(child, node.name).parents.add(node.name);
    }
    this.#depths = depthsOf(this.#nodes);
  }

  /** The groups' names, in the order they were first named. */
  names(): IterableIterator<string> {
    return this.#nodes.keys();
  }

  /** The group of that name, if there is one. */
  get(name: string): Group | undefined {
    return this.#nodes.get(name);
  }

  /**
   * The given groups and all groups above them, in the order in which their variables are merged:
   * by depth, then priority, then name.
   *
   * @see https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html#how-variables-are-merged
   */
  withAncestors(names: Iterable<string>): readonly Group[] {
    const found = new Set<Node>();
    const pending = [...names].map((name) => this.#node(name));
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (found.has(node)) continue;
      found.add(node);
      for (const parent of node.parents) pending.push(this.#node(parent));
    }
    this.#depths ??= depthsOf(this.#nodes);
    const depths = this.#depths;
    const depth = (group: Group): number => depths.get(group.name) ?? 0;
    return [...found].sort((a, b) =>
      depth(a) - depth(b) || a.priority - b.priority || byCodePoint(a.name, b.name)
    );
  }

  /**
   * Every host in the group or below it, level by level, each once; none for an unknown group. The
   * list is frozen, and the same until the group changes.
   */
  hostsIn(name: string): readonly string[] {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    if (!this.#nodes.has(name)) return [];
    const hosts = new Set<string>();
    const queue = new Set([name]); // A set that grows while it is walked visits each group once.
    for (const group of queue) {
      const node = this.#node(group);
      for (const host of node.hosts) hosts.add(host);
      for (const child of node.children) queue.add(child);
    }
    const list = Object.freeze([...hosts]);
    this.#hosts.set(name, list);
    return list;
  }

  /** Adds a group directly below `parent`, or the edge alone when the group exists. */
  addGroup(name: string, parent = "all"): void {
    const known = this.#nodes.get(name);
    if (known?.parents.has(parent) || (known !== undefined && parent === "all")) return;
    const node = known ?? emptyNode(name);
    if (name !== "all") {
      if (known !== undefined && this.withAncestors([parent]).includes(node)) {
        throw new InvalidInventoryError(
          `Group "${name}" cannot be put below "${parent}": "${parent}" is already below "${name}".`,
        );
      }
      this.#node(parent).children.add(name);
      node.parents.add(parent);
    }
    this.#nodes.set(name, node);
    this.#hosts.clear();
    if (known !== undefined) this.#depths = undefined;
    // Below a new group there is none whose depth it changes.
    else this.#depths?.set(name, (this.#depths.get(parent) ?? -1) + 1);
  }

  /** Puts a host directly into a group that exists. */
  addHost(name: string, group: string): void {
    this.#node(group).hosts.add(name);
    this.#hosts.clear();
  }

  /** Takes a host out of a group that exists. */
  removeHost(name: string, group: string): void {
    this.#node(group).hosts.delete(name);
    this.#hosts.clear();
  }

  #node(name: string, parent?: string): Node {
    const node = this.#nodes.get(name);
    if (node !== undefined) return node;
    const where = parent === undefined ? "" : `, though it is named as a child of "${parent}"`;
    throw new InvalidInventoryError(`The inventory has no group "${name}"${where}.`);
  }
}

/** The length of the longest way from a group without parents to each group. */
function depthsOf(nodes: ReadonlyMap<string, Node>): Map<string, number> {
  const depths = new Map<string, number>();
  const parentsLeft = new Map<string, number>();
  const ready: Node[] = [];
  for (const node of nodes.values()) {
    parentsLeft.set(node.name, node.parents.size);
    if (node.parents.size === 0) ready.push(node);
  }
  let placed = 0;
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    placed++;
    const below = (depths.get(node.name) ?? 0) + 1;
    for (const name of node.children) {
      depths.set(name, Math.max(depths.get(name) ?? 0, below));
      const left = (parentsLeft.get(name) ?? 0) - 1;
      parentsLeft.set(name, left);
      const child = nodes.get(name);
      if (left === 0 && child !== undefined) ready.push(child);
    }
  }
  if (placed < nodes.size) {
    const stuck = [...parentsLeft].filter(([, left]) => left > 0).map(([name]) => `"${name}"`);
    throw new InvalidInventoryError(
      `These groups are below themselves or below such a group: ${stuck.join(", ")}.`,
    );
  }
  return depths;
}

function emptyNode(name: string): Node {
  return {
    name,
    hosts: new Set(),
    children: new Set(),
    parents: new Set(),
    vars: [],
    priority: 1,
  };
}

/** Python's order of strings, which differs from JavaScript's beyond the basic plane. */
function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const left = [...a];
  const right = [...b];
  const at = left.findIndex((char, index) => char !== right[index]);
  if (at === -1) return -1;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}
