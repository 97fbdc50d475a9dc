/**
 * One task on one host: its loop, its conditions, its retries, and the call of its action.
 *
 * @module
 */
import { type ActionDescription, Fault, type Value, type ValueMap } from "@shep/sdk";
import { executeTask } from "@shep/sdk/wire";
import type { TaskInfo } from "../events.ts";
import type { Condition, Loop, Retry, Task } from "../playbook/model.ts";
import { TemplateError } from "../template/mod.ts";
import { plainValue } from "../variables/plain.ts";
import type { HostScope } from "../variables/scope.ts";
import { renderArguments } from "./arguments.ts";
import { conditionText } from "./condition.ts";
import type { PlayContext, RunContext } from "./context.ts";
import { CONTROL_ACTIONS, type ControlAction } from "./control/mod.ts";
import { Keywords } from "./keywords.ts";
import { loopItems } from "./loops.ts";
import { problemOf } from "./problem.ts";
import { type Outcome, plainOutcome, problemOutcome, shownResult, withFlags } from "./result.ts";
import { taskTarget } from "./target.ts";
import { TaskSession } from "./task_session.ts";

/** A task with all that stays the same for its hosts. */
export interface RunningTask {
  readonly task: Task;
  readonly info: TaskInfo;
}

/** What became of a task on a host. */
export interface TaskOutcome extends Outcome {
  /** Whether `no_log` covers it. */
  readonly isCensored: boolean;
  /** Whether `ignore_errors` lets its failure pass. */
  readonly isIgnored: boolean;
}

/** What one attempt is made with. */
interface Attempt {
  readonly task: Task;
  readonly scope: HostScope;
  readonly keywords: Keywords;
  readonly host: string;
}

/** Runs the tasks of a play. */
export class TaskRunner {
  readonly #play: PlayContext;
  readonly #run: RunContext;

  constructor(play: PlayContext) {
    this.#play = play;
    this.#run = play.run;
  }

  /** Runs a task on a host. Whatever goes wrong is an outcome. */
  async run(running: RunningTask, host: string): Promise<TaskOutcome> {
    const { task } = running;
    const scope = this.#play.taskScope(host, task);
    const keywords = new Keywords(task, scope, this.#run.environment);
    const outcome = await this.#settled(
      task,
      () =>
        task.loop
          ? this.#loop(running, task.loop, scope, host)
          : this.#item({ task, scope, keywords, host }, running),
    );
    return {
      ...outcome,
      isCensored: this.#flag(keywords, "no_log"),
      isIgnored: outcome.status === "failed" && this.#flag(keywords, "ignore_errors"),
    };
  }

