/**
 * Lists of tasks on sets of hosts: all hosts do a task before any does the next; those that fail
 * leave the set, and join another where there is a `rescue`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_blocks.html
 * @module
 */
import type { TaskInfo } from "../events.ts";
import type { Block, Task, TaskNode } from "../playbook/model.ts";
import { Pending, TemplateText } from "../template/mod.ts";
import { ActionCaller } from "./action_caller.ts";
import type { RunningTask } from "./attempt.ts";
import type { PlayContext } from "./context.ts";
import type { HandlerQueue } from "./handlers.ts";
import { Keywords } from "./keywords.ts";
import { Ledger } from "./ledger.ts";
import { runMeta } from "./meta.ts";
import { forEachLimited } from "./pool.ts";
import type { Surroundings } from "./surroundings.ts";
import { TaskRunner } from "./task_runner.ts";

/** How a task is spread over its hosts. */
interface Manner {
  readonly isOnce: boolean;
  /** How many hosts have their turn at once. */
  readonly atOnce: number;
  readonly fault?: unknown;
}

/** Outside of all blocks: a host that fails is done with the play. */
const OUTSIDE: Surroundings = { canRescue: false, isEnclosed: false, isHandler: false };

/** Runs the tasks of one play. */
export class BlockRunner {
  readonly #play: PlayContext;
  readonly #tasks: TaskRunner;
  readonly #ledger: Ledger;
  readonly #handlers: HandlerQueue;
  readonly #nextId: () => number;

  constructor(play: PlayContext, handlers: HandlerQueue, nextId: () => number) {
    this.#play = play;
    this.#tasks = new TaskRunner(play, new ActionCaller(play));
    this.#ledger = new Ledger(play, handlers);
    this.#handlers = handlers;
    this.#nextId = nextId;
  }

  /** Runs a section of the play on all hosts that take part. */
  async runSection(nodes: readonly TaskNode[]): Promise<void> {
    await this.#nodes(nodes, [...this.#play.active], OUTSIDE);
  }

  /** Runs the handlers that are owed, in their order; returns the hosts on which one failed. */
  async flushHandlers(around = OUTSIDE): Promise<Set<string>> {
    const surroundings = { ...around, isHandler: true };
    const failed = new Set<string>();
    const done = new Map<Task, Set<string>>();
    for (let isOwed = true; isOwed && !this.#play.run.signal.aborted;) {
      isOwed = false;
      for (const handler of this.#handlers.handlers) {
        const before = done.get(handler) ?? new Set();
        const hosts = this.#handlers.take(
          handler,
          (host) => this.#play.runsHandlers(host) && !before.has(host) && !failed.has(host),
        );
        if (hosts.length === 0) continue;
        isOwed = true;
        done.set(handler, before.union(new Set(hosts)));
        for (const host of await this.#task(handler, hosts, surroundings)) failed.add(host);
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
      const left = hosts.filter((host) => this.#play.active.has(host) && !failed.has(host));
      if (left.length === 0 || this.#play.run.signal.aborted) break;
      for (const host of await this.#node(node, left, surroundings)) failed.add(host);
    }
    return failed;
  }

  #node(
    node: TaskNode,
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    if (node.kind === "block") return this.#block(node, hosts, surroundings);
    if (node.action === "meta") return this.#meta(node, hosts, surroundings);
    return this.#task(node, hosts, surroundings);
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
    const { run } = this.#play;
    const first = hosts[0]!;
    const keywords = this.#keywords(task, first);
    const { isOnce, atOnce, fault } = await this.#manner(keywords);
    const running = {
      task,
      info: await this.#info(task, keywords, first, surroundings.isHandler),
      sharing: isOnce ? hosts : [],
      fault,
    };
    run.emit({ type: "task-started", task: running.info });
    const failed = new Set<string>();
    await forEachLimited(isOnce ? [first] : hosts, atOnce, async (host) => {
      if (!await this.#isDone(running, host, surroundings)) failed.add(host);
    });
    if (failed.size > 0 && await this.#isFatal(keywords, isOnce, surroundings)) {
      for (const host of hosts) failed.add(host);
      if (!surroundings.canRescue) this.#play.cutShort(hosts);
    }
    this.#leave(failed, surroundings);
    return failed;
  }

  /** On how many hosts a task runs, and at once; or why that cannot be said. */
  async #manner(keywords: Keywords): Promise<Manner> {
    const { environment, settings } = this.#play.run;
    try {
      return await environment.settle(() => ({
        isOnce: keywords.flag("run_once", false),
        atOnce: Math.min(settings.forks, keywords.number("throttle") || Infinity),
      }));
    } catch (fault) {
      return { isOnce: false, atOnce: settings.forks, fault };
    }
  }

  /** Runs a task on a host; whether the host may go on. */
  async #isDone(running: RunningTask, host: string, surroundings: Surroundings): Promise<boolean> {
    if (this.#play.run.signal.aborted) return true;
    const start = performance.now();
    const outcome = await this.#tasks.run(running, host);
    const duration = performance.now() - start;
    return await this.#ledger.enter(running, host, outcome, duration, surroundings);
  }

  /** Whether a failure is one of all hosts; where a rescue follows, `any_errors_fatal` waits. */
  async #isFatal(
    keywords: Keywords,
    isOnce: boolean,
    { canRescue }: Surroundings,
  ): Promise<boolean> {
    if (isOnce || canRescue) return isOnce;
    return await this.#play.run.environment.settle(() => keywords.isFatal());
  }

  /** Hosts that failed a task leave the list that it stands in. */
  #leave(failed: Iterable<string>, { canRescue, isEnclosed }: Surroundings): void {
    if (!canRescue) { for (const host of failed) this.#play.lose(host, "failed"); }
    if (!isEnclosed) this.#retire(failed);
  }

  /** Nothing more is done on hosts in this play. */
  #retire(hosts: Iterable<string>): void {
    for (const host of hosts) this.#play.active.delete(host);
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
    const shown = await this.#play.run.environment.settle(() => ({
      name: this.#name(task, host),
      isCensored: keywords.isCensored(),
    }));
    const { written: action, position } = task;
    return { id: this.#nextId(), action, position, isHandler, ...shown };
  }

  /** The task's name for its first host; as it was written, where it cannot be rendered. */
  #name(task: Task, host: string): string {
    const { name, written } = task;
    if (name === undefined || name === null) return written;
    if (!(name instanceof TemplateText)) return String(name);
    try {
      return String(this.#play.run.environment.evaluate(name, this.#play.taskScope(host, task)));
    } catch (error) {
      if (error instanceof Pending) throw error;
      return name.source;
    }
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
      return isFlush ? await this.flushHandlers(surroundings) : new Set();
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
