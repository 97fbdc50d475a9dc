/**
 * Includes: reads what hosts asked for, once for all that asked for the same.
 *
 * @module
 */
import { resolve } from "@shep/sdk/path";
import { type Included, loadIncluded } from "../../playbook/reuse/load_included.ts";
import { handlersOf, publicRoles, usesIn } from "../../playbook/role/uses.ts";
import type { Task, TaskNode } from "../../playbook/model.ts";
import type { RunningTask } from "../task/running_task.ts";
import type { PlayContext } from "../play_context.ts";
import type { HandlerQueue } from "../handlers/handlers.ts";
import { groupIncludes, type IncludeGroup } from "./includes.ts";
import type { Ledger } from "../block/ledger.ts";
import type { Pace } from "../strategy/pace.ts";
import { problemOf } from "../problem.ts";
import { type Outcome, problemOutcome, type TaskOutcome } from "../task/result.ts";
import type { Surroundings } from "../block/surroundings.ts";
import type { TagSelector } from "../tags/tag_selector.ts";

/** A task that came to its end on a host. */
export interface Finished {
  readonly outcome: TaskOutcome;
  /** In milliseconds. */
  readonly duration: number;
}

/** Tasks for some of the hosts of an include. */
export interface IncludedTasks {
  readonly nodes: readonly TaskNode[];
  readonly hosts: readonly string[];
}

/** What became of the includes of a task. */
export interface IncludeOutcome {
  /** In the order in which they run. */
  readonly included: readonly IncludedTasks[];
  /** The hosts for which something could not be read. */
  readonly failed: ReadonlySet<string>;
}

const NOTHING: IncludeOutcome = { included: [], failed: new Set() };

/** What the includes of a play bring. */
export interface IncludeRunnerOptions {
  readonly handlers: HandlerQueue;
  readonly ledger: Ledger;
  readonly pace: Pace;
  readonly tags: TagSelector;
}

/** Reads what the includes of a play bring. */
export class IncludeRunner {
  readonly #play: PlayContext;
  readonly #options: IncludeRunnerOptions;
  /** What was read for hosts that came first, where they do not wait for each other. */
  readonly #read = new WeakMap<Task, Map<string, Promise<Included>>>();

  /** Reads for `play`: of the tasks those that the tags select. */
  constructor(play: PlayContext, options: IncludeRunnerOptions) {
    this.#play = play;
    this.#options = options;
  }

  /**
   * Reads everything that hosts asked for, and enters what became of the task on them.
   *
   * @param waiting The hosts, in the order in which they have their turn.
   */
  async run(
    running: RunningTask,
    waiting: ReadonlyMap<string, Finished>,
    surroundings: Surroundings,
  ): Promise<IncludeOutcome> {
    if (waiting.size === 0) return NOTHING;
    const requests = new Map(
      Array.from(waiting, ([host, { outcome }]) => [host, outcome.includes ?? []] as const),
    );
    const included: IncludedTasks[] = [];
    const failures = new Map<string, Outcome>();
    for (const group of groupIncludes(requests)) {
      try {
        const { name, nodes } = await this.#included(running.task, group);
        this.#tell(running, group, name);
        included.push({ nodes, hosts: group.hosts });
      } catch (error) {
        const problem = problemOf(error, running.task.position, this.#play.run.sources);
        for (const host of group.hosts) failures.set(host, problemOutcome(problem));
      }
    }
    const failed = new Set<string>();
    for (const [host, { outcome, duration }] of waiting) {
      const whole = { ...outcome, ...failures.get(host) };
      const { ledger } = this.#options;
      const goesOn = await ledger.enter(running, host, whole, duration, surroundings);
      if (!goesOn) failed.add(host);
    }
    return { included, failed };
  }

  /** What a group asked for; the same for hosts that come to it later. */
  async #included(task: Task, group: IncludeGroup): Promise<Included> {
    if (this.#options.pace.isCommon) return await this.#load(task, group);
    const read = this.#read.get(task) ?? new Map<string, Promise<Included>>();
    this.#read.set(task, read);
    let included = read.get(group.key);
    if (included === undefined) read.set(group.key, included = this.#load(task, group));
    return await included;
  }

  /** Reads what a group asked for, and makes it part of the play. */
  async #load(task: Task, { request }: IncludeGroup): Promise<Included> {
    const { include: point, position } = task;
    if (point === undefined) throw new TypeError(`'${task.action}' includes nothing`);
    const variables = new Map(request.variables);
    const asked = { ...request, variables, point, position };
    const { name, nodes } = await loadIncluded(asked, this.#play.run.loading);
    const { handlers, tags } = this.#options;
    const uses = usesIn(nodes);
    handlers.add(handlersOf(uses));
    this.#play.showRoles(publicRoles(uses));
    if (point.place === "handler") return { name, nodes };
    const { over, under } = this.#play.commonLayers(task);
    return { name, nodes: await tags.select(nodes, { over: [variables, ...over], under }) };
  }

  #tell({ task, info }: RunningTask, { request, hosts }: IncludeGroup, name: string): void {
    const { run } = this.#play;
    const isFile = task.include?.kind === "tasks";
    // As Ansible counts: a role that is included is no result, its tasks are.
    if (isFile) { for (const host of hosts) run.stats.count(host, "ok"); }
    run.emit({
      type: "included",
      task: info,
      kind: isFile ? "tasks" : "role",
      name: isFile ? resolve(name) : name,
      hosts,
      ...(request.label === undefined ? {} : { item: request.label }),
    });
  }
}
