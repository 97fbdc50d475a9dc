/**
 * A task's loop on one host: item after item.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html
 * @module
 */
import type { Value } from "@shep/sdk";
import type { Loop, Task } from "../../playbook/model.ts";
import { folderOf } from "../../lookup/search.ts";
import { Pending, TemplateError, TemplateText } from "../../template/mod.ts";
import { plainValue } from "../../variables/plain.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { Attempt } from "../task/attempt.ts";
import type { RunContext } from "../run_context.ts";
import { delay } from "../delay.ts";
import { loopControl } from "./loop_control.ts";
import { loopOutcome } from "./loop_outcome.ts";
import { type LoopControl, loopItems, loopVariables } from "./loops.ts";
import { overlapping } from "./overlap.ts";
import { type Outcome, shownDelegate, shownResult, skippedOutcome } from "../task/result.ts";
import { holdsWith } from "../task/verdict.ts";

/**
 * How many items of a loop may be on their way to a target at a time: with 50 ms to it and back, 100
 * files take 7 round trips in place of 100.
 */
const ON_THEIR_WAY = 16;

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
  const { environment, conditions, signal } = run;
  const control = await environment.settle(() => loopControl(loop, whole.scope, environment));
  warnOfShadowing(loop, control, whole, run);
  const outcomes: Outcome[] = [];
  let { scope } = whole;
  const attempts = items.keys().map((index) => {
    const variables = loopVariables(control, items, index);
    const attempt = itemAttempt({ ...whole, scope }, variables);
    return { index, item: items[index]!, variables, attempt };
  });
  const limit = standsAlone(loop, control, whole) ? 1 : ON_THEIR_WAY;
  const results = overlapping(attempts, limit, async ({ index, attempt }, place) => {
    if (index > 0) await delay(control.pause, signal);
    return await work(limit > 1 ? { ...attempt, place } : attempt);
  });
  for await (const [{ item, variables, attempt }, outcome] of results) {
    scope = afterItem(scope, outcome, whole.task);
    note(outcome, control, variables);
    const label = await tell(loop, attempt, item, outcome, run);
    outcomes.push(withItem(outcome, variables, label));
    if (isLastWord(outcome) || signal.aborted) break;
    const { breakWhen } = loop;
    if (breakWhen.length > 0 && await holdsWith(outcome, breakWhen, attempt, conditions)) {
      break;
    }
  }
  return loopOutcome(outcomes);
}

/** What the next item sees: what this one set, and its result under the name that it registers. */
function afterItem(scope: HostScope, outcome: Outcome, { register }: Task): HostScope {
  const learned = outcome.factsOf === undefined ? scope.learning(outcome) : scope;
  const isLeftOut = outcome.values.has("skip_reason");
  if (register === undefined || isLeftOut) return learned;
  return learned.with(new Map([[register, outcome.values]]));
}

/** Whether no other item can fare better: where each is for a host of its own, the next may. */
function isLastWord({ status, delegatedTo }: Outcome): boolean {
  return status === "unreachable" && delegatedTo === undefined;
}

/** Whether an item may not begin before the last one is done: that decides when, or whether, it does. */
function standsAlone(
  { breakWhen }: Loop,
  { pause }: LoopControl,
  { task }: Attempt,
): boolean {
  return breakWhen.length > 0 || pause > 0 || task.retry !== undefined ||
    task.async !== undefined || readsItself(task);
}

/** Whether a task names what it registers: an item may depend on the one before it. */
function readsItself({ register, when, arguments: args, argumentsTemplate, vars }: Task): boolean {
  if (register === undefined) return false;
  const conditions = when.map(({ expression }) => expression);
  const own = vars.map(({ values }) => values);
  return names([...conditions, args, argumentsTemplate, ...own], register);
}

function names(value: unknown, name: string): boolean {
  if (value instanceof TemplateText) return value.source.includes(name);
  if (value instanceof Map) return names([...value.values()], name);
  return Array.isArray(value) && value.some((each) => names(each, name));
}

/** What an item includes sees the item. */
function withItem(outcome: Outcome, variables: ReadonlyMap<string, Value>, label: Value): Outcome {
  if (outcome.includes === undefined) return outcome;
  return { ...outcome, includes: outcome.includes.map((each) => ({ ...each, variables, label })) };
}

/** The item's result tells of its place in the loop. */
function note(
  { values }: Outcome,
  { variable, indexVariable }: LoopControl,
  variables: ReadonlyMap<string, Value>,
): void {
  values.set("ansible_loop_var", variable);
  if (indexVariable !== undefined) values.set("ansible_index_var", indexVariable);
  for (const [name, value] of variables) values.set(name, value);
}

/** A loop within a loop, by an include, hides the outer one's item. */
function warnOfShadowing(
  { position }: Loop,
  { variable }: LoopControl,
  { scope }: Attempt,
  { warn }: RunContext,
): void {
  if (scope.lookup(variable) === undefined) return;
  warn({
    summary: `The loop variable '${variable}' is already in use`,
    hint: "Choose another name: `loop_control: {loop_var: name}`",
    ...position,
  });
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
        (name, terms) =>
          environment.call(
            scope,
            (call) => lookups.items(name, terms, call, folderOf(task.action)),
          ),
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

/** Each item has a scope of its own. */
function itemAttempt(whole: Attempt, variables: Map<string, Value>): Attempt {
  const scope = whole.scope.with(variables);
  return { ...whole, scope, keywords: whole.keywords.in(scope) };
}

/** Tells of an item; returns what is shown in its place. */
async function tell(
  loop: Loop,
  { running, host, scope, keywords }: Attempt,
  item: Value,
  outcome: Outcome,
  run: RunContext,
): Promise<Value> {
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
  return shown.item;
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
