/**
 * `async` and `poll`: an action whose program goes on in the background, as a job of the target.
 *
 * An action decides on the controller what is run on the target, and what comes of it. Its program
 * is started as a job; where nobody waits for it (`poll: 0`) the action is given up then, and asked
 * once more when its result is wanted, with the answers that it was given before.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_async.html
 * @module
 */
import { Fault, type Value, type ValueMap } from "@shep/sdk";
import type { ExecReply, ExecRequest, ExecuteTaskRequest } from "@shep/sdk/wire";
import { COMMAND_ACTIONS } from "../../playbook/action_names.ts";
import type { RunContext } from "../run_context.ts";
import { callPlugin } from "../call/plugin_call.ts";
import { type Outcome, plainOutcome } from "../task/result.ts";
import { type ExecRoute, TaskSession, type TaskSessionOptions } from "../call/task_session.ts";
import { type JobPlace, Jobs, newJobId } from "./jobs.ts";
import type { LeftCall } from "./left_call.ts";

/** What `async` and `poll` say; both in seconds. */
export interface Background {
  readonly limit: number;
  /** 0 where nobody waits. */
  readonly poll: number;
}

/** A call of an action, with what it needs. */
export interface BackgroundCall {
  readonly request: ExecuteTaskRequest;
  readonly session: TaskSessionOptions;
  readonly timeout: number | undefined;
}

/**
 * Carries an action out in the background.
 *
 * @throws {Fault} When it cannot be begun.
 */
export function callInBackground(
  call: BackgroundCall,
  background: Background,
  run: RunContext,
): Promise<Outcome> {
  return background.poll > 0 ? waited(call, background, run) : left(call, background, run);
}

/** Whether a program is what the job is for: of a user's command only the command itself. */
function isJob({ action }: ExecuteTaskRequest, { kind }: ExecRequest): boolean {
  return kind === "command" || !COMMAND_ACTIONS.has(action);
}

/** The outcome of an action whose job is waited for. */
async function waited(
  { request, session, timeout }: BackgroundCall,
  { limit, poll }: Background,
  { registry, signal }: RunContext,
): Promise<Outcome> {
  let place: JobPlace | undefined;
  let isExpired = false;
  const route: ExecRoute = async (program, execute, options) => {
    if (!isJob(request, program)) return await execute(program, options);
    const jobs = new Jobs(execute);
    const { id } = place = await jobs.start(newJobId(), program, limit, options);
    const state = await jobs.wait(id, poll, limit, options.signal ?? signal);
    isExpired = state === "expired";
    if (typeof state === "string") {
      await jobs.erase(id);
      throw new Fault("failed", `The job ${id} is ${state}`);
    }
    const reply = await jobs.output(id, state.exitCode, options);
    await jobs.erase(id);
    return reply;
  };
  try {
    const options = { session: new TaskSession({ ...session, route }), signal, timeout };
    const outcome = await callPlugin(registry, request, options);
    if (isExpired && place) return expiredOutcome(place, limit);
    return place ? { ...outcome, values: withPlace(outcome.values, place, true) } : outcome;
  } catch (error) {
    if (isExpired && place) return expiredOutcome(place, limit);
    throw error;
  }
}

/** The outcome of an action whose job nobody waits for: where it is. */
async function left(
  call: BackgroundCall,
  { limit }: Background,
  run: RunContext,
): Promise<Outcome> {
  const { registry, jobs, signal } = run;
  const { request, session, timeout } = call;
  const started = new AbortController();
  const answers: ExecReply[] = [];
  let place: JobPlace | undefined;
  const route: ExecRoute = async (program, execute, options) => {
    if (isJob(request, program)) {
      place = await new Jobs(execute).start(newJobId(), program, limit, options);
      started.abort();
      throw new Fault("cancelled", "The program goes on in the background");
    }
    const reply = await execute(program, options);
    answers.push(reply);
    return reply;
  };
  try {
    const outcome = await callPlugin(registry, request, {
      session: new TaskSession({ ...session, route }),
      signal: AbortSignal.any([signal, started.signal]),
      timeout,
    });
    if (!place) return outcome;
  } catch (error) {
    if (!place) throw error;
  }
  jobs.set(place.id, (job) => resultOf(call, answers, job, run));
  const values = withPlace(new Map<string, Value>([["changed", true]]), place, false);
  return plainOutcome("changed", values);
}

/** What an action makes of a job that is through; `answers` are those it had been given before. */
async function resultOf(
  { request, session, timeout }: BackgroundCall,
  answers: readonly ExecReply[],
  job: Parameters<LeftCall>[0],
  { registry, signal }: RunContext,
): Promise<Outcome> {
  const left = [...answers];
  let isTold = false;
  const route: ExecRoute = async (program, execute, options) => {
    const answer = left.shift();
    if (answer !== undefined) return answer;
    if (isTold) return await execute(program, options);
    isTold = true;
    return await job(options);
  };
  return await callPlugin(registry, request, {
    session: new TaskSession({ ...session, route }),
    signal,
    timeout,
  });
}

/** Return values with what they say of their job. */
export function withPlace(
  values: ValueMap,
  { id, folder }: JobPlace,
  isFinished: boolean,
): ValueMap {
  return values.set("ansible_job_id", id).set("results_file", folder).set("started", 1)
    .set("finished", isFinished ? 1 : 0);
}

function expiredOutcome(place: JobPlace, limit: number): Outcome {
  const values: ValueMap = new Map<string, Value>([
    ["msg", `async task did not complete within the requested time - ${limit}s`],
    ["async_result", withPlace(new Map(), place, false)],
  ]);
  return plainOutcome("failed", values);
}
