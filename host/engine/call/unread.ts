/**
 * What an action need not find out, because nobody reads it.
 *
 * @module
 */
import type { ActionDescription, ValueMap } from "@shep/sdk";
import type { ResultReads } from "../../facts/result_reads.ts";
import type { Task } from "../../playbook/model.ts";

/** The arguments, with `false` for those that give nothing but what `reads` knows to be unread. */
export function withoutUnread(
  args: ValueMap,
  task: Task,
  action: ActionDescription,
  reads: ResultReads | undefined,
): ValueMap {
  const specs = action.arguments;
  const unread = Object.keys(specs).filter((name) => {
    const { gives = [] } = specs[name]!;
    return gives.length > 0 && !gives.some((value) => isRead(value, task, reads));
  });
  return unread.length === 0
    ? args
    : new Map([...args, ...unread.map((name) => [name, false] as const)]);
}

/** Of the results that the action calls costly, those that `reads` knows to be unread. */
export function unreadResults(
  task: Task,
  { costly = [] }: ActionDescription,
  reads: ResultReads | undefined,
): readonly string[] {
  return costly.filter((value) => !isRead(value, task, reads));
}

function isRead(value: string, task: Task, reads: ResultReads | undefined): boolean {
  if (!reads || isShown(task)) return true;
  return task.register !== undefined && reads.has(task.register, value);
}

/**
 * Whether the whole result may be seen: a task that is called failed shows it. What a loop keeps is
 * in a list, which texts go through in ways that cannot be told.
 */
function isShown(task: Task): boolean {
  const isSettled = task.changedWhen?.every(({ expression }) => typeof expression === "boolean");
  return task.failedWhen !== undefined || isSettled === false || task.retry !== undefined ||
    task.async !== undefined || task.projections !== undefined ||
    (task.loop !== undefined && task.register !== undefined);
}
