/**
 * The services of a run, which all parts of the engine share.
 *
 * @module
 */
import type { Diagnostic } from "@shep/sdk";
import type { Config } from "../config/mod.ts";
import type { ConnectionManager } from "../connection/manager.ts";
import type { ConnectionFlags } from "../connection/options.ts";
import type { Console } from "../console.ts";
import type { EventListener } from "../events.ts";
import type { Gathering } from "../facts/options.ts";
import type { ResultReads } from "../facts/result_reads.ts";
import type { Inventory } from "../inventory/mod.ts";
import type { Lookups } from "../lookup/mod.ts";
import type { Replay } from "../journal/replay.ts";
import type { LoadContext } from "../playbook/mod.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import type { BecomeSettings } from "../run_options.ts";
import type { Environment } from "../template/mod.ts";
import { type FactHandling, HostState } from "../variables/host_state.ts";
import type { RunFacts } from "../variables/magic.ts";
import type { TrustedLayers, Variables } from "../variables/scope.ts";
import type { Vault } from "../vault/vault.ts";
import type { LeftCall } from "./async/left_call.ts";
import type { Conditions } from "./condition.ts";
import type { CustomStats } from "./custom_stats.ts";
import type { Loss } from "./strategy/roster.ts";
import type { SourceLines } from "./source_lines.ts";
import type { RunStats } from "./stats.ts";

/** What the user asked of the whole run. */
export interface RunSettings extends RunFacts {
  readonly config: Config;
  readonly check: boolean;
  readonly diff: boolean;
  /** `--become` and its kin: where neither play nor variables say otherwise. */
  readonly become?: BecomeSettings | undefined;
  /** `--connection`. */
  readonly connection?: string | undefined;
  /** `--user` and its kin, and the password of the connection. */
  readonly connectionFlags?: ConnectionFlags;
  /** What a way to become another user asks for, where no variable says so. */
  readonly becomePassword?: string;
  readonly forceHandlers: boolean;
  /** When plays begin with gathering facts. */
  readonly gathering: Gathering;
}

/** The services of a run. */
export interface RunContext {
  readonly settings: RunSettings;
  readonly registry: PluginRegistry;
  readonly connections: ConnectionManager;
  readonly inventory: Inventory;
  /** Reads the sources of the inventory anew. */
  readonly refreshInventory: () => Promise<void>;
  readonly environment: Environment;
  readonly lookups: Lookups;
  readonly conditions: Conditions;
  readonly stats: RunStats;
  readonly customStats: CustomStats;
  /** The actions whose jobs nobody waited for, by the jobs' names. */
  readonly jobs: Map<string, LeftCall>;
  /** Where the user can be asked; nowhere if absent. */
  readonly console: Console | undefined;
  readonly states: HostStates;
  /** What of results is read, where nobody but the playbooks sees any. */
  readonly resultReads: ResultReads | undefined;
  /** The hosts that take no further part. */
  readonly lost: Map<string, Loss>;
  readonly sources: SourceLines;
  /** What need not be done again, where a run goes on that ended before its time. */
  readonly replay?: Replay;
  /** `-e`. */
  readonly extraVars: Variables;
  readonly trust: TrustedLayers;
  readonly vault: Vault;
  /** How files of a playbook are read: includes are while it runs. */
  readonly loading: LoadContext;
  readonly signal: AbortSignal;
  /** Ends the run, as its user asked. */
  readonly quit: () => void;
  readonly emit: EventListener;
  readonly warn: (warning: Diagnostic) => void;
}

/** The state of each host, made when it is first needed. */
export class HostStates {
  readonly #states = new Map<string, HostState>();
  readonly #facts: FactHandling;
  #revision = 0;

  constructor(facts: FactHandling) {
    this.#facts = facts;
  }

  /** Grows with each change of any state. */
  get revision(): number {
    return this.#revision;
  }

  /** The state of a host. */
  of(name: string): HostState {
    let state = this.#states.get(name);
    if (!state) {
      state = new HostState(name, this.#facts, () => this.#revision++);
      this.#states.set(name, state);
    }
    return state;
  }
}
