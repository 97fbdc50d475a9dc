/**
 * Calls an action: in the host, if it steers the run, or in its plugin.
 *
 * @module
 */
import type { ActionDescription } from "@shep/sdk";
import { executeTask, type ExecuteTaskRequest } from "@shep/sdk/wire";
import { renderArguments } from "./arguments.ts";
import type { Attempt } from "./attempt.ts";
import type { PlayContext, RunContext } from "./context.ts";
import { CONTROL_ACTIONS } from "./control/mod.ts";
import { callControl } from "./control_caller.ts";
import { diffValue, type Outcome, plainOutcome } from "./result.ts";
import { taskTarget } from "./target.ts";
import { TaskSession } from "./task_session.ts";

/** A call that only has to be made. */
interface PreparedCall {
  readonly session: TaskSession;
  readonly request: ExecuteTaskRequest;
  /** In seconds. */
  readonly timeout: number | undefined;
}

/** Calls the actions of a play's tasks. */
export class ActionCaller {
  readonly #play: PlayContext;
  readonly #run: RunContext;

  constructor(play: PlayContext) {
    this.#play = play;
    this.#run = play.run;
  }

  /**
   * What the action of a task came to.
   *
   * @throws {TemplateError} When the task cannot be rendered.
   * @throws {Fault} When the action cannot be carried out.
   */
  async call(attempt: Attempt): Promise<Outcome> {
    const { keywords, task } = attempt;
    const { environment } = this.#run;
    const delegate = await environment.settle(() => keywords.text("delegate_to"));
    const control = CONTROL_ACTIONS.get(task.action);
    const outcome = control
      ? await callControl(control, attempt, this.#run)
      : await this.#plugin(attempt, delegate);
    if (delegate === undefined) return outcome;
    const isTheirs = await environment.settle(() => keywords.flag("delegate_facts", false));
    return { ...outcome, delegatedTo: delegate, ...(isTheirs ? { factsOf: delegate } : {}) };
  }

  async #plugin(attempt: Attempt, delegate: string | undefined): Promise<Outcome> {
    const { task } = attempt;
    const { registry, environment, signal } = this.#run;
    const action = await registry.action(task.action);
    const prepared = await environment.settle(() => this.#prepared(attempt, action, delegate));
    if (!prepared) return unsupportedCheck(action);
    const { session, request, timeout } = prepared;
    const { status, result, facts, diffs = [], warnings = [] } = await registry.call(
      "actions",
      task.action,
      executeTask,
      request,
      {
        context: session,
        signal,
        ...(timeout === undefined || timeout === 0 ? {} : { timeoutMs: timeout * 1000 }),
      },
    );
    if (facts) result.set("ansible_facts", facts);
    if (diffs.length > 0) result.set("diff", diffs.map(diffValue));
    return {
      ...plainOutcome(status, result),
      diffs,
      warnings,
      ...(facts === undefined ? {} : { facts }),
    };
  }

  /** All that is rendered for a call; nothing if check mode forbids it. */
  #prepared(
    attempt: Attempt,
    action: ActionDescription,
    delegate: string | undefined,
  ): PreparedCall | undefined {
    const { task, scope, keywords, host } = attempt;
    const { environment, settings } = this.#run;
    const args = renderArguments(task, action, scope, environment);
    const check = keywords.flag("check_mode", settings.check);
    if (check && !action.supportsCheck) return undefined;
    const become = keywords.become(settings);
    const session = new TaskSession({
      play: this.#play,
      scope,
      searchPath: this.#play.searchPath(task),
      target: taskTarget(this.#play, attempt, delegate),
      arguments: args,
      check,
      environment: keywords.environment(),
      ...(become === undefined ? {} : { become }),
    });
    const request = {
      action: task.action,
      arguments: args,
      host,
      check,
      diff: keywords.flag("diff", settings.diff),
      verbosity: settings.verbosity,
    };
    const usual = settings.config.get("TASK_TIMEOUT") || undefined;
    return { session, request, timeout: keywords.number("timeout") ?? usual };
  }
}

function unsupportedCheck(action: ActionDescription): Outcome {
  const msg = `'${action.name}' does not know what it would change, so check mode skips it`;
  return plainOutcome("skipped", new Map([["msg", msg]]));
}
