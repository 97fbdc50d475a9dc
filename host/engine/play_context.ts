/**
 * A play on a batch of its hosts: what its tasks see and where they look for files.
 *
 * @module
 */
import { dirname, resolve } from "@shep/sdk/path";
import { coerce, type Value } from "@shep/sdk";
import type { Layer } from "../inventory/mod.ts";
import type { Play, Role, Task } from "../playbook/mod.ts";
import { HostVarsByScope, ScopeMapping } from "../variables/hostvars.ts";
import { hostMagicVariables, magicVariables } from "../variables/magic.ts";
import {
  chainOf,
  publicVariables,
  RoleLayers,
  type RoleVariables,
} from "../variables/role_layers.ts";
import {
  factsOnly,
  HostScope,
  type MagicVariables,
  type ScopeLayers,
  type Variables,
} from "../variables/scope.ts";
import { RoleRuns } from "./play/role_runs.ts";
import { type LoadVariables, VariablesFiles } from "./play/variables_files.ts";
import type { Roster } from "./strategy/roster.ts";
import type { RunContext } from "./run_context.ts";
import type { TagLayers } from "./tags/tag_selector.ts";

/** What does not change for a host during a play. */
interface HostBasis {
  /** Where a task reaches the host, unless a variable says so: by its name. */
  readonly address: Variables;
  /** Of the inventory, as it was then. */
  readonly revision: number;
  readonly magic: MagicVariables;
  readonly hostMagic: MagicVariables;
  readonly inventory: readonly Layer[];
}

/** What a play is carried out as. */
export interface PlaySetting {
  readonly name: string;
  readonly roster: Roster;
  readonly maxFailPercentage?: number | undefined;
  /** What its user was asked for. */
  readonly prompted?: Variables;
  readonly loadVariables: LoadVariables;
}

/** What a task adds to the variables of its play. */
interface TaskLayers extends Pick<ScopeLayers, "known" | "params" | "task"> {
  readonly role: RoleVariables | undefined;
  /** `environment`, weaker than any variable of that name. */
  readonly environment: Variables;
}

/** A play on a batch of its hosts. */
export class PlayContext {
  readonly run: RunContext;
  readonly play: Play;
  readonly name: string;
  /** The hosts of the batch. */
  readonly roster: Roster;
  readonly playbookDir: string;
  /** How many percent of the batch may fail. */
  readonly maxFailPercentage: number | undefined;
  /** Whether hosts that failed run the handlers that they are owed. */
  readonly #forceHandlers: boolean;
  /** Those of `vars_files`. */
  readonly files: VariablesFiles;
  /** Where its roles have run. */
  readonly roleRuns = new RoleRuns();
  /** The directory of each file that tasks stand in. */
  readonly #directories = new Map<string, string>();
  readonly #bases = new Map<string, HostBasis>();
  readonly #taskLayers = new WeakMap<Task, TaskLayers>();
  readonly #playLayers: readonly Variables[];
  readonly #roleLayers = new RoleLayers();
  readonly #mergesHashes: boolean;
  /** The roles whose variables all tasks see; later ones win. */
  #publicRoles: readonly Role[] = [];
  #publicVariables = publicVariables([]);
  #roleRevision = 0;
  readonly #hostvars: HostVarsByScope;

  constructor(
    run: RunContext,
    play: Play,
    { name, roster, maxFailPercentage, prompted = NOTHING, loadVariables }: PlaySetting,
  ) {
    this.run = run;
    this.play = play;
    this.name = name;
    this.roster = roster;
    this.maxFailPercentage = maxFailPercentage;
    this.playbookDir = dirname(resolve(play.position.file));
    this.#playLayers = [prompted, ...play.vars.map((set) => set.values).reverse()];
    this.#mergesHashes = run.settings.config.get("DEFAULT_HASH_BEHAVIOUR") === "merge";
    this.files = new VariablesFiles(run, play.varsFiles, {
      folder: this.playbookDir,
      load: loadVariables,
      scope: (host, files) => this.#fileScope(host, files),
    });
    this.showRoles(play.publicRoles);
    this.#hostvars = new HostVarsByScope(
      () => run.inventory.hostNames(),
      (host) => run.inventory.host(host) && new ScopeMapping(this.#ownScope(host), run.environment),
    );
    const force = run.environment.resolve(
      play.forceHandlers ?? false,
      this.hostScope(roster.batch[0]!),
    );
    this.#forceHandlers = run.settings.forceHandlers || coerce("bool", force as Value) === true;
  }

  /** Grows with each change of what its tasks see. */
  get revision(): number {
    const { inventory, states } = this.run;
    return inventory.revision + states.revision + this.roster.revision + this.#roleRevision +
      this.files.revision;
  }

  /** Lets all tasks from now on see the variables of roles. */
  showRoles(roles: readonly Role[]): void {
    if (roles.length === 0) return;
    // In a loop the same role comes again and again.
    const again = new Set(roles.map(({ identity }) => identity));
    const others = this.#publicRoles.filter(({ identity }) => !again.has(identity));
    this.#publicRoles = [...others, ...roles];
    this.#publicVariables = publicVariables(this.#publicRoles);
    this.#roleRevision++;
  }

  /** The variables of a host outside of any task. */
  hostScope(host: string): HostScope {
    return this.#scope(host, this.#playScope(host));
  }

