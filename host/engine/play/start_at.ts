/**
 * `--start-at-task`: the tasks of a run from one on.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_startnstep.html
 * @module
 */
import { didYouMean, Fault } from "@shep/sdk";
import { globMatcher } from "../../inventory/glob.ts";
import type { Block, Play, Task, TaskNode } from "../../playbook/model.ts";
import { TemplateText } from "../../template/mod.ts";

/** Leaves out what stands before a task. */
export class StartPoint {
  readonly #isMatch: (name: string) => boolean;
  #isReached = false;

  /** @param pattern A task's name, in which `*`, `?` and `[…]` may stand for others. */
  constructor(pattern: string) {
    this.#isMatch = globMatcher(pattern);
  }

  /** Whether the task was among what was looked at so far. */
  get isReached(): boolean {
    return this.#isReached;
  }

  /** What is left of tasks. */
  from(nodes: readonly TaskNode[]): readonly TaskNode[] {
    return nodes.flatMap((node): readonly TaskNode[] => {
      if (node.kind === "block") return this.#fromBlock(node);
      this.#isReached ||= namesOf(node).some(this.#isMatch);
      return this.#isReached ? [node] : [];
    });
  }

  #fromBlock(block: Block): readonly Block[] {
    const tasks = this.from(block.tasks);
    const rescue = this.#isReached ? block.rescue : this.from(block.rescue);
    const always = this.#isReached ? block.always : this.from(block.always);
    const isLeft = tasks.length + rescue.length + always.length > 0;
    return isLeft ? [{ ...block, tasks, rescue, always }] : [];
  }
}

/**
 * Refuses a pattern that no task answers to. What is included while the run goes on cannot be
 * started at.
 *
 * @throws {Fault} `not-found`, with the nearest name.
 */
export function checkStart(pattern: string, plays: readonly Play[]): void {
  const names = plays.flatMap((play) => sectionsOf(play).flatMap(namesIn));
  if (names.some(globMatcher(pattern))) return;
  const hint = didYouMean(pattern, names);
  throw new Fault("not-found", `No matching task "${pattern}" found`, {
    detail: "--start-at-task can only follow static includes.",
    ...(hint === undefined ? {} : { hint }),
  });
}

/** The tasks of a play, by the sections between which handlers run. */
export function sectionsOf(play: Play): readonly (readonly TaskNode[])[] {
  return [play.preTasks, [...play.roles, ...play.tasks], play.postTasks];
}

function namesIn(nodes: readonly TaskNode[]): string[] {
  return nodes.flatMap((node) =>
    node.kind === "task" ? namesOf(node) : [node.tasks, node.rescue, node.always].flatMap(namesIn)
  );
}

/** As a task is written, and as it is shown where it is of a role. */
function namesOf({ name, written, role }: Task): string[] {
  const own = name === undefined || name === null
    ? written
    : name instanceof TemplateText
    ? name.source
    : String(name);
  return role === undefined ? [own] : [own, `${role.name} : ${own}`];
}
