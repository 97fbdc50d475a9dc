/**
 * What `async_status` asks for.
 *
 * @module
 */
import type { Value, ValueMap } from "@shep/sdk";
import type { RunContext } from "../run_context.ts";
import { type Outcome, plainOutcome } from "../task/result.ts";
import type { TaskSession } from "../call/task_session.ts";
import { durationText, timeText } from "../times.ts";
import { withPlace } from "./background.ts";
import type { JobEnd } from "./job_scripts.ts";
import { Jobs } from "./jobs.ts";

/** Tells how jobs of a target are doing, and removes them. */
export interface JobDesk {
  /** How a job is doing, or what came of it. */
  status(id: string): Promise<Outcome>;
  /** Removes all that is left of a job; returns where it was. */
  erase(id: string): Promise<string>;
}

/** The desk of the target that a session acts on. */
export function jobDesk({ execute }: TaskSession, run: RunContext): JobDesk {
  const jobs = new Jobs(execute);
  return {
    erase: (id) => jobs.erase(id),
    status: async (id) => {
      const { folder, state } = await jobs.look(id);
      const place = { id, folder };
      if (state === "running") return plainOutcome("ok", withPlace(new Map(), place, false));
      if (typeof state === "string") {
        const values: ValueMap = new Map([["msg", PROBLEMS[state]]]);
        return plainOutcome("failed", withPlace(values, place, true));
      }
      const outcome = await result(id, state, jobs, run);
      return { ...outcome, values: withPlace(outcome.values, place, true) };
    },
  };
}

const PROBLEMS = {
  unknown: "could not find job",
  expired: "the job took longer than it may, and was killed",
  lost: "the job ended without a word: it was killed, or the target was started anew",
} as const;

/** What came of a job: what its action makes of it, if this run started it. */
async function result(
  id: string,
  end: JobEnd,
  jobs: Jobs,
  run: RunContext,
): Promise<Outcome> {
  const call = run.jobs.get(id);
  if (call === undefined) return await rawOutcome(id, end, jobs);
  const outcome = await call((options) => jobs.output(id, end.exitCode, options));
  for (const [name, value] of timesOf(end)) {
    if (outcome.values.has(name)) outcome.values.set(name, value);
  }
  return outcome;
}

/** The program's own end, which is all there is to know of another run's job. */
async function rawOutcome(id: string, end: JobEnd, jobs: Jobs): Promise<Outcome> {
  const [stdout, stderr] = [new Gathered(), new Gathered()];
  const sinks = { stdout: stdout.add, stderr: stderr.add };
  const rest = await jobs.output(id, end.exitCode, { sinks });
  const values: ValueMap = new Map<string, Value>([
    ["changed", true],
    ["rc", end.exitCode],
    ["stdout", stdout.text(rest.stdout)],
    ["stderr", stderr.text(rest.stderr)],
    ["msg", end.exitCode === 0 ? "" : "non-zero return code"],
    ...timesOf(end),
  ]);
  return plainOutcome(end.exitCode === 0 ? "changed" : "failed", values);
}

function timesOf({ began, ended }: JobEnd): [string, Value][] {
  return [
    ["start", timeText(new Date(began * 1000))],
    ["end", timeText(new Date(ended * 1000))],
    ["delta", durationText((ended - began) * 1000)],
  ];
}

/** Output that comes in pieces. */
class Gathered {
  readonly #decoder = new TextDecoder();
  #text = "";

  readonly add = (piece: Uint8Array): Promise<void> => {
    this.#text += this.#decoder.decode(piece, { stream: true });
    return Promise.resolve();
  };

  /** All of it, without empty lines at the end, as a command's output is told. */
  text(rest: Uint8Array): string {
    return (this.#text + this.#decoder.decode(rest)).replace(/[\r\n]+$/, "");
  }
}
