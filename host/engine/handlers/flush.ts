/**
 * Runs the handlers that hosts are owed.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_handlers.html
 * @module
 */
import type { Task } from "../../playbook/model.ts";
import type { PlayContext } from "../play_context.ts";
import type { HandlerQueue } from "./handlers.ts";

/** Runs a handler on hosts; returns those on which it failed. */
export type RunHandler = (handler: Task, hosts: readonly string[]) => Promise<Iterable<string>>;

/**
 * Runs the handlers that `hosts` are owed, in their order and each once, those too that are
 * notified meanwhile; returns the hosts on which one failed.
 */
export async function flush(
  queue: HandlerQueue,
  hosts: readonly string[],
  play: PlayContext,
  runHandler: RunHandler,
): Promise<Set<string>> {
  const all = new Set(hosts);
  const failed = new Set<string>();
  const done = new Map<Task, Set<string>>();
  for (let isOwed = true; isOwed && !play.run.signal.aborted;) {
    isOwed = false;
    for (const handler of queue.handlers) {
      const before = done.get(handler) ?? new Set();
      const due = queue.take(
        handler,
        (host) =>
          all.has(host) && play.runsHandlers(host) && !before.has(host) && !failed.has(host),
      );
      if (due.length === 0) continue;
      isOwed = true;
      done.set(handler, before.union(new Set(due)));
      for (const host of await runHandler(handler, due)) failed.add(host);
    }
  }
  return failed;
}
