/**
 * What a task's action is called with.
 *
 * @module
 */
import type { Task } from "../../playbook/model.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { Keywords } from "./keywords.ts";
import type { RunningTask } from "./running_task.ts";

/** A task on one host, for one item of its loop. */
export interface Attempt {
  readonly running: RunningTask;
  readonly task: Task;
  readonly host: string;
  readonly scope: HostScope;
  readonly keywords: Keywords;
  /**
   * Called when the action has asked its last of the target, if the next item of the loop may begin
   * then; it may not before this one is done, if absent.
   */
  readonly onLast?: () => void;
}
