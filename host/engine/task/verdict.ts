/**
 * Whether a task changed something, and whether it failed, by its own conditions.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_error_handling.html
 * @module
 */
import type { ValueMap } from "@shep/sdk";
import type { ResultStatus } from "../../events.ts";
import type { Condition } from "../../playbook/model.ts";
import type { Attempt } from "./attempt.ts";
import type { Conditions } from "../condition.ts";
import { resultVariables } from "./registration.ts";
import { type Outcome, withFlags } from "./result.ts";

/** What `changed_when` and then `failed_when` make of an outcome. */
export async function judged(
  attempt: Attempt,
  outcome: Outcome,
  conditions: Conditions,
): Promise<Outcome> {
  const { changedWhen, failedWhen } = attempt.task;
  let { status } = outcome;
  if (status === "unreachable" || status === "skipped") return outcome;
  const { values } = outcome;
  if (changedWhen) {
    values.set("changed", await holdsWith(outcome, changedWhen, attempt, conditions));
  }
  let hasFailed = status === "failed";
  if (failedWhen) {
    hasFailed = await holdsWith(outcome, failedWhen, attempt, conditions);
    values.set("failed_when_result", hasFailed);
  }
  status = hasFailed ? "failed" : unfailed(values);
  return { ...outcome, status, values: withFlags(status, values) };
}

function unfailed(values: ValueMap): ResultStatus {
  return values.get("changed") === true ? "changed" : "ok";
}

/** Whether all conditions hold, which see the task's result, and what it brings. */
export async function holdsWith(
  outcome: Outcome,
  all: readonly Condition[],
  { task, scope }: Attempt,
  conditions: Conditions,
): Promise<boolean> {
  const seen = scope.learning(outcome).with(resultVariables(task, outcome.values));
  return await conditions.firstFalse(all, seen) === undefined;
}
