/**
 * Lists of tasks on sets of hosts: all hosts do a task before any does the next; those that fail
 * leave the set, and join another where there is a `rescue`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_blocks.html
 * @module
 */
import type { Block, Role, Task, TaskNode } from "../../playbook/model.ts";
import { flush } from "../handlers/flush.ts";
import type { HandlerQueue } from "../handlers/handlers.ts";
import type { PlayContext } from "../play_context.ts";
import { MOST_SEEN } from "../task/look_ahead.ts";
import { runMeta } from "./meta.ts";
import type { Rounds } from "./rounds.ts";
import type { Surroundings } from "./surroundings.ts";

/** Outside of all blocks: a host that fails is done with the play. */
const OUTSIDE: Surroundings = { canRescue: false, isEnclosed: false, isHandler: false };

/** Runs the tasks of one play. */
export class BlockRunner {
  readonly #play: PlayContext;
  readonly #handlers: HandlerQueue;
  readonly #rounds: Rounds;

  constructor(play: PlayContext, handlers: HandlerQueue, rounds: Rounds) {
    this.#play = play;
    this.#handlers = handlers;
    this.#rounds = rounds;
  }

  /** Runs a section of the play on those of the hosts that still take part. */
  async runSection(nodes: readonly TaskNode[], hosts: readonly string[]): Promise<void> {
    await this.#nodes(nodes, hosts, OUTSIDE);
  }

  /** Runs the handlers that hosts are owed; returns the hosts on which one failed. */
  flushHandlers(hosts: readonly string[], around = OUTSIDE): Promise<Set<string>> {
    const surroundings = { ...around, isHandler: true };
    return flush(
      this.#handlers,
      hosts,
      this.#play,
      (handler, due) => this.#task(handler, due, surroundings),
    );
  }

  /** Runs nodes on hosts; returns those that failed. */
  async #nodes(
    nodes: readonly TaskNode[],
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const failed = new Set<string>();
    for (const [index, node] of nodes.entries()) {
      const left = hosts.filter((host) => this.#takesPart(host, surroundings) && !failed.has(host));
      if (left.length === 0 || this.#play.run.signal.aborted) break;
      const due = left.filter((host) => !this.#hasLeft(node, host));
      if (due.length === 0) continue;
      const next = tasksBehind(nodes, index);
      for (const host of await this.#node(node, due, surroundings, next)) failed.add(host);
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
    next: readonly Task[],
  ): Promise<Set<string>> {
    if (node.kind === "block") {
      return node.use
        ? this.#role(node, node.use.role, hosts, surroundings)
        : this.#block(node, hosts, surroundings);
    }
    if (node.action === "meta") return this.#meta(node, hosts, surroundings);
    return this.#task(node, hosts, surroundings, next);
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
    if (!isEnclosed) this.#play.roster.retire(failed);
    return failed;
  }

  /** A task, and what it includes. */
  async #task(
    task: Task,
    hosts: readonly string[],
    surroundings: Surroundings,
    next: readonly Task[] = [],
  ): Promise<Set<string>> {
    const { failed, included } = await this.#rounds.run(task, hosts, surroundings, next);
    for (const { nodes, hosts } of included) {
      const left = hosts.filter((host) => !failed.has(host));
      for (const host of await this.#nodes(nodes, left, surroundings)) failed.add(host);
    }
    return failed;
  }

  /** Steers the play; only handlers that are flushed can fail. */
  async #meta(
    task: Task,
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const info = await this.#rounds.announce(task, hosts[0]!);
    try {
      const isFlush = await runMeta(task, hosts, this.#play);
      return isFlush ? await this.flushHandlers(hosts, surroundings) : new Set();
    } catch (fault) {
      return await this.#rounds.fail({ task, info, fault }, hosts, surroundings);
    }
  }
}

/** The tasks behind a node that are sure to follow it, and no more than somebody looks ahead to. */
function tasksBehind(nodes: readonly TaskNode[], index: number): Task[] {
  const tasks: Task[] = [];
  for (const node of nodes.slice(index + 1, index + 1 + MOST_SEEN)) {
    if (node.kind !== "task" || node.action === "meta") break;
    tasks.push(node);
  }
  return tasks;
}
