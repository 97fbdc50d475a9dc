/**
 * Where files of tasks are looked for.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbook_pathing.html
 * @module
 */
import { dirname, join } from "@shep/sdk/path";
import type { Role } from "./model.ts";

/** What is known where a file of tasks is named. */
export interface TaskFilePlace {
  /** What kind of tasks. */
  readonly place: "task" | "handler";
  /** The files that are open: each is imported or included by the one before it. */
  readonly files: readonly string[];
  /** The file of the play. */
  readonly playbook: string;
  /** The role whose files these are. */
  readonly role?: Role;
}

/**
 * The folders that a file of tasks may be in, the nearest first: those of the files that lead here,
 * within the same role; the role's own; the playbook's.
 */
export function taskFolders({ place, files, playbook, role }: TaskFilePlace): string[] {
  const beside = dirname(playbook);
  const folder = place === "task" ? "tasks" : "handlers";
  const open = files.map((file) => dirname(file)).reverse();
  if (role === undefined) return [...new Set([...open, beside])];
  const own = open.filter((each) => each === role.folder || each.startsWith(`${role.folder}/`));
  const ofRole = [...own, join(role.folder, folder), role.folder];
  return [...new Set([...ofRole, join(beside, folder), beside])];
}
