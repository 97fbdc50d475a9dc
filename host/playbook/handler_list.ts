/**
 * Handlers run one by one, when they were notified: a block of them is nothing but a list.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_handlers.html
 * @module
 */
import { Fault } from "@shep/sdk";
import type { TaskNode } from "./model.ts";
import type { ProblemLog } from "./problem.ts";

/** Notes the blocks whose `rescue` or `always` would never run. */
export function checkHandlers(nodes: readonly TaskNode[], problems: ProblemLog): void {
  for (const node of nodes) {
    if (node.kind === "task") continue;
    checkHandlers(node.tasks, problems);
    if (node.rescue.length === 0 && node.always.length === 0) continue;
    const summary = "'rescue' and 'always' of a block of handlers never run";
    problems.add(
      new Fault("syntax", summary, {
        detail: "Handlers are notified one by one, not as a block.",
        hint: "Put the block into a file, and make a handler of it with 'include_tasks'.",
        ...node.position,
      }),
    );
  }
}
