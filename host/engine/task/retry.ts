/**
 * `until`, `retries` and `delay`: a task that is tried until it succeeds.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html#retrying-a-task-until-a-condition-is-met
 * @module
 */
import { Fault } from "@shep/sdk";
import type { Retry } from "../../playbook/model.ts";
import { plainValue } from "../../variables/plain.ts";
import type { Attempt } from "./attempt.ts";
import type { RunContext } from "../run_context.ts";
import { delay } from "../delay.ts";
import { type Outcome, withFlags } from "./result.ts";
import { holdsWith } from "./verdict.ts";

/** What retries need of who makes the attempts. */
export interface Retried {
  /** Makes attempt number `count`, from 1 on. */
  readonly attempt: (count: number) => Promise<Outcome>;
  /** Hears of an attempt that is not the last. */
  readonly onRetry: (outcome: Outcome, retriesLeft: number) => Promise<void>;
}

/** The outcome of the last attempt; a failure when none fulfilled the conditions. */
export async function withRetries(
  retry: Retry,
  task: Attempt,
  run: RunContext,
  { attempt, onRetry }: Retried,
): Promise<Outcome> {
  const retries = Math.max(1, await number(retry.retries, "retries", task, run));
  const seconds = Math.max(0, await number(retry.delay, "delay", task, run));
  for (let count = 1;; count++) {
    // As Ansible counts them: what follows the last retry is not one more.
    const outcome = await attempt(Math.min(count, retries));
    if (outcome.status === "unreachable" || await isDone(retry, outcome, task, run)) return outcome;
    if (count > retries || run.signal.aborted) {
      return { ...outcome, status: "failed", values: withFlags("failed", outcome.values) };
    }
    await onRetry(outcome, retries - count + 1);
    await delay(seconds, run.signal);
  }
}

async function isDone(
  { until }: Retry,
  outcome: Outcome,
  task: Attempt,
  { conditions }: RunContext,
): Promise<boolean> {
  if (until.length === 0) return outcome.status !== "failed";
  return await holdsWith(outcome, until, task, conditions);
}

async function number(
  value: unknown,
  keyword: string,
  { task, scope }: Attempt,
  { environment }: RunContext,
): Promise<number> {
  const given = plainValue(await environment.settle(() => environment.resolve(value, scope)));
  const found = typeof given === "string" && given.trim() === "" ? NaN : Number(given);
  if (!Number.isNaN(found)) return found;
  throw new Fault("invalid-argument", `'${keyword}' takes a number, not '${given}'`, {
    ...task.position,
  });
}
