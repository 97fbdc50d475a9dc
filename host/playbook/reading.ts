/**
 * What is at hand wherever a playbook is read.
 *
 * @module
 */
import type { LoadContext } from "./load_context.ts";
import type { Role } from "./model.ts";
import type { ProblemLog } from "./problem.ts";

/** The world, the problems so far, and what is being read. */
export interface Reading {
  readonly context: LoadContext;
  readonly problems: ProblemLog;
  /** What kind of tasks. */
  readonly place: "task" | "handler";
  /** Whether they are only run where others have failed. */
  readonly isRescue?: boolean;
  /** The files that are open: each is imported by the one before it. */
  readonly files: readonly string[];
  /** The file of the play. */
  readonly playbook: string;
  /** The role whose files these are. */
  readonly role?: Role;
}
