/**
 * What a task's action is called with.
 *
 * @module
 */
import type { Task } from "../../playbook/model.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { Keywords } from "./keywords.ts";
import type { BegunCall } from "../call/begun_call.ts";
import type { Place } from "../loop/overlap.ts";
import type { RunningTask } from "./running_task.ts";

/** A task on one host, for one item of its loop. */
export interface Attempt {
  readonly running: RunningTask;
  readonly task: Task;
  readonly host: string;
  readonly scope: HostScope;
  readonly keywords: Keywords;
  /** Its place among the items of its loop, if the next one may begin before it is done. */
  readonly place?: Place;
  /** Its call, if that was begun before its turn. */
  readonly begun?: BegunCall | undefined;
  /** Hears how it goes on. */
  readonly course?: Course | undefined;
}

/** Hears how a task goes on. */
export interface Course {
  /** A program was sent to the target. */
  away(): void;
  /** It has succeeded, whatever its result will be. */
  decided(): void;
}