  /** A keyword that must not fail a task whose result is there already; a doubt censors. */
  #flag(keywords: Keywords, keyword: "no_log" | "ignore_errors"): boolean {
    try {
      return keywords.flag(keyword, false);
    } catch {
      return keyword === "no_log";
    }
  }

  async #settled(task: Task, work: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await work();
    } catch (thrown) {
      return problemOutcome(problemOf(thrown, task.position));
    }
  }

  async #loop(
    running: RunningTask,
    loop: Loop,
    scope: HostScope,
    host: string,
  ): Promise<Outcome> {
    const items = this.#items(running.task, loop, scope);
    if (!items) return skipped(running.task.when[0]);
    const outcomes: Outcome[] = [];
    for (const [index, item] of items.entries()) {
      if (index > 0 && loop.pause !== undefined) await this.#pause(loop, scope);
      const outcome = await this.#loopItem(running, loop, scope, host, items, index, item);
      outcomes.push(outcome);
      if (outcome.status === "unreachable" || this.#run.signal.aborted) break;
    }
    return loopOutcome(outcomes);
  }

  /** The loop's items; none when they cannot be made, but a condition says they need not be. */
  #items(task: Task, loop: Loop, scope: HostScope): readonly Value[] | undefined {
    try {
      const value = plainValue(this.#run.environment.resolve(loop.value, scope));
      return loopItems(loop, value ?? null);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      try {
        if (this.#run.conditions.firstFalse(task.when, scope)) return undefined;
      } catch {
        // A condition that needs the item cannot excuse the loop.
      }
      throw error;
    }
  }

  async #pause(loop: Loop, scope: HostScope): Promise<void> {
    const seconds = Number(this.#run.environment.resolve(loop.pause, scope));
    await delay(seconds * 1000, this.#run.signal);
  }

  async #loopItem(
    running: RunningTask,
    loop: Loop,
    outer: HostScope,
    host: string,
    items: readonly Value[],
    index: number,
    item: Value,
  ): Promise<Outcome> {
    const { task } = running;
    const scope = outer.with(loopVariables(loop, items, index, item));
    const keywords = new Keywords(task, scope, this.#run.environment);
    const outcome = await this.#settled(
      task,
      () => this.#item({ task, scope, keywords, host }, running),
    );
    outcome.values.set("ansible_loop_var", loop.variable);
    outcome.values.set(loop.variable, item);
    if (loop.indexVariable !== undefined) outcome.values.set(loop.indexVariable, index);
    const isCensored = this.#flag(keywords, "no_log");
    this.#run.emit({
      type: "item-finished",
      task: running.info,
      host,
      item: isCensored ? "(censored)" : this.#label(loop, scope, item),
      result: shownResult(outcome, isCensored),
      isIgnored: outcome.status === "failed" && this.#flag(keywords, "ignore_errors"),
      ...(outcome.delegatedTo === undefined ? {} : { delegatedTo: outcome.delegatedTo }),
    });
    return outcome;
  }

  #label(loop: Loop, scope: HostScope, item: Value): Value {
    if (loop.label === undefined) return item;
    try {
      return plainValue(this.#run.environment.resolve(loop.label, scope)) ?? null;
    } catch {
      return item;
    }
  }

  async #item(attempt: Attempt, running: RunningTask): Promise<Outcome> {
    const { task, scope } = attempt;
    const condition = this.#run.conditions.firstFalse(task.when, scope);
    if (condition) return skipped(condition);
    return task.retry
      ? await this.#retry(attempt, task.retry, running)
      : await this.#attempt(attempt);
  }

  async #retry(attempt: Attempt, retry: Retry, running: RunningTask): Promise<Outcome> {
    const { task, scope, host } = attempt;
    const resolve = (value: unknown): number => Number(this.#run.environment.resolve(value, scope));
    const retries = Math.max(1, resolve(retry.retries));
    const delayMs = Math.max(0, resolve(retry.delay)) * 1000;
    for (let attempts = 1;; attempts++) {
      const outcome = await this.#settled(task, () => this.#attempt(attempt));
      outcome.values.set("attempts", attempts);
      const isDone = retry.until.length === 0
        ? outcome.status !== "failed"
        : this.#holds(retry.until, task, scope, outcome.values);
      if (isDone || outcome.status === "unreachable") return outcome;
      if (attempts > retries || this.#run.signal.aborted) {
        return { ...outcome, status: "failed", values: withFlags("failed", outcome.values) };
      }
      this.#run.emit({
        type: "retrying",
        task: running.info,
        host,
        retriesLeft: retries - attempts + 1,
        result: shownResult(outcome, running.info.isCensored),
      });
      await delay(delayMs, this.#run.signal);
    }
  }

  async #attempt(attempt: Attempt): Promise<Outcome> {
    const control = CONTROL_ACTIONS.get(attempt.task.action);
    const outcome = control ? this.#control(attempt, control) : await this.#plugin(attempt);
    return this.#judged(attempt, outcome);
  }

  /** What `failed_when` and `changed_when` make of an outcome. */
  #judged({ task, scope }: Attempt, outcome: Outcome): Outcome {
    if (outcome.status === "unreachable" || outcome.status === "skipped") return outcome;
    const { values } = outcome;
    let status = outcome.status;
    const changed = task.changedWhen && this.#holds(task.changedWhen, task, scope, values);
    if (changed !== undefined && status !== "failed") status = changed ? "changed" : "ok";
    const failed = task.failedWhen && this.#holds(task.failedWhen, task, scope, values);
    if (failed !== undefined) {
      values.set("failed_when_result", failed);
      if (failed) status = "failed";
      else if (status === "failed") {
        status = changed ?? values.get("changed") === true ? "changed" : "ok";
      }
    }
    if (changed !== undefined) values.set("changed", changed);
    return { ...outcome, status, values: withFlags(status, values) };
  }

  #holds(
    conditions: readonly Condition[],
    task: Task,
    scope: HostScope,
    values: ValueMap,
  ): boolean {
    const seen = task.register === undefined
      ? scope
      : scope.with(new Map([[task.register, values]]));
    return this.#run.conditions.firstFalse(conditions, seen) === undefined;
  }

  #control({ task, scope, host }: Attempt, action: ControlAction): Outcome {
    const { environment } = this.#run;
    const args = renderArguments(task, action, scope, environment, action.expressions);
    const result = action.run(args as ReadonlyMap<string, Value>, {
      scope,
      environment,
      state: this.#run.states.of(host),
      position: task.position,
      verbosity: this.#run.settings.verbosity,
    });
    const values: ValueMap = new Map();
    for (const [name, value] of Object.entries(result.values ?? {})) {
      const plain = plainValue(value);
      if (plain !== undefined) values.set(name, plain);
    }
    const status = result.failed
      ? "failed"
      : result.skipped
      ? "skipped"
      : result.changed
      ? "changed"
      : "ok";
    return {
      ...plainOutcome(status, values),
      diffs: result.diffs ?? [],
      ...(result.facts === undefined ? {} : { facts: result.facts }),
      ...(result.variables === undefined ? {} : { variables: result.variables }),
    };
  }

  async #plugin({ task, scope, keywords, host }: Attempt): Promise<Outcome> {
    const { registry, environment, settings, signal } = this.#run;
    const action = await registry.action(task.action);
    const args = renderArguments(task, action, scope, environment);
    const check = keywords.flag("check_mode", settings.check);
    if (check && !action.supportsCheck) return unsupportedCheck(action);
    const delegate = keywords.text("delegate_to");
    const become = keywords.become(settings);
    const session = new TaskSession({
      play: this.#play,
      scope,
      target: taskTarget(this.#play, host, scope, keywords, delegate),
      arguments: args,
      check,
      environment: keywords.environment(),
      ...(become === undefined ? {} : { become }),
    });
    const timeout = keywords.number("timeout");
    const reply = await registry.call("actions", task.action, executeTask, {
      action: task.action,
      arguments: args,
      host,
      check,
      diff: keywords.flag("diff", settings.diff),
      verbosity: settings.verbosity,
    }, {
      context: session,
      signal,
      ...(timeout === undefined || timeout === 0 ? {} : { timeoutMs: timeout * 1000 }),
    });
    const { status, result, facts, diffs, warnings } = reply;
    if (facts) result.set("ansible_facts", facts);
    return {
      ...plainOutcome(status, result),
      diffs: diffs ?? [],
      warnings: warnings ?? [],
      ...(facts === undefined ? {} : { facts }),
      ...(delegate === undefined ? {} : { delegatedTo: delegate }),
    };
  }
}

