/**
 * What a task's action is called with.
 *
 * @module
 */
import type { Task } from "../../playbook/model.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { Keywords } from "./keywords.ts";
import type { Begun } from "../call/begun_call.ts";
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
  readonly begun?: Begun | undefined;
  /** Hears how it goes on. */
  readonly course?: Course | undefined;
}

/** A program on its way to its target, which another may follow. */
export interface Link {
  /** Who runs it, and where: what goes the same way arrives in its order. */
  readonly way: string;
  /** Names it there. */
  readonly number: number;
}

/** Hears how a task goes on, and knows how it stands to those before and behind it. */
export interface Course {
  /** Whether its program may follow that of the task before. */
  readonly follows: boolean;
  /** The program of the task before that was sent last, if that of this one may follow it. */
  readonly behind: Link | undefined;
  /** Whether the next task's program may follow this one's, if that decides the task. */
  readonly isFollowable: boolean;
  /** When the program before its own had ended, in milliseconds since 1970. */
  free(): number;
  /** A program was sent to the target; `link` is to be known of it, if another may follow it. */
  away(link?: Link): void;
  /** It was not run, for what it was to follow has failed, or was no longer the one before it. */
  skipped(): void;
  /** A program has ended. */
  ended(at: number): void;
  /** The task has succeeded, whatever its result will be. */
  decided(): void;
}
