/**
 * Calls an action: in the host, if it steers the run, or in its plugin.
 *
 * @module
 */
import { type ActionDescription, Fault } from "@shep/sdk";
import { renderArguments } from "./arguments.ts";
import { type Background, type BackgroundCall, callInBackground } from "../async/background.ts";
import { type JobDesk, jobDesk } from "../async/job_desk.ts";
import type { Attempt } from "../task/attempt.ts";
import type { PlayContext } from "../play_context.ts";
import type { RunContext } from "../run_context.ts";
import { CONTROL_ACTIONS } from "../control/mod.ts";
import { type Begun, BegunCall, ForeseenCall } from "./begun_call.ts";
import { callControl, foreseeControl } from "./control_caller.ts";
import { placement } from "./placement.ts";
import { callPlugin } from "./plugin_call.ts";
import { type Outcome, plainOutcome, skippedOutcome } from "../task/result.ts";
import { taskTarget } from "./target.ts";
import { TaskSession, type TaskSessionOptions } from "./task_session.ts";
import { unreadResults, withoutUnread } from "./unread.ts";

/** A call that only has to be made. */
interface PreparedCall extends BackgroundCall {
  /** How it is carried out in the background, if it is. */
  readonly background: Background | undefined;
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
  async call(own: Attempt): Promise<Outcome> {
    const { keywords, task, begun } = own;
    if (begun) return await begun.resume();
    const { environment } = this.#run;
    const delegate = await environment.settle(() => keywords.text("delegate_to"));
    const attempt = delegate === undefined
      ? own
      : { ...own, scope: this.#play.delegatedScope(own.scope, delegate, task) };
    const control = CONTROL_ACTIONS.get(task.action);
    const outcome = control
      ? await callControl(control, attempt, this.#play, () => this.#jobDesk(attempt, delegate))
      : await this.#plugin(attempt, delegate);
    if (delegate === undefined) return outcome;
    const isTheirs = await environment.settle(() => keywords.flag("delegate_facts", false));
    return { ...outcome, delegatedTo: delegate, ...(isTheirs ? { factsOf: delegate } : {}) };
  }

  /**
   * Begins the call of a task's action before its turn; nothing, where that cannot be done without
   * doing, finding out or showing anything.
   *
   * @throws {TemplateError} When the task cannot be rendered.
   */
  async begin(attempt: Attempt): Promise<Begun | undefined> {
    const { task, scope } = attempt;
    const { registry, environment, conditions, signal } = this.#run;
    const verdict = environment.foresee(() => ({
      failing: conditions.findFalse(task.when, scope),
    }));
    if (!verdict) return undefined;
    if (verdict.failing) return new ForeseenCall(skippedOutcome(verdict.failing));
    const control = CONTROL_ACTIONS.get(task.action);
    if (control) {
      const outcome = foreseeControl(control, attempt, this.#run);
      return outcome && new ForeseenCall(outcome);
    }
    if (!registry.onlyAsks(task.action)) return undefined;
    const action = await registry.action(task.action);
    if (action.keepsTime) return undefined;
    const prepared = environment.foresee(() => this.#prepared(attempt, action, undefined));
    if (!prepared || prepared.timeout !== undefined) return undefined;
    const { session, request } = prepared;
    return new BegunCall(
      new TaskSession(session),
      attempt.course?.follows ?? false,
      (held) => callPlugin(registry, request, { session: held, signal }),
    );
  }

  async #plugin(attempt: Attempt, delegate: string | undefined): Promise<Outcome> {
    const { task } = attempt;
    const { registry, environment, signal } = this.#run;
    const action = await registry.action(task.action);
    const prepared = await environment.settle(() => this.#prepared(attempt, action, delegate));
    if (!prepared) return unsupportedCheck(action);
    const { session, request, timeout, background } = prepared;
    if (background) return await callInBackground(prepared, background, this.#run);
    const options = { session: new TaskSession(session), signal, timeout };
    return await callPlugin(registry, request, options);
  }

  /** All that is rendered for a call; nothing if check mode forbids it. */
  #prepared(
    attempt: Attempt,
    action: ActionDescription,
    delegate: string | undefined,
  ): PreparedCall | undefined {
    const { task, scope, keywords, host } = attempt;
    const { environment, registry, settings } = this.#run;
    const rendered = renderArguments(task, action, scope, environment);
    const args = withoutUnread(rendered, task, action, this.#run.resultReads);
    const check = keywords.flag("check_mode", settings.check);
    const background = this.#background(attempt);
    if (background && check) {
      throw new Fault("invalid-argument", "check mode and async cannot be used on same task.", {
        ...task.async?.limit.position,
      });
    }
    if (check && !action.supportsCheck) return undefined;
    const { target, startsOnTarget } = placement(this.#play, attempt, delegate, args);
    const request = registry.addressed({
      action: task.action,
      arguments: args,
      host,
      check,
      diff: keywords.flag("diff", settings.diff),
      verbosity: settings.verbosity,
      startsOnTarget,
      unread: unreadResults(task, action, this.#run.resultReads),
    }, { variable: (name) => keywords.variable(name), connection: target.connection });
    const timeout = keywords.number("timeout") ??
      (settings.config.get("TASK_TIMEOUT") || undefined);
    // On this machine a lookup for the next item may read what this one is about to write, and what
    // is given up in time takes the shell of those behind it along.
    const isFollowed = target.connection !== "local" && timeout === undefined;
    const session = {
      ...this.#session(attempt, target, args, check),
      ...(isFollowed && attempt.place ? { place: attempt.place } : {}),
      course: attempt.course,
      isUnhurried: timeout === undefined,
    };
    return { session, request, timeout, background };
  }

  /** What the task's plugin may do, and where. */
  #session(
    attempt: Attempt,
    target: TaskSessionOptions["target"],
    args: TaskSessionOptions["arguments"],
    check: boolean,
  ): TaskSessionOptions {
    const { task, scope, keywords } = attempt;
    const become = keywords.become(this.#run.settings);
    return {
      play: this.#play,
      scope,
      searchPath: this.#play.searchPath(task),
      target,
      arguments: args,
      check,
      environment: keywords.environment(),
      ...(become === undefined ? {} : { become }),
    };
  }

  #background({ task, keywords }: Attempt): Background | undefined {
    if (task.async === undefined) return undefined;
    const { limit, poll } = task.async;
    const seconds = keywords.numberOf("async", limit) ?? 0;
    if (seconds === 0) return undefined;
    const usual = this.#run.settings.config.get("DEFAULT_POLL_INTERVAL");
    return {
      limit: seconds,
      poll: poll === undefined ? usual : keywords.numberOf("poll", poll) ?? usual,
    };
  }

  async #jobDesk(attempt: Attempt, delegate: string | undefined): Promise<JobDesk> {
    const session = await this.#run.environment.settle(() =>
      this.#session(attempt, taskTarget(this.#play, attempt, delegate), new Map(), false)
    );
    return jobDesk(new TaskSession(session), this.#run);
  }
}

function unsupportedCheck(action: ActionDescription): Outcome {
  const msg = `'${action.name}' does not know what it would change, so check mode skips it`;
  return plainOutcome("skipped", new Map([["msg", msg]]));
}
