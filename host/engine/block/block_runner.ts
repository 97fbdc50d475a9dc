/**
 * Lists of tasks on sets of hosts: all hosts do a task before any does the next; those that fail
 * leave the set, and join another where there is a `rescue`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_blocks.html
 * @module
 */
import type { TaskInfo } from "../../events.ts";
import type { Block, Role, Task, TaskNode } from "../../playbook/model.ts";
import { ActionCaller } from "../call/action_caller.ts";
import type { RunningTask } from "../task/running_task.ts";
import type { PlayContext } from "../play_context.ts";
import { TaskDebugger } from "../task/debugger.ts";
import type { HandlerQueue } from "../handlers/handlers.ts";
import { type Finished, IncludeRunner } from "../include/include_runner.ts";
import { Keywords } from "../task/keywords.ts";
import { Ledger } from "./ledger.ts";
import { mannerOf } from "./manner.ts";
import { runMeta } from "./meta.ts";
import type { Pace } from "../strategy/pace.ts";
import { forEachLimited } from "../strategy/pool.ts";
import type { Stepper } from "../play/stepper.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TagSelector } from "../tags/tag_selector.ts";
import { taskName } from "../task/task_name.ts";
import { TaskRunner } from "../task/task_runner.ts";
import type { TaskOutcome } from "../task/result.ts";

/** What a runner of blocks is made with. */
export interface BlockOptions {
  readonly nextId: () => number;
  /** Asks before each task. */
  readonly stepper?: Stepper | undefined;
}

/** How a batch goes through its play. */
export interface BlockSetting {
  readonly pace: Pace;
  /** Chooses among the tasks that includes bring. */
  readonly tags: TagSelector;
  /** Whether the debugger stops after failures. */
  readonly isDebugged: boolean;
}

/** Outside of all blocks: a host that fails is done with the play. */
const OUTSIDE: Surroundings = { canRescue: false, isEnclosed: false, isHandler: false };

/** Runs the tasks of one play. */
export class BlockRunner {
  readonly #play: PlayContext;
  readonly #pace: Pace;
  readonly #stepper: Stepper | undefined;
  readonly #debugger: TaskDebugger;
  /** Told of once, where hosts do not wait for each other. */
  readonly #told = new Map<Task, TaskInfo>();
  readonly #tasks: TaskRunner;
  readonly #ledger: Ledger;
  readonly #handlers: HandlerQueue;
  readonly #includes: IncludeRunner;
  readonly #nextId: () => number;

  constructor(
    play: PlayContext,
    handlers: HandlerQueue,
    { pace, tags, isDebugged }: BlockSetting,
    { nextId, stepper }: BlockOptions,
  ) {
    this.#play = play;
    this.#pace = pace;
    this.#stepper = stepper;
    this.#debugger = new TaskDebugger(play, isDebugged);
    this.#tasks = new TaskRunner(play, new ActionCaller(play));
    this.#ledger = new Ledger(play, handlers);
    this.#handlers = handlers;
    this.#includes = new IncludeRunner(play, { handlers, ledger: this.#ledger, pace, tags });
    this.#nextId = nextId;
  }

  /** Runs a section of the play on those of the hosts that still take part. */
  async runSection(nodes: readonly TaskNode[], hosts: readonly string[]): Promise<void> {
    await this.#nodes(nodes, hosts, OUTSIDE);
  }

  /**
   * Runs the handlers that hosts are owed, in their order; returns the hosts on which one failed.
   */
  async flushHandlers(hosts: readonly string[], around = OUTSIDE): Promise<Set<string>> {
    const surroundings = { ...around, isHandler: true };
    const all = new Set(hosts);
    const failed = new Set<string>();
    const done = new Map<Task, Set<string>>();
    for (let isOwed = true; isOwed && !this.#play.run.signal.aborted;) {
      isOwed = false;
      for (const handler of this.#handlers.handlers) {
        const before = done.get(handler) ?? new Set();
        const due = this.#handlers.take(
          handler,
          (host) =>
            all.has(host) && this.#play.runsHandlers(host) && !before.has(host) &&
            !failed.has(host),
        );
        if (due.length === 0) continue;
        isOwed = true;
        done.set(handler, before.union(new Set(due)));
        for (const host of await this.#task(handler, due, surroundings)) failed.add(host);
      }
    }
    return failed;
  }

