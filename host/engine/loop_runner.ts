/**
 * A task's loop on one host: item after item.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html
 * @module
 */
import { Fault, type Value } from "@shep/sdk";
import type { Loop } from "../playbook/model.ts";
import { Pending, TemplateError } from "../template/mod.ts";
import { plainValue } from "../variables/plain.ts";
import type { HostScope } from "../variables/scope.ts";
import type { Attempt } from "./attempt.ts";
import type { RunContext } from "./context.ts";
import { delay } from "./delay.ts";
import { loopOutcome } from "./loop_outcome.ts";
import { loopItems, loopVariables } from "./loops.ts";
import { type Outcome, shownDelegate, shownResult, skippedOutcome } from "./result.ts";

/** Carries a task out for one item; what goes wrong is an outcome. */
export type ItemWork = (attempt: Attempt) => Promise<Outcome>;

/**
 * Carries a task out for each item of its loop.
 *
 * @throws {TemplateError} When the items cannot be rendered.
 * @throws {Fault} `invalid-argument`, when they are no list.
 */
export async function runLoop(
  loop: Loop,
  whole: Attempt,
  run: RunContext,
  work: ItemWork,
): Promise<Outcome> {
  const items = await itemsOf(loop, whole, run);
  if (!items) return skippedOutcome(whole.task.when[0]);
  const outcomes: Outcome[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0) await pause(loop, whole, run);
    const attempt = itemAttempt(whole, loopVariables(loop, items, index));
    const outcome = await work(attempt);
    outcome.values.set("ansible_loop_var", loop.variable).set(loop.variable, item);
    if (loop.indexVariable !== undefined) {
      outcome.values.set("ansible_index_var", loop.indexVariable).set(loop.indexVariable, index);
    }
    await tell(loop, attempt, item, outcome, run);
    outcomes.push(outcome);
    if (outcome.status === "unreachable" || run.signal.aborted) break;
  }
  return loopOutcome(outcomes);
}

/** The loop's items; none when they cannot be made, but a condition says they need not be. */
async function itemsOf(
  loop: Loop,
  { task, scope }: Attempt,
  { environment, lookups, conditions }: RunContext,
): Promise<readonly Value[] | undefined> {
  try {
    return await environment.settle(() =>
      loopItems(
        loop,
        plainValue(environment.resolve(loop.value, scope)) ?? null,
        (name, terms) => environment.call(scope, (call) => lookups.items(name, terms, call)),
      )
    );
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    try {
      if (await conditions.firstFalse(task.when, scope)) return undefined;
    } catch {
      // A condition that needs the item cannot excuse the loop.
    }
    throw error;
  }
}

async function pause(
  loop: Loop,
  { scope }: Attempt,
  { environment, signal }: RunContext,
): Promise<void> {
  if (loop.pause === undefined) return;
  const seconds = Number(
    await environment.settle(() => environment.resolve(loop.pause, scope)),
  );
  if (!Number.isNaN(seconds)) return await delay(seconds, signal);
  throw new Fault("invalid-argument", "'pause' takes a number of seconds", { ...loop.position });
}

/** Each item has a scope of its own, in which it sees what earlier ones set. */
function itemAttempt(whole: Attempt, variables: Map<string, Value>): Attempt {
  const scope = whole.scope.with(variables);
  return { ...whole, scope, keywords: whole.keywords.in(scope) };
}

async function tell(
  loop: Loop,
  { running, host, scope, keywords }: Attempt,
  item: Value,
  outcome: Outcome,
  run: RunContext,
): Promise<void> {
  const { isCensored, ...shown } = await run.environment.settle(() => {
    const isCensored = keywords.isCensored();
    return {
      isCensored,
      item: isCensored ? "(censored)" : label(loop, scope, item, run),
      isIgnored: keywords.lets(outcome.status),
    };
  });
  run.emit({
    type: "item-finished",
    task: running.info,
    host,
    result: shownResult(outcome, isCensored),
    ...shown,
    ...shownDelegate(outcome, isCensored),
  });
}

function label(loop: Loop, scope: HostScope, item: Value, { environment }: RunContext): Value {
  if (loop.label === undefined) return item;
  try {
    return plainValue(environment.resolve(loop.label, scope)) ?? null;
  } catch (error) {
    if (error instanceof Pending) throw error;
    // The item failed or was skipped: its label may need what it lacks.
    return item;
  }
}
