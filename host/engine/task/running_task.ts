/**
 * A task whose turn it is.
 *
 * @module
 */
import type { TaskInfo } from "../../events.ts";
import type { Task } from "../../playbook/model.ts";

/** A task with all that stays the same for its hosts. */
export interface RunningTask {
  readonly task: Task;
  readonly info: TaskInfo;
  /** The hosts that share one result, because of `run_once`; only its own if empty. */
  readonly sharing: readonly string[];
  /** What went wrong with it before any host had its turn: then it fails on all. */
  readonly fault?: unknown;
  /** The tasks that come next, unless a host fails this one. */
  readonly next?: readonly Task[];
  /** Whether the host that has its turn is the only one. */
  readonly isAlone: boolean;
}