function skipped(condition: Condition | undefined): Outcome {
  const values: ValueMap = new Map<string, Value>([
    ["skip_reason", "Conditional result was False"],
  ]);
  if (condition) values.set("false_condition", conditionText(condition));
  return plainOutcome("skipped", values);
}

function unsupportedCheck(action: ActionDescription): Outcome {
  const msg = `'${action.name}' does not know what it would change, so check mode skips it`;
  return plainOutcome("skipped", new Map([["msg", msg]]));
}

/** The variables of an iteration. */
function loopVariables(
  loop: Loop,
  items: readonly Value[],
  index: number,
  item: Value,
): Map<string, Value> {
  const variables = new Map<string, Value>([[loop.variable, item]]);
  if (loop.indexVariable !== undefined) variables.set(loop.indexVariable, index);
  if (!loop.extended) return variables;
  const extended = new Map<string, Value>([
    ["allitems", [...items]],
    ["index", index + 1],
    ["index0", index],
    ["revindex", items.length - index],
    ["revindex0", items.length - index - 1],
    ["first", index === 0],
    ["last", index === items.length - 1],
    ["length", items.length],
  ]);
  if (index > 0) extended.set("previtem", items[index - 1]!);
  if (index < items.length - 1) extended.set("nextitem", items[index + 1]!);
  return variables.set("ansible_loop", extended);
}

/** What became of a loop, from what became of its items. */
function loopOutcome(outcomes: readonly Outcome[]): Outcome {
  const has = (status: Outcome["status"]): boolean =>
    outcomes.some((each) => each.status === status);
  const isSkipped = outcomes.length === 0 || outcomes.every((each) => each.status === "skipped");
  const status = has("unreachable")
    ? "unreachable"
    : has("failed")
    ? "failed"
    : isSkipped
    ? "skipped"
    : has("changed")
    ? "changed"
    : "ok";
  const msg = outcomes.length === 0
    ? "No items in the list"
    : status === "failed"
    ? "One or more items failed"
    : isSkipped
    ? "All items skipped"
    : "All items completed";
  const values: ValueMap = new Map<string, Value>([
    ["results", outcomes.map((each) => each.values)],
    ["changed", outcomes.some((each) => each.values.get("changed") === true)],
    ["msg", msg],
  ]);
  if (outcomes.length === 0) values.set("skipped_reason", msg);
  return {
    ...plainOutcome(status, values),
    ...merged("facts", outcomes),
    ...merged("variables", outcomes),
    warnings: outcomes.flatMap((each) => each.warnings),
  };
}

/** Facts or variables of all items, later ones winning. */
function merged(key: "facts" | "variables", outcomes: readonly Outcome[]): Partial<Outcome> {
  const maps = outcomes.flatMap((each) => each[key] ?? []);
  if (maps.length === 0) return {};
  const all: ValueMap = new Map();
  for (const map of maps) for (const [name, value] of map) all.set(name, value);
  return { [key]: all };
}

/** Waits, unless the run is given up. */
function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(new Fault("cancelled", "The run was interrupted"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
