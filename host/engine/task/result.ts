/**
 * What an action returned, as `register`, conditions and outputs see it.
 *
 * @module
 */
import { type Diagnostic, type Diff, toValue, type Value, type ValueMap } from "@shep/sdk";
import type { ResultInfo, ResultStatus } from "../../events.ts";
import type { Condition, PlaybookMap } from "../../playbook/model.ts";
import { conditionText } from "../condition.ts";
import { problemValues, type TaskProblem } from "../problem.ts";

/** What a host wants to be included. */
export interface IncludeRequest {
  /** The arguments of the include. */
  readonly arguments: ReadonlyMap<string, Value>;
  /** The variables of the item of its loop. */
  readonly variables: ReadonlyMap<string, Value>;
  /** What is shown in place of the item. */
  readonly label?: Value;
}

/** What became of one item of a task, before it is shown. */
export interface Outcome {
  readonly status: ResultStatus;
  readonly values: ValueMap;
  readonly diffs: readonly Diff[];
  readonly warnings: readonly string[];
  /** Facts the host is to keep. */
  readonly facts?: ValueMap;
  /** Variables the host is to keep. */
  readonly variables?: PlaybookMap;
  /** Variables of files that the host is to keep. */
  readonly included?: PlaybookMap;
  readonly diagnostic?: Diagnostic;
  /** What is to be included. */
  readonly includes?: readonly IncludeRequest[];
  readonly delegatedTo?: string;
  /** The host that the facts and variables belong to, if not to the task's own. */
  readonly factsOf?: string;
}

/** What became of a task on a host. */
export interface TaskOutcome extends Outcome {
  /** Whether `no_log` covers it. */
  readonly isCensored: boolean;
  /** Whether `ignore_errors` or `ignore_unreachable` let it pass. */
  readonly isIgnored: boolean;
  /** Whether an earlier attempt at the run came to it. */
  readonly isReplayed?: boolean;
}

/** An outcome with nothing but a status and values. */
export function plainOutcome(status: ResultStatus, values: ValueMap): Outcome {
  return { status, values: withFlags(status, values), diffs: [], warnings: [] };
}

/** The outcome of a task whose condition does not hold. */
export function skippedOutcome(condition: Condition | undefined): Outcome {
  const values: ValueMap = new Map<string, Value>([
    ["skip_reason", "Conditional result was False"],
  ]);
  if (condition) values.set("false_condition", conditionText(condition));
  return plainOutcome("skipped", values);
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
  else if (status === "unreachable") values.set("unreachable", true);
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

/** A diff as return values have it. */
export function diffValue(diff: Diff): ValueMap {
  const { beforeHeader, afterHeader, before, after, prepared } = diff;
  return toValue({
    before_header: beforeHeader,
    after_header: afterHeader,
    before,
    after,
    prepared,
  });
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

/** Where a task was delegated to, as far as that may be shown: the name may be a secret. */
export function shownDelegate(
  { delegatedTo }: Outcome,
  isCensored: boolean,
): Pick<Outcome, "delegatedTo"> {
  return delegatedTo === undefined || isCensored ? {} : { delegatedTo };
}
