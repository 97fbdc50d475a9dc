/**
 * What the parts of the engine share: the run's services, and the play at hand.
 *
 * @module
 */
import { dirname, resolve } from "node:path";
import type { Diagnostic } from "@shep/sdk";
import type { ConnectionManager } from "../connection/manager.ts";
import type { EventListener } from "../events.ts";
import type { Inventory, Layer } from "../inventory/mod.ts";
import type { Play, Task } from "../playbook/model.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import type { Environment, LazyMapping } from "../template/mod.ts";
import { HostState } from "../variables/host_state.ts";
import { HostVars, ScopeMapping } from "../variables/hostvars.ts";
import { magicVariables, type RunFacts } from "../variables/magic.ts";
import {
  HostScope,
  type MagicVariables,
  TrustedLayers,
  type Variables,
} from "../variables/scope.ts";
import type { Conditions } from "./condition.ts";
import type { RunStats } from "./stats.ts";

/** What the user asked of the whole run. */
export interface RunSettings extends RunFacts {
  readonly check: boolean;
  readonly diff: boolean;
  /** `--become` and its kin: where neither play nor variables say otherwise. */
  readonly become?: {
    readonly user?: string;
    readonly method?: string;
    readonly password?: string;
  } | undefined;
  /** `--connection`. */
  readonly connection?: string | undefined;
  readonly forceHandlers: boolean;
}

/** The services of a run. */
export interface RunContext {
  readonly settings: RunSettings;
  readonly registry: PluginRegistry;
  readonly connections: ConnectionManager;
  readonly inventory: Inventory;
  readonly environment: Environment;
  readonly conditions: Conditions;
  readonly stats: RunStats;
  readonly states: HostStates;
  /** `-e`. */
  readonly extraVars: Variables;
  readonly trust: TrustedLayers;
  readonly signal: AbortSignal;
  readonly emit: EventListener;
  readonly warn: (warning: Diagnostic) => void;
}

/** The state of each host, made when it is first needed. */
export class HostStates {
  readonly #states = new Map<string, HostState>();

  /** The state of a host. */
  of(name: string): HostState {
    let state = this.#states.get(name);
    if (!state) {
      state = new HostState(name);
      this.#states.set(name, state);
    }
    return state;
  }
}

/** What does not change for a host during a play. */
interface HostBasis {
  readonly magic: MagicVariables;
  readonly inventory: readonly Layer[];
}

/** A play on its hosts. */
export class PlayContext {
  readonly run: RunContext;
  readonly play: Play;
  readonly name: string;
  /** All that the pattern matched. */
  readonly hosts: readonly string[];
  readonly playbookDir: string;
  /** Those that still take part. */
  readonly active: Set<string>;
  /** Those that failed or could not be reached; a host that was ended on purpose is not lost. */
  readonly lost = new Set<string>();
  /** Variables of `vars_files`, the last first; by host. */
  readonly fileVariables = new Map<string, readonly Variables[]>();
  readonly #bases = new Map<string, HostBasis>();
  readonly #taskLayers = new WeakMap<Task, readonly Variables[]>();
  readonly #playLayers: readonly Variables[];
  readonly #hostvars: LazyMapping;

  constructor(run: RunContext, play: Play, name: string, hosts: readonly string[]) {
    this.run = run;
    this.play = play;
    this.name = name;
    this.hosts = hosts;
    this.active = new Set(hosts);
    this.playbookDir = dirname(resolve(play.position.file));
    this.#playLayers = play.vars.map((set) => set.values).reverse();
    this.#hostvars = new HostVars(
      () => run.inventory.hostNames(),
      // Not kept: a scope is a snapshot, and another host's variables may have changed since.
      (host) => run.inventory.host(host) && new ScopeMapping(this.hostScope(host), run.environment),
    );
  }

  /** The variables of a host outside of any task. */
  hostScope(host: string): HostScope {
    return this.#scope(host, []);
  }

  /** The variables of a task on a host. */
  taskScope(host: string, task: Task): HostScope {
    let layers = this.#taskLayers.get(task);
    if (!layers) {
      layers = task.vars
        .filter((set) => !this.play.vars.includes(set))
        .map((set) => set.values)
        .reverse();
      this.#taskLayers.set(task, layers);
    }
    return this.#scope(host, layers);
  }

  /** A host takes no further part, because it failed. */
  lose(host: string): void {
    this.active.delete(host);
    this.lost.add(host);
  }

  #scope(host: string, task: readonly Variables[]): HostScope {
    const { run } = this;
    const basis = this.#basis(host);
    return new HostScope({
      ...basis,
      overlay: NOTHING,
      extra: run.extraVars,
      state: run.states.of(host),
      task,
      files: this.fileVariables.get(host) ?? [],
      play: this.#playLayers,
      trust: run.trust,
    });
  }

  #basis(host: string): HostBasis {
    let basis = this.#bases.get(host);
    if (!basis) {
      const { run } = this;
      basis = {
        inventory: run.inventory.layersOf(host),
        magic: magicVariables({
          inventory: run.inventory,
          host: run.states.of(host),
          hostvars: this.#hostvars,
          environment: run.environment,
          play: {
            name: this.name,
            allHosts: this.hosts,
            hosts: () => this.hosts.filter((each) => this.active.has(each)),
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

const NOTHING: Variables = new Map();
