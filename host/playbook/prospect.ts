/**
 * Whether what is wrong with a task is sure to come up. A task may be skipped, or left out by its
 * tags; a handler may never be notified, and a rescue never needed. That one of these would fail if
 * it ran keeps no other from running: it is only warned of.
 *
 * @module
 */
import type { Diagnostic, Fault } from "@shep/sdk";
import type { Scope } from "./model.ts";
import type { Reading } from "./reading.ts";

/** Notes a problem, or warns of it. */
export type Note = (problem: Fault) => void;

/** How what is wrong with a task or a block is noted, by when it comes up. */
export interface Prospect {
  /** As soon as it has its turn, be it to be skipped. */
  readonly atTurn: Note;
  /** With the first of its own conditions. */
  readonly atCondition: Note;
  /** When it runs. */
  readonly atRun: Note;
}

/** What is sure to come up in any case. */
export function certain({ problems }: Reading): Prospect {
  const note: Note = (problem) => problems.add(problem);
  return { atTurn: note, atCondition: note, atRun: note };
}

/** What becomes of a task or a block that has `scope`, in `outer`. */
export function prospectOf(scope: Scope, outer: Scope, reading: Reading): Prospect {
  const { atTurn: note } = certain(reading);
  const warn: Note = (problem) => reading.context.warn(ifItRuns(problem));
  if (!hasTurn(scope, reading)) return { atTurn: warn, atCondition: warn, atRun: warn };
  return {
    atTurn: note,
    atCondition: outer.when.length === 0 ? note : warn,
    atRun: scope.when.length === 0 ? note : warn,
  };
}

function hasTurn({ tags }: Scope, { place, isRescue = false, context }: Reading): boolean {
  if (place === "handler" || isRescue) return false;
  const names = tags.filter((tag) => typeof tag === "string");
  return names.length === tags.length && (context.selects?.(names) ?? true);
}

function ifItRuns({ diagnostic }: Fault): Diagnostic {
  return { ...diagnostic, summary: `${diagnostic.summary}: the task fails if it runs` };
}
