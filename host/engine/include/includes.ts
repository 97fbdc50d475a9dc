/**
 * Which hosts run what is included together: those that ask for the same, with the same variables.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/include_tasks_module.html
 * @module
 */
import type { IncludeRequest } from "../task/result.ts";

/** What is included for some hosts. */
export interface IncludeGroup {
  /** The same for all that ask for the same. */
  readonly key: string;
  readonly request: IncludeRequest;
  readonly hosts: readonly string[];
}

/**
 * The groups, in the order in which the hosts ask for them. A host that asks twice for the same is
 * in two groups.
 */
export function groupIncludes(
  requests: ReadonlyMap<string, readonly IncludeRequest[]>,
): IncludeGroup[] {
  const groups = new Map<string, IncludeGroup & { readonly hosts: string[] }>();
  for (const [host, own] of requests) {
    const asked = new Map<string, number>();
    for (const request of own) {
      const what = JSON.stringify([request.arguments, request.variables], comparable);
      const times = asked.get(what) ?? 0;
      asked.set(what, times + 1);
      const key = `${times} ${what}`;
      const group = groups.get(key);
      if (group) group.hosts.push(host);
      else groups.set(key, { key, request, hosts: [host] });
    }
  }
  return [...groups.values()];
}

function comparable(_: string, value: unknown): unknown {
  if (value instanceof Map) return { map: [...value] };
  if (value instanceof Uint8Array) return { bytes: [...value] };
  return typeof value === "bigint" ? String(value) : value;
}