  /** Runs nodes on hosts; returns those that failed. */
  async #nodes(
    nodes: readonly TaskNode[],
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const failed = new Set<string>();
    for (const node of nodes) {
      const left = hosts.filter((host) => this.#takesPart(host, surroundings) && !failed.has(host));
      if (left.length === 0 || this.#play.run.signal.aborted) break;
      const due = left.filter((host) => !this.#hasLeft(node, host));
      if (due.length === 0) continue;
      for (const host of await this.#node(node, due, surroundings)) failed.add(host);
    }
    return failed;
  }

  /** Whether a host was taken out of the role that a task is of. */
  #hasLeft(node: TaskNode, host: string): boolean {
    return node.kind === "task" && node.role !== undefined &&
      this.#play.roleRuns.hasLeft(node.role, host);
  }

  /** Whether a host still has tasks before it; handlers may be forced on those that failed. */
  #takesPart(host: string, { isHandler }: Surroundings): boolean {
    return isHandler ? this.#play.runsHandlers(host) : this.#play.roster.active.has(host);
  }

  #node(
    node: TaskNode,
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    if (node.kind === "block") {
      return node.use
        ? this.#role(node, node.use.role, hosts, surroundings)
        : this.#block(node, hosts, surroundings);
    }
    if (node.action === "meta") return this.#meta(node, hosts, surroundings);
    return this.#task(node, hosts, surroundings);
  }

