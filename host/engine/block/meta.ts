/**
 * What `meta` does to a play.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/meta_module.html
 * @module
 */
import { Fault } from "@shep/sdk";
import type { Task } from "../../playbook/model.ts";
import type { PlayContext } from "../play_context.ts";

const OF_EACH_HOST: readonly unknown[] = ["end_host", "end_role", "reset_connection"];

/**
 * Carries out a `meta` task; whether the handlers are to be flushed. The condition of those
 * that are of each host is its own, that of all others is asked of the first, for all.
 */
export async function runMeta(
  task: Task,
  hosts: readonly string[],
  play: PlayContext,
): Promise<boolean> {
  const isDue = async (host: string): Promise<boolean> =>
    await play.run.conditions.firstFalse(task.when, play.taskScope(host, task)) === undefined;
  const what = task.arguments.get("free_form");
  if (OF_EACH_HOST.includes(what)) {
    for (const host of hosts) {
      if (!await isDue(host)) continue;
      if (what === "end_host") play.roster.retire([host]);
      else if (what === "end_role") leaveRole(task, host, play);
      else await play.run.connections.reset(host);
    }
    return false;
  }
  if (!await isDue(hosts[0]!)) return false;
  switch (what) {
    case "clear_facts":
      for (const host of hosts) play.run.states.of(host).clearFacts();
      break;
    case "refresh_inventory":
      await play.run.refreshInventory();
      break;
    case "clear_host_errors":
      play.roster.forgive();
      break;
    case "end_play":
      play.roster.endPlay();
      break;
    case "end_batch":
      play.roster.endBatch();
      break;
  }
  return what === "flush_handlers";
}

function leaveRole({ role, position }: Task, host: string, { roleRuns }: PlayContext): void {
  if (role === undefined) {
    throw new Fault("invalid-argument", "'end_role' is for the tasks of a role", { ...position });
  }
  roleRuns.leave(role, host);
}