  /** The variables of a task on a host. */
  taskScope(host: string, task: Task): HostScope {
    let layers = this.#taskLayers.get(task);
    if (!layers) this.#taskLayers.set(task, layers = this.#layersOf(task));
    const play = this.#playScope(host);
    const { role, environment, ...own } = layers;
    return this.#scope(host, {
      ...play,
      ...own,
      ...(role && { roleVars: [role.vars, ...play.roleVars] }),
      defaults: [
        ...(role ? [role.defaults] : []),
        ...play.defaults,
        environment,
        this.#basis(host).address,
      ],
    });
  }

  /** What a task sees beside what its play says, whatever the host. */
  commonLayers(task: Task): TagLayers {
    const { params, task: own, role } = this.#layersOf(task);
    return {
      over: [...params, ...own, ...(role ? [role.vars] : [])],
      under: role ? [role.defaults] : [],
    };
  }

  /** Where the files of a task are looked for: its role, the roles that led there, beside it. */
  searchPath({ role, position }: Task): string[] {
    const roles = role === undefined ? [] : chainOf(role).map(({ path }) => path).reverse();
    return [...new Set([...roles, this.#directoryOf(position.file), this.playbookDir])];
  }

  #directoryOf(file: string): string {
    let directory = this.#directories.get(file);
    if (directory === undefined) {
      this.#directories.set(file, directory = dirname(resolve(file)));
    }
    return directory;
  }

  #layersOf(task: Task): TaskLayers {
    const role = task.role && this.#roleLayers.of(task.role);
    const layersOf = (sets: Task["vars"]): Variables[] =>
      sets.filter((set) => !this.play.vars.includes(set)).map((set) => set.values).reverse();
    return {
      known: new Map([...role?.known ?? [], ["ansible_search_path", this.searchPath(task)]]),
      params: [...layersOf(task.includeVars), ...(role ? [role.params] : [])],
      task: layersOf(task.vars),
      role,
      environment: new Map([["environment", task.environment.flatMap(({ value }) => value)]]),
    };
  }

  #playScope(host: string): Pick<ScopeLayers, "files" | "play" | "roleVars" | "defaults"> {
    const { vars, defaults } = this.#publicVariables;
    return {
      files: this.files.of(host),
      play: this.#playLayers,
      roleVars: [vars],
      defaults: [defaults],
    };
  }

  /** Whether a host runs the handlers that it is owed. */
  runsHandlers(host: string): boolean {
    const loss = this.roster.lossOf(host);
    return this.roster.active.has(host) && loss === undefined ||
      this.#forceHandlers && loss === "failed";
  }

  /** Whether more of the batch have failed than may. */
  get isOverFailed(): boolean {
    const { maxFailPercentage, roster } = this;
    if (maxFailPercentage === undefined) return false;
    return roster.failures * 100 > maxFailPercentage * roster.batch.length;
  }

  /** What `hostvars` shows of a host: nothing that a play says. */
  #ownScope(host: string): HostScope {
    return this.#scope(host, {});
  }

  /** What the paths of files may be made of: facts, but nothing that a task has set. */
  #fileScope(host: string, files: readonly Variables[]): HostScope {
    return this.#scope(
      host,
      { ...this.#playScope(host), files },
      factsOnly(this.run.states.of(host)),
    );
  }

  #scope(
    host: string,
    layers: Partial<ScopeLayers>,
    state: ScopeLayers["state"] = this.run.states.of(host),
  ): HostScope {
    const { run } = this;
    return new HostScope({
      ...NO_LAYERS,
      ...layers,
      ...this.#basis(host),
      extra: run.extraVars,
      state,
      trust: run.trust,
      mergesHashes: this.#mergesHashes,
    });
  }

  /** The variables of a task that is delegated: they tell where the other host is reached. */
  delegatedScope(scope: HostScope, delegate: string, task: Task): HostScope {
    const address = this.taskScope(delegate, task).lookup("ansible_host");
    return scope.over(addressOf(address));
  }

  #basis(host: string): HostBasis {
    const { run } = this;
    const { revision } = run.inventory;
    let basis = this.#bases.get(host);
    if (basis?.revision !== revision) {
      basis = {
        revision,
        address: addressOf(host),
        inventory: run.inventory.layersOf(host),
        hostMagic: hostMagicVariables(run.inventory, host),
        magic: magicVariables({
          inventory: run.inventory,
          host: run.states.of(host),
          hostvars: this.#hostvars,
          environment: run.environment,
          play: {
            name: this.name,
            roster: this.roster,
            roles: () => this.#publicRoles,
          },
          playbookDir: this.playbookDir,
          run: run.settings,
          check: run.settings.check,
          diff: run.settings.diff,
        }),
      };
      this.#bases.set(host, basis);
    }
    return basis;
  }
}

function addressOf(host: unknown): Variables {
  return new Map([["ansible_host", host], ["ansible_ssh_host", host]]);
}

const NOTHING: Variables = new Map();
const NONE: readonly Variables[] = [];

const NO_LAYERS = {
  overlay: new Map(),
  known: new Map(),
  params: NONE,
  task: NONE,
  roleVars: NONE,
  files: NONE,
  play: NONE,
  defaults: NONE,
} as const satisfies Partial<ScopeLayers>;
