/**
 * Calls the actions that run in the host.
 *
 * @module
 */
import type { Value, ValueMap } from "@shep/sdk";
import { dirname, resolve } from "@shep/sdk/path";
import { plainValue } from "../../variables/plain.ts";
import { renderArguments } from "./arguments.ts";
import type { JobDesk } from "../async/job_desk.ts";
import type { Attempt } from "../task/attempt.ts";
import type { PlayContext } from "../play_context.ts";
import type { RunContext } from "../run_context.ts";
import type { ControlAction, ControlResult, ReachAction, ValueAction } from "../control/mod.ts";
import { type Outcome, plainOutcome } from "../task/result.ts";

/**
 * What an action that runs in the host came to.
 *
 * @param jobs Made when the action asks for it: it takes a connection to the target.
 * @throws {TemplateError} When the task cannot be rendered.
 * @throws {Fault} When the action cannot be carried out.
 */
export async function callControl(
  action: ControlAction,
  attempt: Attempt,
  play: PlayContext,
  jobs: () => Promise<JobDesk>,
): Promise<Outcome> {
  const { run } = play;
  return outcomeOf(
    "reach" in action
      ? await reach(action, attempt, play, jobs)
      : await run.environment.settle(() => evaluate(action, attempt, run)),
  );
}

/**
 * What an action comes to that only looks at values, if that can be known before its turn, and
 * changes nothing for the tasks behind it.
 *
 * @throws {TemplateError} When the task cannot be rendered.
 * @throws {Fault} When the action cannot be carried out.
 */
export function foreseeControl(
  action: ControlAction,
  attempt: Attempt,
  run: RunContext,
): Outcome | undefined {
  if ("reach" in action) return undefined;
  const result = run.environment.foresee(() => evaluate(action, attempt, run));
  if (!result || result.failed || CHANGES.some((each) => result[each])) return undefined;
  return outcomeOf(result);
}

/** What an action may have changed for the tasks behind it. */
const CHANGES = ["variables", "included", "facts", "include"] as const;

function evaluate(
  action: ValueAction,
  { task, scope, host }: Attempt,
  { environment, states, settings }: RunContext,
): ControlResult {
  const args = renderArguments(task, action, scope, environment, action.expressions);
  return action.run(args as ReadonlyMap<string, Value>, {
    scope,
    environment,
    state: states.of(host),
    position: task.position,
    verbosity: settings.verbosity,
    isVerbatim: (argument) => environment.keepsText(task.arguments.get(argument), scope),
    isNull: (argument) => environment.resolve(task.arguments.get(argument), scope) === null,
  });
}

async function reach(
  action: ReachAction,
  { task, scope, host, running }: Attempt,
  play: PlayContext,
  jobs: () => Promise<JobDesk>,
): Promise<ControlResult> {
  const { environment, inventory, customStats, console, loading, signal, warn } = play.run;
  const args = await environment.settle(() => renderArguments(task, action, scope, environment));
  return await action.reach(args as ReadonlyMap<string, Value>, {
    host,
    position: task.position,
    title: running.info.name,
    scope,
    loading,
    searchPath: play.searchPath(task),
    taskFolder: dirname(resolve(task.position.file)),
    rolePath: task.role?.path,
    inventory,
    customStats,
    jobs,
    console,
    signal,
    warn,
  });
}

function outcomeOf(result: ControlResult): Outcome {
  const { diffs = [], facts, variables, included, include } = result;
  return {
    ...plainOutcome(statusOf(result), plainValues(result)),
    diffs,
    ...(facts === undefined ? {} : { facts }),
    ...(variables === undefined ? {} : { variables }),
    ...(included === undefined ? {} : { included }),
    ...(include === undefined ? {} : { includes: [{ arguments: include, variables: NONE }] }),
  };
}

const NONE: ReadonlyMap<string, Value> = new Map();

function statusOf({ failed, skipped, changed }: ControlResult): Outcome["status"] {
  if (failed) return "failed";
  if (skipped) return "skipped";
  return changed ? "changed" : "ok";
}

function plainValues({ values = {} }: ControlResult): ValueMap {
  const plain: ValueMap = new Map();
  for (const [name, value] of Object.entries(values)) {
    const data = plainValue(value);
    if (data !== undefined) plain.set(name, data);
  }
  return plain;
}
