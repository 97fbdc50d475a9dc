/**
 * On which hosts a role has run: there it does not run again, unless it allows for that.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#running-a-role-multiple-times-in-one-play
 * @module
 */
import type { Role } from "../../playbook/model.ts";

/** What a play keeps of its roles. */
export class RoleRuns {
  /** The hosts on which a task of a role was not skipped, by the role's identity. */
  readonly #begun = new Map<string, Set<string>>();
  /** Those on which it came to its end. */
  readonly #done = new Map<string, Set<string>>();
  /** Those on which it was ended before its last task. */
  readonly #left = new Map<string, Set<string>>();

  /** Notes that a task of the role did something on a host. */
  begin(role: Role, host: string): void {
    entry(this.#begun, role).add(host);
  }

  /** No further task of the role has its turn on a host, until it runs once more. */
  leave(role: Role, host: string): void {
    entry(this.#left, role).add(host);
  }

  /** Whether a host was taken out of the role. */
  hasLeft(role: Role, host: string): boolean {
    return this.#left.get(role.identity)?.has(host) ?? false;
  }

  /** Notes that all tasks of the role had their turn on hosts. */
  end(role: Role, hosts: Iterable<string>): void {
    this.#left.delete(role.identity);
    const begun = this.#begun.get(role.identity);
    if (begun === undefined) return;
    const done = entry(this.#done, role);
    for (const host of hosts) if (begun.has(host)) done.add(host);
  }

  /** The hosts on which the role is to run. */
  due(role: Role, hosts: readonly string[]): readonly string[] {
    const done = this.#done.get(role.identity);
    if (role.allowsDuplicates || done === undefined) return hosts;
    return hosts.filter((host) => !done.has(host));
  }
}

function entry(sets: Map<string, Set<string>>, { identity }: Role): Set<string> {
  let hosts = sets.get(identity);
  if (!hosts) sets.set(identity, hosts = new Set());
  return hosts;
}
