/**
 * Magic variables: what Ansible itself knows.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/special_variables.html
 * @module
 */
import { dirname } from "@shep/sdk/path";
import { toValue } from "@shep/sdk/value";
import type { Host, Inventory } from "../inventory/mod.ts";
import type { Role } from "../playbook/model.ts";
import { type Environment, LazyMapping, type Scope } from "../template/mod.ts";
import type { HostState } from "./host_state.ts";
import { type HostVarsByScope, ScopeMapping } from "./hostvars.ts";
import { OMIT } from "./plain.ts";
import { dependenciesOf } from "./role_layers.ts";
import type { MagicVariables } from "./scope.ts";

/** What the magic variables of a whole run tell of. */
export interface RunWideContext {
  readonly inventory: Inventory;
  /** Of the playbook's file. */
  readonly playbookDir: string;
  readonly run: RunFacts;
  readonly check: boolean;
  readonly diff: boolean;
}

/** What the magic variables tell of. */
export interface MagicContext extends RunWideContext {
  readonly host: HostState;
  readonly hostvars: HostVarsByScope;
  readonly environment: Environment;
  /** Of the play; empty outside of one. */
  readonly play: {
    readonly name: string;
    readonly roster: PlayHosts;
    /** Those that all its tasks see. */
    readonly roles: () => readonly Role[];
  };
}

/** The hosts of a play. */
export interface PlayHosts {
  /** All that the pattern matched, failed ones too. */
  readonly all: readonly string[];
  /** Those that have not failed. */
  readonly present: readonly string[];
  /** Those of them that have their turn together. */
  readonly presentInBatch: readonly string[];
}

/** What was asked for on the command line. */
export interface RunFacts {
  readonly verbosity: number;
  readonly forks: number;
  readonly limit?: string;
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  /** The version of ansible-core whose behaviour is followed. */
  readonly coreVersion: string;
  readonly inventorySources: readonly string[];
  /** The `ansible.cfg`, if there is one. */
  readonly configFile?: string | undefined;
  /** A Python of this machine, if there is one. */
  readonly python?: () => string | undefined;
}

/** Those magic variables that are the same for all hosts and all plays of a file. */
export function runVariables(context: RunWideContext): MagicVariables {
  const { inventory, run } = context;
  return new Map<string, () => unknown>([
    ["groups", () => new Groups(inventory)],
    ["playbook_dir", () => context.playbookDir],
    ["ansible_check_mode", () => context.check],
    ["ansible_diff_mode", () => context.diff],
    ["ansible_verbosity", () => run.verbosity],
    ["ansible_forks", () => run.forks],
    ["ansible_limit", () => run.limit],
    ["ansible_run_tags", () => run.tags.length === 0 ? ["all"] : [...run.tags]],
    ["ansible_skip_tags", () => [...run.skipTags]],
    ["ansible_inventory_sources", () => [...run.inventorySources]],
    ["ansible_config_file", () => run.configFile ?? null],
    ["ansible_playbook_python", () => run.python?.()],
    ["ansible_version", () => toValue(versionParts(run.coreVersion))],
    ["omit", () => OMIT],
  ]);
}

/** The magic variables that nothing overrides, made when they are read. */
export function magicVariables(context: MagicContext): MagicVariables {
  const { host, play } = context;
  return new Map<string, (scope: Scope) => unknown>([
    ...runVariables(context),
    ["hostvars", (scope) => context.hostvars.of(scope)],
    ["vars", (scope) => new ScopeMapping(scope, context.environment)],
    ["ansible_facts", () => host.facts],
    ["ansible_play_name", () => play.name],
    ["ansible_play_hosts", () => play.roster.present],
    ["ansible_play_batch", () => play.roster.presentInBatch],
    ["ansible_play_hosts_all", () => play.roster.all],
    ["play_hosts", () => play.roster.presentInBatch],
    ["ansible_play_role_names", () => roleNames(play.roles())],
    ["ansible_dependent_role_names", () => roleNames(play.roles().flatMap(dependenciesOf))],
    ["ansible_role_names", () => roleNames(play.roles().flatMap(withDependencies))],
  ]);
}

function versionParts(version: string): Record<string, string | number> {
  const [major = 0, minor = 0, revision = 0] = version.split(".").map(Number);
  return { full: version, major, minor, revision, string: version };
}

function roleNames(roles: readonly Role[]): string[] {
  return [...new Set(roles.map(({ name }) => name))];
}

function withDependencies(role: Role): Role[] {
  return [role, ...dependenciesOf(role)];
}

/** What the inventory knows of a host: stronger than its variables there, weaker than a play's. */
export function hostMagicVariables(inventory: Inventory, name: string): MagicVariables {
  const { file, directory } = placeOf(inventory.host(name));
  return new Map<string, () => unknown>([
    ["inventory_hostname", () => name],
    ["inventory_hostname_short", () => name.split(".")[0]!],
    ["inventory_file", () => file],
    ["inventory_dir", () => directory],
    ["group_names", () => [...inventory.groupsOf(name)].sort()],
  ]);
}

interface Place {
  readonly file?: string | null;
  readonly directory?: string | null;
}

/**
 * Where a host was named: what joined during the run was named nowhere, a list of hosts lies in no
 * directory, and of the implicit localhost nothing is known.
 */
function placeOf(host: Host | undefined): Place {
  if (host === undefined || host.implicit) return {};
  if (host.added) return { file: null, directory: null };
  const { file } = host.source;
  return { file, directory: file.includes(",") ? null : dirname(file) };
}

/** `groups`: the hosts of each group, found when they are asked for. */
class Groups extends LazyMapping {
  readonly #inventory: Inventory;

  constructor(inventory: Inventory) {
    super();
    this.#inventory = inventory;
  }

  get(key: unknown): unknown {
    return this.has(key) ? this.#inventory.hostsIn(key as string) : undefined;
  }

  has(key: unknown): boolean {
    return typeof key === "string" && this.#inventory.hasGroup(key);
  }

  keys(): Iterable<string> {
    return this.#inventory.groupNames();
  }
}
