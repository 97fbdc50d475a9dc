/**
 * What roles add to the variables of a task: merged once for each role, never for a host.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#understanding-variable-precedence
 * @module
 */
import type { Role } from "../playbook/model.ts";
import type { Variables } from "./scope.ts";

/** The variables of a role, by their strength. */
export interface RoleVariables {
  /** What the role is: nothing overrides it. */
  readonly known: Variables;
  /** Stronger than what was set. */
  readonly params: Variables;
  /** Stronger than the play's. */
  readonly vars: Variables;
  /** Weaker than all else. */
  readonly defaults: Variables;
}

/** The variables of roles, made when they are first needed. */
export class RoleLayers {
  readonly #made = new WeakMap<Role, RoleVariables>();

  /** What a task of a role sees. */
  of(role: Role): RoleVariables {
    let made = this.#made.get(role);
    if (!made) this.#made.set(role, made = variablesOf(role));
    return made;
  }
}

/** What all tasks of a play see of its roles; later ones win. */
export function publicVariables(
  roles: readonly Role[],
): Pick<RoleVariables, "vars" | "defaults"> {
  const all = roles.flatMap((role) => [...dependenciesOf(role), role]);
  return { vars: merged(all.flatMap(varsOf)), defaults: merged(all.map((role) => role.defaults)) };
}

/** The roles that a role depends on, each after those that it depends on itself. */
export function dependenciesOf({ dependencies }: Role): Role[] {
  return dependencies.flatMap((each) => [...dependenciesOf(each), each]);
}

/** The roles that led to a role, the outermost first, and the role itself. */
export function chainOf(role: Role): Role[] {
  return role.parent === undefined ? [role] : [...chainOf(role.parent), role];
}

function variablesOf(role: Role): RoleVariables {
  const parents = chainOf(role).slice(0, -1);
  const dependencies = dependenciesOf(role);
  return {
    known: knownOf(role),
    params: merged([...parents, role].map(({ params }) => params)),
    vars: merged([...parents, ...dependencies, role].flatMap(varsOf)),
    defaults: merged([...dependencies, ...parents, role].map(({ defaults }) => defaults)),
  };
}

/** The weaker ones first. */
function varsOf({ entryVars, vars }: Role): Variables[] {
  return [...entryVars.map(({ values }) => values), vars];
}

/** @see https://docs.ansible.com/ansible/latest/reference_appendices/special_variables.html */
function knownOf(role: Role): Variables {
  const parents = includingRoles(role);
  return new Map<string, unknown>([
    ["role_name", role.shortName],
    ["role_path", role.path],
    ["ansible_role_name", role.name],
    ["ansible_collection_name", role.collection ?? null],
    ...(parents.length === 0 ? [] : [
      ["ansible_parent_role_names", parents.map(({ name }) => name)] as const,
      ["ansible_parent_role_paths", parents.map(({ path }) => path)] as const,
    ]),
  ]);
}

/** The roles whose tasks led to a role, the nearest first; roles that depend on it are none. */
function includingRoles(role: Role): Role[] {
  return chainOf(role).flatMap(({ isIncluded, parent }) => isIncluded && parent ? [parent] : [])
    .reverse();
}

function merged(weakestFirst: readonly Variables[]): Variables {
  const sets = weakestFirst.filter(({ size }) => size > 0);
  if (sets.length < 2) return sets[0] ?? NONE;
  return new Map(sets.flatMap((variables) => [...variables]));
}

const NONE: Variables = new Map();
