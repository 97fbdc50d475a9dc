/**
 * The facts of hosts from one run to the next.
 *
 * @see https://docs.ansible.com/ansible/latest/plugins/cache.html
 * @module
 */
import { didYouMean, Fault } from "@shep/sdk";
import type { FactStore } from "../variables/host_state.ts";

/** The caches there are, by Ansible's names; SQLite is Shep's own. */
export const FACT_CACHES = ["memory", "jsonfile", "sqlite"] as const;

/** How facts are kept: `fact_caching` and its kin. */
export interface FactCacheSettings {
  /** One of {@linkcode FACT_CACHES}: `fact_caching`. */
  readonly kind: string;
  /** `fact_caching_connection`: a directory of files, or the file of a database. */
  readonly location?: string;
  /** `fact_caching_prefix`: before each host's name. */
  readonly prefix?: string;
  /** `fact_caching_timeout`: seconds after which facts are forgotten; 0 for never. */
  readonly timeout?: number;
}

/** How long facts are believed if nothing is said: a day. */
const DEFAULT_TIMEOUT = 24 * 60 * 60;

/** A cache that was opened. */
export interface FactCache extends FactStore, Disposable {}

/** Where facts are kept, and how long they are believed. */
export interface CachePlace {
  readonly location: string;
  readonly prefix: string;
  /** Milliseconds, or Infinity. */
  readonly lifetime: number;
}

/**
 * Opens a cache; none for `memory`, where a run's own memory is all there is.
 *
 * @throws {Fault} `invalid-argument`, for a kind that there is none, or one without a place.
 */
export async function openFactCache(settings: FactCacheSettings): Promise<FactCache | undefined> {
  const { kind, location, prefix = "", timeout = DEFAULT_TIMEOUT } = settings;
  const name = kind.replace(/^ansible\.builtin\./, "");
  if (name === "memory") return undefined;
  if (name !== "jsonfile" && name !== "sqlite") throw unknownCache(kind);
  if (location === undefined || location === "") {
    throw new Fault("invalid-argument", `The fact cache '${name}' needs a place`, {
      hint: "Set fact_caching_connection to a directory, or to a file for 'sqlite'",
    });
  }
  const place = { location, prefix, lifetime: timeout === 0 ? Infinity : timeout * 1000 };
  if (name === "jsonfile") {
    const { JsonFileCache } = await import("./json_file_cache.ts");
    return new JsonFileCache(place);
  }
  const { openSqliteCache } = await import("./sqlite_cache.ts");
  return await openSqliteCache(place);
}

function unknownCache(kind: string): Fault {
  const hint = didYouMean(kind, FACT_CACHES);
  return new Fault("invalid-argument", `There is no fact cache '${kind}'`, {
    detail: `There are ${FACT_CACHES.join(", ")}.`,
    ...(hint === undefined ? {} : { hint }),
  });
}
