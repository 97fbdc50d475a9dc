/**
 * Lists of tasks on sets of hosts: all hosts do a task before any does the next; those that fail
 * leave the set, and join another where there is a `rescue`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_blocks.html
 * @module
 */
import type { Value, ValueMap } from "@shep/sdk";
import type { TaskInfo } from "../events.ts";
import type { Block, Task, TaskNode } from "../playbook/model.ts";
import { TemplateText } from "../template/mod.ts";
import type { PlayContext } from "./context.ts";
import type { HandlerQueue } from "./handlers.ts";
import { Keywords } from "./keywords.ts";
import { forEachLimited } from "./pool.ts";
import { problemOf } from "./problem.ts";
import { problemOutcome, shownResult } from "./result.ts";
import { type RunningTask, type TaskOutcome, TaskRunner } from "./task_runner.ts";

/** Where a list of tasks stands. */
interface Surroundings {
  /** Whether a block around it has a `rescue` for those that fail. */
  readonly canRescue: boolean;
  readonly isHandler: boolean;
}

/** Runs the tasks of one play. */
export class BlockRunner {
  readonly #play: PlayContext;
  readonly #tasks: TaskRunner;
  readonly #handlers: HandlerQueue;
  readonly #nextId: () => number;

  constructor(play: PlayContext, handlers: HandlerQueue, nextId: () => number) {
    this.#play = play;
    this.#tasks = new TaskRunner(play);
    this.#handlers = handlers;
    this.#nextId = nextId;
  }

  /** Runs a section of the play; hosts that fail take no further part in it. */
  async runSection(nodes: readonly TaskNode[]): Promise<void> {
    const { active } = this.#play;
    const surroundings = { canRescue: false, isHandler: false };
    const failed = await this.#nodes(nodes, [...active], surroundings);
    for (const host of failed) this.#play.lose(host);
  }

  /** Runs the handlers that are owed, in their order; failed hosts only when forced. */
  async flushHandlers(): Promise<void> {
    const { active, run } = this.#play;
    const done = new Map<Task, Set<string>>();
    for (let isOwed = true; isOwed && !run.signal.aborted;) {
      isOwed = false;
      for (const handler of this.#handlers.handlers) {
        const before = done.get(handler) ?? new Set();
        const isDue = (host: string): boolean =>
          (active.has(host) || run.settings.forceHandlers) && !before.has(host);
        const hosts = this.#handlers.take(handler, isDue);
        if (hosts.length === 0) continue;
        isOwed = true;
        done.set(handler, before.union(new Set(hosts)));
        const failed = await this.#task(handler, hosts, { canRescue: false, isHandler: true });
        for (const host of failed) this.#play.lose(host);
      }
    }
  }

  /** Runs nodes on hosts; returns those that failed. */
  async #nodes(
    nodes: readonly TaskNode[],
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const failed = new Set<string>();
    for (const node of nodes) {
      const left = hosts.filter((host) => this.#play.active.has(host) && !failed.has(host));
      if (left.length === 0 || this.#play.run.signal.aborted) break;
      const failures = node.kind === "task"
        ? await this.#task(node, left, surroundings)
        : await this.#block(node, left, surroundings);
      for (const host of failures) failed.add(host);
    }
    return failed;
  }

  async #block(
    block: Block,
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const canRescue = block.rescue.length > 0;
    const inside = { ...surroundings, canRescue: canRescue || surroundings.canRescue };
    let failed = await this.#nodes(block.tasks, hosts, inside);
    if (canRescue && failed.size > 0) {
      failed = await this.#nodes(block.rescue, [...failed], surroundings);
    }
    if (block.always.length > 0) {
      failed = failed.union(await this.#nodes(block.always, hosts, surroundings));
    }
    return failed;
  }

  async #task(
    task: Task,
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    if (task.action === "meta") return await this.#meta(task, hosts);
    const { run } = this.#play;
    const first = hosts[0]!;
    const keywords = this.#keywords(task, first);
    const isOnce = keywords.flag("run_once", false);
    const running = { task, info: this.#info(task, first, surroundings.isHandler) };
    const failed = new Set<string>();
    run.emit({ type: "task-started", task: running.info });
    await forEachLimited(isOnce ? [first] : hosts, run.settings.forks, async (host) => {
      if (run.signal.aborted) return;
      const start = performance.now();
      const outcome = await this.#tasks.run(running, host);
      const sharing = isOnce ? hosts : [host];
      this.#finish(running, host, sharing, outcome, performance.now() - start, surroundings);
      if (hasFailed(outcome)) { for (const each of sharing) failed.add(each); }
    });
    const isFatal = failed.size > 0 && keywords.flag("any_errors_fatal", false);
    return isFatal ? new Set(hosts) : failed;
  }

  /** Keeps what a task brought, and tells of it. */
  #finish(
    running: RunningTask,
    host: string,
    sharing: readonly string[],
    given: TaskOutcome,
    duration: number,
    { canRescue }: Surroundings,
  ): void {
    const { run } = this.#play;
    for (const each of sharing) this.#keep(running.task, each, given);
    const outcome = this.#notified(running.task, host, given);
    const { status, isIgnored, isCensored, delegatedTo } = outcome;
    if (status === "unreachable") this.#play.lose(host);
    else if (status === "failed" && !isIgnored) this.#keepFailure(running, host, outcome);
    this.#count(host, outcome, canRescue);
    run.emit({
      type: "task-finished",
      task: running.info,
      host,
      result: shownResult(outcome, isCensored),
      isIgnored,
      duration,
      ...(delegatedTo === undefined ? {} : { delegatedTo }),
    });
  }

