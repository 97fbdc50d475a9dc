/**
 * Which hosts of a play have their turn together, and in which order.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_strategies.html
 * @module
 */

/** In which order hosts have their turn: see `order` of a play. */
export type Order = "inventory" | "reverse_inventory" | "sorted" | "reverse_sorted" | "shuffle";

/** The size of a batch: so many hosts, or such a part of all. */
export type BatchSize =
  | { readonly count: number }
  | { readonly percentage: number };

/**
 * Hosts in another order.
 *
 * @param random Gives numbers from 0 to less than 1.
 */
export function inOrder(
  hosts: readonly string[],
  order: Order,
  random: () => number = Math.random,
): readonly string[] {
  switch (order) {
    case "inventory":
      return hosts;
    case "reverse_inventory":
      return hosts.toReversed();
    case "sorted":
      return hosts.toSorted(byCodeUnit);
    case "reverse_sorted":
      return hosts.toSorted((a, b) => byCodeUnit(b, a));
    case "shuffle":
      return shuffled(hosts, random);
  }
}

/** The hosts in batches; the last size is that of all batches that follow. */
export function batchesOf(
  hosts: readonly string[],
  sizes: readonly BatchSize[],
): readonly (readonly string[])[] {
  if (sizes.length === 0 || hosts.length === 0) return [hosts];
  const batches: (readonly string[])[] = [];
  for (let start = 0; start < hosts.length;) {
    const size = sizes[Math.min(batches.length, sizes.length - 1)]!;
    const end = start + countOf(size, hosts.length);
    batches.push(hosts.slice(start, end));
    start = end;
  }
  return batches;
}

/** A part of hosts is at least one of them. */
function countOf(size: BatchSize, total: number): number {
  return "count" in size ? size.count : Math.max(1, Math.trunc(size.percentage / 100 * total));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @see https://en.wikipedia.org/wiki/Fisher%E2%80%93Yates_shuffle */
function shuffled(hosts: readonly string[], random: () => number): string[] {
  const mixed = [...hosts];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.trunc(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}
