/**
 * What the command line takes of the host, in one place.
 *
 * @module
 */
import type { PluginManifest } from "../host/plugin/manifest.ts";
import type { RunEvent } from "../host/events.ts";
export type { HostStats, PlayInfo, ResultInfo, RunEvent, TaskInfo } from "../host/events.ts";

/** What to run, and how. */
export interface RunOptions {
  readonly playbooks: readonly string[];
  readonly inventory: readonly string[];
  /** As they were typed: `a=1`, YAML, JSON or `@FILE`; later ones win. */
  readonly extraVars: readonly string[];
  readonly limit?: string;
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly check: boolean;
  readonly diff: boolean;
  readonly forks: number;
  /** 0 to 6. */
  readonly verbosity: number;
  readonly become?: boolean;
  readonly becomeMethod?: string;
  readonly becomeUser?: string;
  readonly connection?: string;
  readonly user?: string;
  readonly plugins: readonly PluginManifest[];
  readonly signal: AbortSignal;
}

/** A play as `--list-hosts` and its kin show it. */
export interface InspectedPlay {
  readonly name: string;
  readonly pattern: readonly string[];
  readonly tags: readonly string[];
  readonly hosts: readonly string[];
  readonly tasks: readonly { readonly name: string; readonly tags: readonly string[] }[];
  /** Those of its tasks, sorted. */
  readonly taskTags: readonly string[];
}

/** Playbooks that were read and checked, but not run. */
export interface Inspection {
  readonly playbooks: readonly {
    readonly file: string;
    readonly plays: readonly InspectedPlay[];
  }[];
}

/** The functions of the host that the command line calls. */
export interface Host {
  runPlaybooks(options: RunOptions, onEvent: (event: RunEvent) => void): Promise<number>;
  inspectPlaybooks(options: RunOptions, mode: "syntax" | "list"): Promise<Inspection>;
}
