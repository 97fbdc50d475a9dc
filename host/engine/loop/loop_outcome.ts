/**
 * What became of a loop, from what became of its items.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html#registering-variables-with-a-loop
 * @module
 */
import type { Value, ValueMap } from "@shep/sdk";
import type { ResultStatus } from "../../events.ts";
import type { Outcome } from "../task/result.ts";

/** The outcome of the whole; its facts are kept item by item. */
export function loopOutcome(outcomes: readonly Outcome[]): Outcome {
  const status = loopStatus(outcomes);
  return {
    status,
    values: loopValues(outcomes, status),
    diffs: [],
    warnings: outcomes.flatMap((each) => each.warnings),
    ...allIncludes(outcomes),
    ...firstDiagnostic(outcomes),
  };
}

function loopStatus(outcomes: readonly Outcome[]): ResultStatus {
  const statuses = new Set(outcomes.map(({ status }) => status));
  if (statuses.has("failed")) return "failed";
  if (statuses.has("unreachable")) return "unreachable";
  if (!statuses.has("ok") && !statuses.has("changed")) return "skipped";
  return statuses.has("changed") ? "changed" : "ok";
}

function loopValues(outcomes: readonly Outcome[], status: ResultStatus): ValueMap {
  const values: ValueMap = new Map<string, Value>([
    ["changed", outcomes.some((each) => each.values.get("changed") === true)],
    ["results", outcomes.map((each) => each.values)],
    ["skipped", status === "skipped"],
  ]);
  if (outcomes.length === 0) return values.set("skipped_reason", "No items in the list");
  if (status === "unreachable") values.set("unreachable", true);
  if (status === "failed") values.set("failed", true);
  return values.set("msg", message(status));
}

function message(status: ResultStatus): string {
  if (status === "failed" || status === "unreachable") return "One or more items failed";
  return status === "skipped" ? "All items skipped" : "All items completed";
}

/** Nothing, not even an empty list, where the task is no include. */
function allIncludes(outcomes: readonly Outcome[]): Pick<Outcome, "includes"> {
  const includes = outcomes.flatMap((each) => each.includes ?? []);
  return includes.length === 0 ? {} : { includes };
}

function firstDiagnostic(outcomes: readonly Outcome[]): Pick<Outcome, "diagnostic"> {
  const diagnostic = outcomes.find((each) => each.diagnostic)?.diagnostic;
  return diagnostic === undefined ? {} : { diagnostic };
}
