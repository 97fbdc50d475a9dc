/**
 * What a task's action is called with.
 *
 * @module
 */
import type { TaskInfo } from "../events.ts";
import type { Task } from "../playbook/model.ts";
import type { HostScope } from "../variables/scope.ts";
import type { Keywords } from "./keywords.ts";

/** A task with all that stays the same for its hosts. */
export interface RunningTask {
  readonly task: Task;
  readonly info: TaskInfo;
  /** The hosts that share one result, because of `run_once`; only its own if empty. */
  readonly sharing: readonly string[];
  /** What went wrong with it before any host had its turn: then it fails on all. */
  readonly fault?: unknown;
}

/** A task on one host, for one item of its loop. */
export interface Attempt {
  readonly running: RunningTask;
  readonly task: Task;
  readonly host: string;
  readonly scope: HostScope;
  readonly keywords: Keywords;
}
