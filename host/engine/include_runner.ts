/**
 * Includes: reads what hosts asked for, once for all that asked for the same.
 *
 * @module
 */
import { resolve } from "@shep/sdk/path";
import { type Included, loadIncluded } from "../playbook/load_included.ts";
import { handlersOf, publicRoles, usesIn } from "../playbook/role_uses.ts";
import type { TaskNode } from "../playbook/model.ts";
import type { RunningTask } from "./attempt.ts";
import type { PlayContext } from "./context.ts";
import type { HandlerQueue } from "./handlers.ts";
import { groupIncludes, type IncludeGroup } from "./includes.ts";
import { problemOf } from "./problem.ts";
import { type Outcome, problemOutcome } from "./result.ts";
import { selectNodes, type TagSelection } from "./tags.ts";

/** Tasks for some of the hosts of an include. */
export interface IncludedTasks {
  readonly nodes: readonly TaskNode[];
  readonly hosts: readonly string[];
}

/** What became of the includes of a task. */
export interface IncludeOutcome {
  /** In the order in which they run. */
  readonly included: readonly IncludedTasks[];
  /** The outcomes of hosts for which something could not be read. */
  readonly failures: ReadonlyMap<string, Outcome>;
}

/** Reads what the includes of a play bring. */
export class IncludeRunner {
  readonly #play: PlayContext;
  readonly #handlers: HandlerQueue;
  readonly #selection: TagSelection;

  /** Reads for `play`: of the tasks those that the tags select, handlers into `handlers`. */
  constructor(play: PlayContext, handlers: HandlerQueue, selection: TagSelection) {
    this.#play = play;
    this.#handlers = handlers;
    this.#selection = selection;
  }

  /** Reads everything that the hosts of a task asked for. */
  async read(
    running: RunningTask,
    outcomes: ReadonlyMap<string, Outcome>,
  ): Promise<IncludeOutcome> {
    const requests = new Map(
      Array.from(outcomes, ([host, { includes = [] }]) => [host, includes] as const),
    );
    const included: IncludedTasks[] = [];
    const failures = new Map<string, Outcome>();
    for (const group of groupIncludes(requests)) {
      try {
        const nodes = this.#taken(running, group, await this.#load(running, group));
        included.push({ nodes, hosts: group.hosts });
      } catch (error) {
        const problem = problemOf(error, running.task.position, this.#play.run.sources);
        for (const host of group.hosts) failures.set(host, problemOutcome(problem));
      }
    }
    return { included, failures };
  }

  #load({ task }: RunningTask, { request }: IncludeGroup): Promise<Included> {
    if (task.include === undefined) throw new TypeError(`'${task.action}' includes nothing`);
    return loadIncluded(
      {
        ...request,
        variables: new Map(request.variables),
        point: task.include,
        position: task.position,
      },
      this.#play.run.loading,
    );
  }

  /** What was read becomes part of the play. */
  #taken(
    { task, info }: RunningTask,
    { request, hosts }: IncludeGroup,
    { name, nodes }: Included,
  ): readonly TaskNode[] {
    const { run } = this.#play;
    const isFile = task.include?.kind === "tasks";
    const uses = usesIn(nodes);
    this.#handlers.add(handlersOf(uses));
    this.#play.showRoles(publicRoles(uses));
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
    return task.include?.place === "handler" ? nodes : selectNodes(nodes, this.#selection);
  }
}
