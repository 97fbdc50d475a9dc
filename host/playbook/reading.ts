/**
 * What is at hand wherever a playbook is read.
 *
 * @module
 */
import type { LoadContext } from "./load_context.ts";
import type { ProblemLog } from "./problem.ts";

/** The world, the problems so far, and what kind of tasks is being read. */
export interface Reading {
  readonly context: LoadContext;
  readonly problems: ProblemLog;
  readonly place: "task" | "handler";
}