  /** The tasks of a role, on the hosts on which it has not run yet. */
  async #role(
    block: Block,
    role: Role,
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const { roleRuns, roster: { active } } = this.#play;
    const due = roleRuns.due(role, hosts);
    if (due.length === 0) return new Set();
    const failed = await this.#block(block, due, surroundings);
    roleRuns.end(role, due.filter((host) => active.has(host) && !failed.has(host)));
    return failed;
  }

  async #block(
    block: Block,
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const { canRescue, isEnclosed } = surroundings;
    const hasRescue = block.rescue.length > 0;
    const hasAlways = block.always.length > 0;
    let failed = await this.#nodes(block.tasks, hosts, {
      ...surroundings,
      canRescue: canRescue || hasRescue,
      isEnclosed: isEnclosed || hasRescue || hasAlways,
    });
    if (hasRescue && failed.size > 0) {
      failed = await this.#nodes(block.rescue, [...failed], {
        ...surroundings,
        isEnclosed: isEnclosed || hasAlways,
      });
    }
    if (hasAlways) failed = failed.union(await this.#nodes(block.always, hosts, surroundings));
    if (!isEnclosed) this.#retire(failed);
    return failed;
  }

  async #task(
    task: Task,
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const first = hosts[0]!;
    if (!await this.#isWanted(task, first)) return new Set();
    const keywords = this.#keywords(task, first);
    const { isOnce, isShared, throttle, fault } = await mannerOf(
      task,
      keywords,
      this.#pace,
      this.#play.run,
    );
    const isPast = this.#play.run.replay?.covers(task, isOnce ? [first] : hosts) ?? false;
    const info = isPast
      ? await this.#info(task, keywords, first, surroundings.isHandler)
      : await this.#begun(task, keywords, first, surroundings.isHandler);
    const running = { task, info, sharing: isShared ? hosts : [], fault };
    const failed = new Set<string>();
    const atOnce = Math.min(this.#play.run.settings.forks, throttle);
    const waiting = new Map<string, Finished>();
    await forEachLimited(
      isOnce ? [first] : hosts,
      atOnce,
      (host) =>
        this.#pace.turn(task, throttle, async () => {
          if (!await this.#isDone(running, host, surroundings, waiting)) failed.add(host);
        }),
    );
    const includes = await this.#includes.run(running, inOrder(hosts, waiting), surroundings);
    for (const host of includes.failed) failed.add(host);
    if (failed.size > 0 && await this.#isFatal(keywords, isOnce, surroundings)) {
      for (const host of hosts) failed.add(host);
      if (!surroundings.canRescue) this.#play.roster.cutShort(hosts);
    }
    this.#leave(failed, surroundings);
    if (failed.size > 0 && this.#pace.isCommon && this.#play.isOverFailed) {
      this.#play.roster.cutShort(hosts);
      this.#leave(hosts, surroundings);
      return new Set(hosts);
    }
    for (const { nodes, hosts } of includes.included) {
      const left = hosts.filter((host) => !failed.has(host));
      for (const host of await this.#nodes(nodes, left, surroundings)) failed.add(host);
    }
    return failed;
  }

  /** Whether the user wants a task done, if that is asked. */
  async #isWanted(task: Task, host: string): Promise<boolean> {
    if (this.#stepper === undefined) return true;
    const { environment, signal } = this.#play.run;
    const scope = this.#play.taskScope(host, task);
    const name = await environment.settle(() => taskName(task, scope, environment));
    const where = this.#pace.isCommon ? "" : ` on ${host}`;
    return await this.#stepper.isWanted(`TASK: ${name}${where}`, signal);
  }

  /** Tells that a task begins: once, where hosts do not wait for each other. */
  async #begun(
    task: Task,
    keywords: Keywords,
    host: string,
    isHandler: boolean,
  ): Promise<TaskInfo> {
    const told = this.#told.get(task);
    if (told !== undefined) return told;
    const info = await this.#info(task, keywords, host, isHandler);
    this.#play.run.emit({ type: "task-started", task: info });
    if (!this.#pace.isCommon) this.#told.set(task, info);
    return info;
  }

  /**
   * Runs a task on a host; whether the host may go on. One that wants something to be included is
   * put among those that are `waiting`: what becomes of it is known when that was read.
   */
  async #isDone(
    running: RunningTask,
    host: string,
    surroundings: Surroundings,
    waiting?: Map<string, Finished>,
  ): Promise<boolean> {
    if (this.#play.run.signal.aborted) return true;
    const start = performance.now();
    const past = this.#play.run.replay?.take(running, host);
    const outcome = past
      ? await this.#tasks.recall(running, host, past)
      : await this.#run(running, host);
    const duration = performance.now() - start;
    if (outcome.status === "ok" && outcome.includes) {
      waiting?.set(host, { outcome, duration });
      return true;
    }
    return await this.#ledger.enter(running, host, outcome, duration, surroundings);
  }

  /** Runs a task on a host, as often as the user of the debugger likes. */
  async #run(running: RunningTask, host: string): Promise<TaskOutcome> {
    const outcome = await this.#tasks.run(running, host);
    return await this.#debugger.attend(
      running,
      host,
      outcome,
      (task) => this.#tasks.run({ ...running, task }, host),
    );
  }

  /** Whether a failure is one of all hosts; where a rescue follows, `any_errors_fatal` waits. */
  async #isFatal(
    keywords: Keywords,
    isOnce: boolean,
    { canRescue }: Surroundings,
  ): Promise<boolean> {
    if (isOnce || canRescue || !this.#pace.isCommon) return isOnce;
    const { environment, settings } = this.#play.run;
    const usual = settings.config.get("ANY_ERRORS_FATAL");
    return await environment.settle(() => keywords.isFatal(usual));
  }

  /** Hosts that failed a task leave the list that it stands in. */
  #leave(failed: Iterable<string>, { canRescue, isEnclosed }: Surroundings): void {
    if (!canRescue) { for (const host of failed) this.#play.roster.lose(host, "failed"); }
    if (!isEnclosed) this.#retire(failed);
  }

  /** Nothing more is done on hosts in this play. */
  #retire(hosts: Iterable<string>): void {
    this.#play.roster.retire(hosts);
  }

  #keywords(task: Task, host: string): Keywords {
    return new Keywords(task, this.#play.taskScope(host, task), this.#play.run.environment);
  }

  async #info(
    task: Task,
    keywords: Keywords,
    host: string,
    isHandler: boolean,
  ): Promise<TaskInfo> {
    const { environment } = this.#play.run;
    const shown = await environment.settle(() => ({
      name: taskName(task, this.#play.taskScope(host, task), environment),
      isCensored: keywords.isCensored(),
    }));
    const { written: action, position } = task;
    return { id: this.#nextId(), action, position, isHandler, ...shown };
  }

  /** Steers the play; only handlers that are flushed can fail. */
  async #meta(
    task: Task,
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const info = await this.#info(task, this.#keywords(task, hosts[0]!), hosts[0]!, false);
    this.#play.run.emit({ type: "task-started", task: info });
    try {
      const isFlush = await runMeta(task, hosts, this.#play);
      return isFlush ? await this.flushHandlers(hosts, surroundings) : new Set();
    } catch (fault) {
      const failed = new Set<string>();
      for (const host of hosts) {
        const running = { task, info, sharing: [], fault };
        if (!await this.#isDone(running, host, surroundings)) failed.add(host);
      }
      this.#leave(failed, surroundings);
      return failed;
    }
  }
}

/** Those of `hosts` that are waiting, in the order in which they have their turn. */
function inOrder(
  hosts: readonly string[],
  waiting: ReadonlyMap<string, Finished>,
): ReadonlyMap<string, Finished> {
  return new Map(hosts.flatMap((host) => {
    const finished = waiting.get(host);
    return finished === undefined ? [] : [[host, finished] as const];
  }));
}
