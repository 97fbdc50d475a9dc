/**
 * The jobs of a target, as a task reaches them.
 *
 * @module
 */
import { Fault, type ShellText } from "@shep/sdk";
import type { CallOptions, ExecReply, ExecRequest } from "@shep/sdk/wire";
import { delay } from "../delay.ts";
import type { Execute } from "../call/task_programs.ts";
import {
  eraseScript,
  type JobState,
  outputScript,
  parseState,
  startScript,
  stateScript,
} from "./job_scripts.ts";

/** A job, and where it is kept. */
export interface JobPlace {
  readonly id: string;
  readonly folder: string;
}

/** How often a job is looked at at first, in seconds. */
const FIRST_LOOK = 0.1;

/** A name that no other job has: the target's user may have jobs of other runs. */
export function newJobId(): string {
  const [random = 0] = crypto.getRandomValues(new BigUint64Array(1));
  return `j${String(random).slice(0, 12).padStart(12, "1")}.${Deno.pid}`;
}

/** The jobs that a task's user has on its target. */
export class Jobs {
  readonly #execute: Execute;

  constructor(execute: Execute) {
    this.#execute = execute;
  }

  /** Starts a program as a job. */
  async start(
    id: string,
    request: ExecRequest,
    limit: number,
    options?: CallOptions,
  ): Promise<JobPlace> {
    const { library = "", script, argv, stdin, cwd } = request;
    const words = argv === undefined || argv.length === 0 ? ["sh", "-c", library + script] : argv;
    const start = startScript(id, { argv: words, limit });
    const reply = await this.#execute({
      kind: "script",
      script: start.text,
      stdin: stdin ?? new Uint8Array(0),
      ...(cwd === undefined ? {} : { cwd }),
      ...(request.environment === undefined ? {} : { environment: request.environment }),
    }, options);
    return { id, folder: told(reply) };
  }

  /** How a job is doing. */
  async look(
    id: string,
    options?: CallOptions,
  ): Promise<{ readonly folder: string; readonly state: JobState }> {
    return parseState(told(await this.#run(stateScript(id), options)));
  }

  /**
   * Waits for a job, looking at it every \`poll\` seconds. A connection that is lost meanwhile is no
   * harm: the job goes on, and the next look opens another.
   *
   * @param limit How many seconds to wait at most.
   */
  async wait(id: string, poll: number, limit: number, signal: AbortSignal): Promise<JobState> {
    const end = performance.now() + (limit + poll) * 1000;
    for (let pause = FIRST_LOOK;; pause = Math.min(pause * 2, poll)) {
      await delay(Math.min(pause, poll), signal);
      const isOver = performance.now() > end;
      try {
        const { state } = await this.look(id, { signal });
        if (state !== "running") return state;
        if (isOver) return "expired";
      } catch (error) {
        if (isOver || !(error instanceof Fault) || error.kind !== "unreachable") throw error;
      }
    }
  }

  /** What a job's program came to, as if it had just been run. */
  output(id: string, exitCode: number, options?: CallOptions): Promise<ExecReply> {
    return this.#run(outputScript(id, exitCode), options);
  }

  /** Removes all that is left of a job; returns where it was. */
  async erase(id: string, options?: CallOptions): Promise<string> {
    return told(await this.#run(eraseScript(id), options));
  }

  #run(script: ShellText, options?: CallOptions): Promise<ExecReply> {
    return this.#execute({ kind: "script", script: script.text }, options);
  }
}

/**
 * What a script of a job printed.
 *
 * @throws {Fault} `failed`, when it could not do its work.
 */
function told({ exitCode, stdout, stderr }: ExecReply): string {
  const decoder = new TextDecoder();
  if (exitCode === 0) return decoder.decode(stdout);
  throw new Fault("failed", "The target cannot keep jobs", { detail: decoder.decode(stderr) });
}
