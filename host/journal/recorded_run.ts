/**
 * What a journal says of a run as a whole: enough to go on with it.
 *
 * @module
 */
import type { RunOptions } from "../run_options.ts";
import { digestOfTexts } from "./digest.ts";

/** The options of a run that are kept: what was asked for, but for what may be a secret. */
export type StoredOptions = Pick<
  RunOptions,
  | "playbooks"
  | "inventory"
  | "modulePath"
  | "limit"
  | "shard"
  | "tags"
  | "skipTags"
  | "check"
  | "diff"
  | "forks"
  | "become"
  | "connection"
  | "connectionFlags"
  | "passwords"
  | "forceHandlers"
  | "vault"
>;

/** A run as it is recorded. */
export interface RecordedRun {
  /** Shep's. */
  readonly version: string;
  /** The directory that paths are relative to. */
  readonly cwd: string;
  readonly options: StoredOptions;
  /** The digest of what `-e` gave, which may hold secrets; nothing if there was none. */
  readonly extraVars: string | undefined;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/** What is recorded of a run. */
export async function recordedRun(options: RunOptions): Promise<RecordedRun> {
  return {
    version: options.version,
    cwd: Deno.cwd(),
    options: storedOptions(options),
    extraVars: await extraVarsDigest(options),
    started: Date.now(),
  };
}

/** What tells whether `-e` says the same. */
export async function extraVarsDigest({ extraVars }: RunOptions): Promise<string | undefined> {
  return extraVars.length === 0 ? undefined : await digestOfTexts(extraVars);
}

function storedOptions(options: RunOptions): StoredOptions {
  const { playbooks, inventory, limit, shard, tags, skipTags, check, diff, forks } = options;
  const { modulePath } = options;
  const { become, connection, connectionFlags, passwords, forceHandlers, vault } = options;
  return {
    ...{ playbooks, inventory, tags, skipTags, check, diff, forks, forceHandlers },
    ...(modulePath !== undefined && { modulePath }),
    ...(limit !== undefined && { limit }),
    ...(shard !== undefined && { shard }),
    ...(become !== undefined && { become }),
    ...(connection !== undefined && { connection }),
    ...(connectionFlags !== undefined && { connectionFlags }),
    ...(passwords !== undefined && { passwords }),
    ...(vault !== undefined && { vault }),
  };
}
