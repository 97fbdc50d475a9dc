/**
 * What a run is asked for.
 *
 * @module
 */
import type { RunSettings } from "./engine/context.ts";
import type { PluginManifest } from "./plugin/manifest.ts";
import type { StartedPlugins } from "./prestart.ts";
import type { AskPassword, VaultRequest } from "./vault/mod.ts";

/** What a run is asked for. Paths are relative to the working directory. */
export interface RunOptions {
  readonly playbooks: readonly string[];
  /** What `-i` named; the usual place if empty. */
  readonly inventory: readonly string[];
  /** What `-e` gave. */
  readonly extraVars: readonly string[];
  readonly limit?: string;
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly check: boolean;
  readonly diff: boolean;
  /** Hosts at a time. */
  readonly forks: number;
  /** 0 to 6. */
  readonly verbosity: number;
  readonly become?: RunSettings["become"];
  readonly connection?: string;
  readonly forceHandlers: boolean;
  /** Where vault passwords are, beside what the environment says. */
  readonly vault?: VaultRequest;
  /** Asks the user for a password, if there is one. */
  readonly askPassword?: AskPassword;
  /** Every plugin that may be started. */
  readonly plugins: readonly PluginManifest[];
  /** The user's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The `deno` that plugins run under; this process's own if absent. */
  readonly deno?: string;
  /** Plugins that were started before the host was loaded. */
  readonly started?: StartedPlugins;
  /** Aborting it ends the run. */
  readonly signal: AbortSignal;
  readonly version: string;
}

/** How many hosts are worked on at a time if nothing is said. */
export const DEFAULT_FORKS = 50;
