/**
 * What the command line takes of the host, in one place.
 *
 * @module
 */
import type { EventListener, Inspection, RunOptions } from "@shep/host";

export type {
  Console,
  FactOptions,
  HostStats,
  Inspection,
  PlayInfo,
  PluginManifest,
  ResultInfo,
  ResumeRequest,
  RunEvent,
  RunOptions,
  TaskInfo,
  VaultRequest,
} from "@shep/host";

/** The functions of the host that the command line calls. */
export interface Host {
  runPlaybooks(options: RunOptions, emit: EventListener): Promise<number>;
  inspectPlaybooks(options: RunOptions, emit: EventListener): Promise<Inspection>;
  /** The exit code for a run that could not begin. */
  exitCodeOf(error: unknown): number;
}
