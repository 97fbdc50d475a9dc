/**
 * Looking ahead: while a task is at its target, the call of the next one is begun.
 *
 * @module
 */
import type { Task } from "../../playbook/model.ts";
import type { ActionCaller } from "../call/action_caller.ts";
import type { BegunCall } from "../call/begun_call.ts";
import type { PlayContext } from "../play_context.ts";
import type { Attempt } from "./attempt.ts";
import { Keywords } from "./keywords.ts";
import type { RunningTask } from "./running_task.ts";

/** A task that was begun on a host. */
interface Begun {
  readonly attempt: Attempt;
  /** Of all that its variables are made of. */
  readonly revision: number;
  /** Not before its action is known. */
  call?: BegunCall | undefined;
}

/** The tasks that hosts are at, and the next ones, as far as they could be begun. */
export class LookAhead {
  readonly #play: PlayContext;
  readonly #actions: ActionCaller;
  readonly #present = new Map<string, RunningTask>();
  readonly #begun = new Map<string, Begun>();

  constructor(play: PlayContext, actions: ActionCaller) {
    this.#play = play;
    this.#actions = actions;
  }

  /** What a task whose turn has come is called with on a host: begun already, if it was foreseen. */
  attempt(running: RunningTask, host: string): Attempt {
    this.#present.set(host, running);
    const begun = this.#begun.get(host);
    this.#begun.delete(host);
    if (begun?.call === undefined) return this.#attempt(running, running.task, host);
    const { attempt, revision, call } = begun;
    if (attempt.task === running.task && revision === this.#play.revision) {
      return { ...attempt, running, begun: call };
    }
    call.drop();
    return this.#attempt(running, running.task, host);
  }

  /** Gives up all that was begun. */
  end(): void {
    for (const { call } of this.#begun.values()) call?.drop();
    this.#begun.clear();
  }

  /** Begins what follows the task that a host is at, if it can be known what that will be. */
  async #begin(host: string): Promise<void> {
    const running = this.#present.get(host)!;
    const { task, next } = running;
    if (next === undefined || !isForeseeable(task, next) || this.#begun.has(host)) return;
    const { revision } = this.#play;
    const begun: Begun = { attempt: this.#attempt(running, next, host), revision };
    this.#begun.set(host, begun);
    try {
      const call = await this.#actions.begin(begun.attempt);
      if (this.#begun.get(host) === begun) begun.call = call;
      else call?.drop();
    } catch {
      // It is told when the task has its turn.
    }
  }

  #attempt(running: RunningTask, task: Task, host: string): Attempt {
    const scope = this.#play.taskScope(host, task);
    const keywords = new Keywords(task, scope, this.#play.run.environment);
    return { running, task, host, scope, keywords, onAway: () => void this.#begin(host) };
  }
}

/** Whether it can be known, while a task is at its target, what the next one will be called with. */
function isForeseeable(task: Task, next: Task): boolean {
  if (task.register !== undefined || task.projections !== undefined) return false;
  return next.loop === undefined && next.retry === undefined && next.async === undefined &&
    !next.settings.has("delegate_to") && !next.settings.has("run_once");
}
