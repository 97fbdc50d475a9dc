/**
 * What is kept of a task's outcome: its registered result, the handlers it owes, the counters.
 *
 * @module
 */
import type { Value, ValueMap } from "@shep/sdk";
import type { Task } from "../../playbook/model.ts";
import type { RunningTask } from "../task/running_task.ts";
import type { PlayContext } from "../play_context.ts";
import type { HandlerQueue } from "../handlers/handlers.ts";
import { problemOf } from "../problem.ts";
import { Keywords } from "../task/keywords.ts";
import { registeredVariables } from "../task/registration.ts";
import { problemOutcome, shownDelegate, shownResult, type TaskOutcome } from "../task/result.ts";
import type { Surroundings } from "./surroundings.ts";
import { withoutRole } from "../task/task_name.ts";

/** Keeps the outcomes of a play's tasks, and tells of them. */
export class Ledger {
  readonly #play: PlayContext;
  readonly #handlers: HandlerQueue;

  constructor(play: PlayContext, handlers: HandlerQueue) {
    this.#play = play;
    this.#handlers = handlers;
  }

  /** Enters an outcome; whether its host may go on. */
  async enter(
    running: RunningTask,
    host: string,
    given: TaskOutcome,
    duration: number,
    { canRescue, isHandler }: Surroundings,
  ): Promise<boolean> {
    const registered = await this.#registered(running, host, given);
    const outcome = await this.#notified(running.task, host, registered);
    const { status, isIgnored } = outcome;
    if (running.task.role && status !== "skipped") {
      this.#play.roleRuns.begin(running.task.role, host);
    }
    const isFailed = status === "failed" && !isIgnored;
    const isLost = status === "unreachable" && !isIgnored;
    if (isLost) {
      this.#play.roster.lose(host, "unreachable");
      this.#play.roster.retire([host]);
    }
    if (isFailed && canRescue) this.#keepFailure(running, host, outcome);
    if (!outcome.isReplayed) {
      // A handler's failure counts as one, even where a block around `flush_handlers` has a rescue.
      const isRescued = isFailed && canRescue && !isHandler;
      // An include that succeeds counts by what it brings.
      const isInclude = status === "ok" && outcome.includes !== undefined;
      if (!isInclude) this.#count(host, outcome, isRescued);
      this.#tell(running, host, outcome, duration, isRescued);
    }
    return !isFailed && !isLost;
  }

  #tell(
    { info: task }: RunningTask,
    host: string,
    outcome: TaskOutcome,
    duration: number,
    isRescued: boolean,
  ): void {
    const { isIgnored, isCensored } = outcome;
    this.#play.run.emit({
      type: "task-finished",
      task,
      host,
      result: shownResult(outcome, isCensored),
      isIgnored,
      ...(isRescued ? { isRescued } : {}),
      duration,
      ...shownDelegate(outcome, isCensored),
    });
  }

  /** Keeps the result; an expression of `register` that cannot be evaluated fails the task. */
  async #registered(
    { task, sharing }: RunningTask,
    host: string,
    outcome: TaskOutcome,
  ): Promise<TaskOutcome> {
    const { states, environment } = this.#play.run;
    if (task.register === undefined && task.projections === undefined) return outcome;
    try {
      const scope = this.#play.taskScope(host, task);
      const variables = await registeredVariables(task, outcome.values, scope, environment);
      for (const each of sharing.length === 0 ? [host] : sharing) {
        for (const [name, value] of variables) states.of(each).set(name, value);
      }
      return outcome;
    } catch (error) {
      return await this.#spoiled(outcome, task, host, error);
    }
  }

  /** Notifies the handlers of a changed task; one that there is not fails the task. */
  async #notified(task: Task, host: string, outcome: TaskOutcome): Promise<TaskOutcome> {
    if (task.notify.length === 0 || outcome.values.get("changed") !== true) return outcome;
    if (outcome.status === "failed" || outcome.status === "unreachable") return outcome;
    const { emit } = this.#play.run;
    try {
      const scope = this.#play.taskScope(host, task);
      for (const handler of await this.#handlers.notify(task.notify, host, scope)) {
        if (!outcome.isReplayed) emit({ type: "handler-notified", handler, host });
      }
      return outcome;
    } catch (error) {
      return await this.#spoiled(outcome, task, host, error);
    }
  }

  /** What becomes of a task that fails after all. */
  async #spoiled(
    outcome: TaskOutcome,
    task: Task,
    host: string,
    error: unknown,
  ): Promise<TaskOutcome> {
    const { environment, sources } = this.#play.run;
    const keywords = new Keywords(task, this.#play.taskScope(host, task), environment);
    const failure = problemOutcome(problemOf(error, task.position, sources));
    const isIgnored = await environment.settle(() => keywords.lets(failure.status));
    return { ...outcome, ...failure, isIgnored };
  }

  /** What a rescue may ask: which task failed, and how. */
  #keepFailure({ task, info }: RunningTask, host: string, outcome: TaskOutcome): void {
    const state = this.#play.run.states.of(host);
    const failedTask: ValueMap = new Map<string, Value>([
      ["name", withoutRole(info.name, task)],
      ["action", task.written],
    ]);
    state.set("ansible_failed_task", failedTask);
    state.set("ansible_failed_result", outcome.values);
  }

  #count(host: string, { status, isIgnored, values }: TaskOutcome, isRescued: boolean): void {
    const { stats } = this.#play.run;
    if (isIgnored) {
      stats.count(host, "ok");
      stats.count(host, "ignored");
      const isChanged = status !== "unreachable" && values.get("changed") === true;
      if (isChanged) stats.count(host, "changed");
    } else if (status === "changed") {
      stats.count(host, "ok");
      stats.count(host, "changed");
    } else if (isRescued) stats.count(host, "rescued");
    else stats.count(host, status);
  }
}
