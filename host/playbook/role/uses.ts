/**
 * The roles in lists of tasks.
 *
 * @module
 */
import type { HandlerList, Role, RoleUse, TaskNode } from "../model.ts";

/** The uses of roles, in the order of the tasks. */
export function usesIn(nodes: readonly TaskNode[]): RoleUse[] {
  return nodes.flatMap((node) => {
    if (node.kind === "task") return [];
    const { use, tasks, rescue, always } = node;
    return [...(use === undefined ? [] : [use]), ...usesIn([...tasks, ...rescue, ...always])];
  });
}

/** The lists of handlers that roles bring. */
export function handlersOf(uses: readonly RoleUse[]): HandlerList[] {
  return uses.map(({ handlers }) => handlers).filter(({ nodes }) => nodes.length > 0);
}

/** The roles whose variables all tasks of the play see. */
export function publicRoles(uses: readonly RoleUse[]): Role[] {
  return uses.filter(({ isPublic }) => isPublic).map(({ role }) => role);
}
