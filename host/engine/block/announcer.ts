/**
 * Tells that tasks begin.
 *
 * @module
 */
import type { TaskInfo } from "../../events.ts";
import type { Task } from "../../playbook/model.ts";
import type { PlayContext } from "../play_context.ts";
import type { Pace } from "../strategy/pace.ts";
import type { Keywords } from "../task/keywords.ts";
import { taskName } from "../task/task_name.ts";
import type { HostScope } from "../../variables/scope.ts";

/** Whose turn it is: a task, as the first host sees it. */
export interface Turn {
  readonly task: Task;
  readonly scope: HostScope;
  readonly keywords: Keywords;
  readonly isHandler: boolean;
  /** Whether all hosts have begun with it before. */
  readonly isUnderWay: boolean;
}

/** Tells that the tasks of a play begin. */
export class Announcer {
  readonly #play: PlayContext;
  readonly #pace: Pace;
  readonly #nextId: () => number;
  /** Told of once, where hosts do not wait for each other. */
  readonly #told = new Map<Task, TaskInfo>();

  constructor(play: PlayContext, pace: Pace, nextId: () => number) {
    this.#play = play;
    this.#pace = pace;
    this.#nextId = nextId;
  }

  /** Tells that a task begins: once, where hosts do not wait for each other. */
  async begin(turn: Turn): Promise<TaskInfo> {
    const told = this.#told.get(turn.task);
    if (told !== undefined) return told;
    const info = await this.tell(turn);
    if (!this.#pace.isCommon) this.#told.set(turn.task, info);
    return info;
  }

  /** Tells that a task begins. */
  async tell(turn: Turn): Promise<TaskInfo> {
    const info = await this.describe(turn);
    this.#play.run.emit({ type: "task-started", task: info, isUnderWay: turn.isUnderWay });
    return info;
  }

  /** What would be told. */
  async describe({ task, scope, keywords, isHandler }: Turn): Promise<TaskInfo> {
    const { environment } = this.#play.run;
    const shown = await environment.settle(() => ({
      name: taskName(task, scope, environment),
      isCensored: keywords.isCensored(),
    }));
    const { written: action, position } = task;
    return { id: this.#nextId(), action, position, isHandler, ...shown };
  }
}