  #keep(task: Task, host: string, outcome: TaskOutcome): void {
    const state = this.#play.run.states.of(host);
    if (outcome.facts) state.addFacts(outcome.facts);
    for (const [name, value] of outcome.variables ?? []) state.set(String(name), value);
    if (task.register !== undefined) state.set(task.register, outcome.values);
  }

  /** What a rescue may ask: which task failed, and how. */
  #keepFailure({ task, info }: RunningTask, host: string, outcome: TaskOutcome): void {
    const state = this.#play.run.states.of(host);
    const failedTask: ValueMap = new Map<string, Value>([
      ["name", info.name],
      ["action", task.written],
    ]);
    state.set("ansible_failed_task", failedTask);
    state.set("ansible_failed_result", outcome.values);
  }

  /** Notifies the handlers of a changed task; one that there is not fails the task. */
  #notified(task: Task, host: string, outcome: TaskOutcome): TaskOutcome {
    if (task.notify.length === 0 || outcome.values.get("changed") !== true) return outcome;
    if (hasFailed(outcome)) return outcome;
    const { run } = this.#play;
    try {
      const scope = this.#play.taskScope(host, task);
      for (const handler of this.#handlers.notify(task.notify, host, scope)) {
        run.emit({ type: "handler-notified", handler, host });
      }
      return outcome;
    } catch (error) {
      return { ...outcome, ...problemOutcome(problemOf(error, task.position)) };
    }
  }

  #count(host: string, { status, isIgnored, values }: TaskOutcome, canRescue: boolean): void {
    const { stats } = this.#play.run;
    switch (status) {
      case "failed":
        if (isIgnored) {
          stats.count(host, "ok");
          stats.count(host, "ignored");
          if (values.get("changed") === true) stats.count(host, "changed");
        } else stats.count(host, canRescue ? "rescued" : "failed");
        return;
      case "changed":
        stats.count(host, "changed");
        stats.count(host, "ok");
        return;
      default:
        stats.count(host, status);
    }
  }

  #keywords(task: Task, host: string): Keywords {
    return new Keywords(task, this.#play.taskScope(host, task), this.#play.run.environment);
  }

  #info(task: Task, host: string, isHandler: boolean): TaskInfo {
    return {
      id: this.#nextId(),
      name: this.#name(task, host),
      action: task.written,
      position: task.position,
      isHandler,
      isCensored: task.settings.has("no_log"),
    };
  }

  /** The task's name for its first host; as it was written, where it cannot be rendered. */
  #name({ name, written }: Task, host: string): string {
    if (name === undefined || name === null) return written;
    if (!(name instanceof TemplateText)) return String(name);
    try {
      return String(this.#play.run.environment.evaluate(name, this.#play.hostScope(host)));
    } catch {
      return name.source;
    }
  }

  /** Steers the play; returns nobody, for steering does not fail. */
  async #meta(task: Task, hosts: readonly string[]): Promise<Set<string>> {
    const { run, active } = this.#play;
    const due = hosts.filter((host) =>
      !run.conditions.firstFalse(task.when, this.#play.taskScope(host, task))
    );
    if (due.length === 0) return new Set();
    switch (task.arguments.get("free_form")) {
      case "flush_handlers":
        await this.flushHandlers();
        break;
      case "clear_facts":
        for (const host of due) run.states.of(host).clearFacts();
        break;
      case "end_host":
        for (const host of due) active.delete(host);
        break;
      case "end_play":
      case "end_batch":
        active.clear();
        break;
    }
    return new Set();
  }
}

/** Whether a host goes no further. */
function hasFailed({ status, isIgnored }: TaskOutcome): boolean {
  return status === "unreachable" || status === "failed" && !isIgnored;
}
