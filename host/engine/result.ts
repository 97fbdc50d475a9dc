/**
 * What an action returned, as `register`, conditions and outputs see it.
 *
 * @module
 */
import type { Diff, Value, ValueMap } from "@shep/sdk";
import type { Diagnostic } from "@shep/sdk";
import type { ResultInfo, ResultStatus } from "../events.ts";
import { problemValues, type TaskProblem } from "./problem.ts";

/** What became of one item of a task, before it is shown. */
export interface Outcome {
  readonly status: ResultStatus;
  readonly values: ValueMap;
  readonly diffs: readonly Diff[];
  readonly warnings: readonly string[];
  /** Facts the host is to keep. */
  readonly facts?: ValueMap;
  /** Variables the host is to keep. */
  readonly variables?: ValueMap;
  readonly diagnostic?: Diagnostic;
  readonly delegatedTo?: string;
}

/** An outcome with nothing but a status and values. */
export function plainOutcome(status: ResultStatus, values: ValueMap): Outcome {
  return { status, values: withFlags(status, values), diffs: [], warnings: [] };
}

/** The outcome of a problem. */
export function problemOutcome(problem: TaskProblem): Outcome {
  return {
    status: problem.isUnreachable ? "unreachable" : "failed",
    values: problemValues(problem),
    diffs: [],
    warnings: [],
    diagnostic: problem.diagnostic,
  };
}

/** Return values with the flags that conditions ask for. */
export function withFlags(status: ResultStatus, values: ValueMap): ValueMap {
  values.set("changed", status === "changed" || values.get("changed") === true);
  if (status === "skipped") values.set("skipped", true);
  if (status === "unreachable") values.set("unreachable", true);
  else values.set("failed", status === "failed");
  for (const stream of ["stdout", "stderr"]) {
    const text = values.get(stream);
    if (typeof text === "string" && !values.has(`${stream}_lines`)) {
      values.set(`${stream}_lines`, splitLines(text));
    }
  }
  return values;
}

/** As Python's `splitlines`: no empty line behind the last one. */
function splitLines(text: string): string[] {
  if (text === "") return [];
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Said in place of what `no_log` covers. */
const CENSORED =
  "the output has been hidden due to the fact that 'no_log: true' was specified for this result";

/** What may be shown of an outcome. */
export function shownResult(outcome: Outcome, isCensored: boolean): ResultInfo {
  const { status, diagnostic } = outcome;
  if (!isCensored) {
    const { values, diffs, warnings } = outcome;
    return {
      status,
      values,
      diffs,
      warnings,
      isCensored,
      ...(diagnostic === undefined ? {} : { diagnostic }),
    };
  }
  const values: ValueMap = new Map<string, Value>([
    ["censored", CENSORED],
    ["changed", outcome.values.get("changed") ?? false],
  ]);
  return { status, values, diffs: [], warnings: [], isCensored };
}
