/**
 * One task on one host: its conditions, its loop, its retries, its action, its verdict.
 *
 * @module
 */
import type { Task } from "../../playbook/model.ts";
import type { ActionCaller } from "../call/action_caller.ts";
import type { Attempt } from "./attempt.ts";
import type { RunningTask } from "./running_task.ts";
import type { PlayContext } from "../play_context.ts";
import type { RunContext } from "../run_context.ts";
import { LookAhead } from "./look_ahead.ts";
import { Keywords } from "./keywords.ts";
import { runLoop } from "../loop/loop_runner.ts";
import { problemOf } from "../problem.ts";
import {
  type Outcome,
  problemOutcome,
  shownResult,
  skippedOutcome,
  type TaskOutcome,
} from "./result.ts";
import { withRetries } from "./retry.ts";
import { judged } from "./verdict.ts";

/** Runs the tasks of a play. */
export class TaskRunner {
  readonly #play: PlayContext;
  readonly #run: RunContext;
  readonly #actions: ActionCaller;
  readonly #ahead: LookAhead;

  /** A runner of the tasks of `play`, whose actions are called by `actions`. */
  constructor(play: PlayContext, actions: ActionCaller) {
    this.#play = play;
    this.#run = play.run;
    this.#actions = actions;
    this.#ahead = new LookAhead(play, actions);
  }

  /** Runs a task on a host. Whatever goes wrong is an outcome. */
  async run(running: RunningTask, host: string): Promise<TaskOutcome> {
    const attempt = this.#ahead.attempt(running, host);
    const { keywords, task: { loop } } = attempt;
    const brought: Outcome[] = [];
    const item = async (each: Attempt): Promise<Outcome> => {
      const outcome = await this.#settled(each, () => this.#unlessSkipped(each));
      brought.push(outcome);
      return outcome;
    };
    const outcome = await this.#settled(
      attempt,
      () => loop ? runLoop(loop, attempt, this.#run, item) : item(attempt),
    );
    // Of a task that failed nothing is kept, be it ignored or that of a single item.
    if (!isLost(outcome)) { for (const each of brought) this.#keepFacts(attempt, each); }
    const verdicts = await this.#run.environment.settle(() => ({
      isCensored: keywords.isCensored(),
      isIgnored: keywords.lets(outcome.status),
    }));
    return { ...outcome, ...verdicts };
  }

  /** Whether a task is under way on all of these hosts, before it has its turn. */
  hasBegun(task: Task, hosts: readonly string[]): boolean {
    return this.#ahead.hasBegun(task, hosts);
  }

  /** No further task has its turn. */
  end(): void {
    this.#ahead.end();
  }

  /** Keeps what an earlier attempt at the run learned from a task. */
  async recall(running: RunningTask, host: string, outcome: TaskOutcome): Promise<TaskOutcome> {
    if (isLost(outcome)) return outcome;
    const { task } = running;
    const keywords = new Keywords(task, this.#play.taskScope(host, task), this.#run.environment);
    const { delegatedTo } = outcome;
    const isTheirs = delegatedTo !== undefined &&
      await this.#run.environment.settle(() => keywords.flag("delegate_facts", false));
    this.#keepFacts({ running, host }, isTheirs ? { ...outcome, factsOf: delegatedTo } : outcome);
    return outcome;
  }

  async #unlessSkipped(attempt: Attempt): Promise<Outcome> {
    const { task, scope, running } = attempt;
    if (running.fault !== undefined) throw running.fault;
    const condition = attempt.begun
      ? undefined
      : await this.#run.conditions.firstFalse(task.when, scope);
    if (condition) return skippedOutcome(condition);
    const { retry } = task;
    if (!retry) {
      return await judged(attempt, await this.#actions.call(attempt), this.#run.conditions);
    }
    return await withRetries(retry, attempt, this.#run, {
      attempt: (count) => this.#counted(attempt, count),
      onRetry: async (outcome, retriesLeft) => {
        const { environment } = this.#run;
        const isCensored = await environment.settle(() => attempt.keywords.isCensored());
        this.#run.emit({
          type: "retrying",
          task: attempt.running.info,
          host: attempt.host,
          retriesLeft,
          result: shownResult(outcome, isCensored),
        });
      },
    });
  }

  async #counted(attempt: Attempt, count: number): Promise<Outcome> {
    const outcome = await this.#settled(attempt, async () => {
      const called = await this.#actions.call(attempt);
      called.values.set("attempts", count);
      return await judged(attempt, called, this.#run.conditions);
    });
    outcome.values.set("attempts", count);
    return outcome;
  }

  async #settled({ task, keywords }: Attempt, work: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await work();
    } catch (thrown) {
      const { environment, sources } = this.#run;
      const outcome = problemOutcome(problemOf(thrown, task.position, sources));
      const delegatedTo = await environment.settle(() => keywords.delegate());
      return delegatedTo === undefined ? outcome : { ...outcome, delegatedTo };
    }
  }

  #keepFacts({ running, host }: Pick<Attempt, "running" | "host">, outcome: Outcome): void {
    const { facts, variables, included, factsOf } = outcome;
    if (!facts && !variables && !included) return;
    const sharing = running.sharing.length === 0 ? [host] : running.sharing;
    for (const each of factsOf === undefined ? sharing : [factsOf]) {
      const state = this.#run.states.of(each);
      if (facts) state.addFacts(facts);
      if (included) state.include(included);
      for (const [name, value] of variables ?? []) state.set(String(name), value);
    }
  }
}

function isLost({ status }: Outcome): boolean {
  return status === "failed" || status === "unreachable";
}
