/**
 * How facts are gathered and kept.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html#default-gathering
 * @module
 */
import type { Config } from "../config/mod.ts";
import type { FactCacheSettings } from "./cache.ts";

/**
 * When a play begins with gathering facts: `implicit`, unless it says no; `explicit`, only if it
 * says so; `smart`, not on hosts that are known already; `lazy`, as `implicit`, but no more than
 * the playbooks read.
 */
export type Gathering = "implicit" | "explicit" | "smart" | "lazy";

/** What a run is asked for about facts; where it says nothing, the settings do. */
export interface FactOptions {
  /** When plays begin with gathering them. */
  readonly gathering?: Gathering;
  /** Where they are kept between runs. */
  readonly cache?: FactCacheSettings;
  /** Whether what was kept of the inventory's hosts is forgotten first. */
  readonly flushCache?: boolean;
}

/** How a run gathers and keeps facts. */
export interface FactSettings {
  readonly gathering: Gathering;
  readonly cache: FactCacheSettings;
  readonly flushCache: boolean;
  /** Whether facts are variables too. */
  readonly areVariables: boolean;
}

/** What is asked for, and what the settings say. */
export function factSettings(
  { gathering, cache, flushCache = false }: FactOptions,
  config: Config,
): FactSettings {
  return {
    gathering: gathering ?? config.get("DEFAULT_GATHERING") as Gathering,
    cache: cache ?? configuredCache(config),
    flushCache,
    areVariables: config.get("INJECT_FACTS_AS_VARS"),
  };
}

function configuredCache(config: Config): FactCacheSettings {
  const location = config.get("CACHE_PLUGIN_CONNECTION");
  return {
    kind: config.get("CACHE_PLUGIN"),
    ...(location === null ? {} : { location }),
    prefix: config.get("CACHE_PLUGIN_PREFIX"),
    timeout: config.get("CACHE_PLUGIN_TIMEOUT"),
  };
}
