/**
 * What a run is asked for.
 *
 * @module
 */
import type { Compatibility } from "./session/compatibility.ts";
import { Config, SETTINGS } from "./config/mod.ts";
import type { ConnectionFlags } from "./connection/options.ts";
import type { PasswordRequest } from "./connection/passwords.ts";
import type { FactOptions } from "./facts/options.ts";
import type { Console } from "./console.ts";
import type { JournalOptions } from "./journal/options.ts";
import type { Shard } from "./inventory/shard.ts";
import type { PluginManifest } from "./plugin/manifest.ts";
import type { StartedPlugins } from "./prestart.ts";
import type { AskPassword, VaultRequest } from "./vault/mod.ts";

/** `--become` and its kin. */
export interface BecomeSettings {
  /** `root` if absent. */
  readonly user?: string;
  /** `sudo` if absent. */
  readonly method?: string;
  /** Whether this is only for what says `become` itself; for all that does not deny it if absent. */
  readonly isOnRequest?: boolean;
}

/** What a run is asked for. Paths are relative to the working directory. */
export interface RunOptions {
  /** Files, run one after another. */
  readonly playbooks: readonly string[];
  /** Folders beside which variables of groups and hosts are, besides those of the playbooks. */
  readonly playbookDirs?: readonly string[];
  /** What `-i` named; the usual place if empty. */
  readonly inventory: readonly string[];
  /** What `-e` gave. */
  readonly extraVars: readonly string[];
  /** Folders of modules in Python, before those of the settings. */
  readonly modulePath?: readonly string[];
  /** A pattern that further narrows every play's hosts. */
  readonly limit?: string;
  /** The share of every play's hosts that this run takes; all if absent. */
  readonly shard?: Shard;
  /** Only tasks with one of these; all, if empty. */
  readonly tags: readonly string[];
  /** No task with one of these. */
  readonly skipTags: readonly string[];
  /** Nothing is changed; what would be is told. */
  readonly check: boolean;
  /** What changes is shown. */
  readonly diff: boolean;
  /** A task's name: what stands before it is left out. */
  readonly startAtTask?: string;
  /** The user is asked before each task. */
  readonly step?: boolean;
  /** Hosts at a time. */
  readonly forks: number;
  /** 0 to 6. */
  readonly verbosity: number;
  /** Who tasks run as, where neither play nor variables say otherwise. */
  readonly become?: BecomeSettings | undefined;
  /** How hosts are reached, where neither play nor variables say otherwise. */
  readonly connection?: string;
  /** `--user` and its kin. */
  readonly connectionFlags?: Omit<ConnectionFlags, "password">;
  /** Where the passwords of connections and of other users are. */
  readonly passwords?: PasswordRequest;
  /** Whether handlers run on hosts that failed. */
  readonly forceHandlers: boolean;
  /** Whose templates are followed exactly; as the settings say if absent. */
  readonly compatibility?: Compatibility;
  /** Where the run is written down; nowhere if absent. */
  readonly journal?: JournalOptions;
  /** How facts are gathered and kept. */
  readonly facts?: FactOptions;
  /** Nobody but the playbooks sees results: what these do not read need not be found out. */
  readonly hidesResults?: boolean;
  /** Where vault passwords are, beside what the environment says. */
  readonly vault?: VaultRequest;
  /** Asks the user for a password, if there is one. */
  readonly askPassword?: AskPassword;
  /** Where the user can be asked; nowhere if absent. */
  readonly console?: Console;
  /** Every plugin that may be started. */
  readonly plugins: readonly PluginManifest[];
  /** The settings; those of the environment alone if absent. */
  readonly config?: Config;
  /** The user's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The `deno` that plugins run under; this process's own if absent. */
  readonly deno?: string;
  /** Plugins that were started before the host was loaded. */
  readonly started?: StartedPlugins;
  /** Aborting it ends the run. */
  readonly signal: AbortSignal;
  /** The host's version, for people. */
  readonly version: string;
}

/** How many hosts are worked on at a time if nothing is said. */
export const DEFAULT_FORKS: number = SETTINGS.DEFAULT_FORKS.default;

/** What a run is asked for, with its settings. */
export interface ConfiguredOptions extends RunOptions {
  readonly config: Config;
}

/** The options with the settings of their environment, unless they have some. */
export function configured(options: RunOptions): ConfiguredOptions {
  const { environment } = options;
  return { ...options, config: options.config ?? new Config({ environment, cwd: Deno.cwd() }) };
}
