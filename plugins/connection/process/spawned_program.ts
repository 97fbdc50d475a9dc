/**
 * A program of Deno's making, and how it is ended with all that it started.
 *
 * @module
 */
import type { Sink } from "@shep/sdk";
import { sleep } from "@shep/sdk/timer";
import type { Launch } from "../launch.ts";
import type { Elevate, EndingSignal, Program, ProgramStatus } from "../program.ts";
import { groupOf, type Offspring, onlyItself, treeOf } from "./offspring.ts";
import { OutputPump } from "./output_pump.ts";

/** How long processes may take to end by themselves, once they were asked to. */
export const GRACE_MILLISECONDS = 2000;

/** How often it is looked whether they did. */
const POLL_MILLISECONDS = 10;

/**
 * How a program is told from its surroundings:
 *
 * - `group`: it leads a session and process group of its own. Deno can only make one by a `fork` of
 *   this whole process, which costs 4 to 15 ms; for what lasts, as a shell does.
 * - `tree`: it is what descends from it. Costs nothing until it has to be ended; for commands.
 * - `process`: it is nothing but itself; for the client of a transport. Needs no permission beyond
 *   the one to start it.
 * - `leader`: the same, but it leads a group, which whoever may can signal.
 */
export type Isolation = "group" | "tree" | "process" | "leader";

/** A running program. */
export class SpawnedProgram implements Program {
  readonly #elevate: Elevate | undefined;
  readonly #child: Deno.ChildProcess;
  readonly #offspring: Offspring;
  readonly #input: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #pumps: readonly OutputPump[] = [];
  #termination: Promise<void> | undefined;

  /**
   * Starts a program; `elevate` helps to end what runs as another user.
   *
   * @throws {Error} What Deno throws when it cannot be started.
   */
  constructor(launch: Launch, stdin: "null" | "piped", isolation: Isolation, elevate?: Elevate) {
    this.#elevate = elevate;
    const [program, ...args] = launch.argv;
    this.#child = new Deno.Command(program!, {
      args,
      cwd: launch.cwd,
      env: { ...launch.environment },
      clearEnv: true,
      detached: isolation === "group" || isolation === "leader",
      stdin,
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#offspring = offspringOf(this.#child, isolation);
    if (stdin === "null") return;
    this.#input = this.#child.stdin.getWriter();
    this.#input.closed.catch(() => {});
  }

  /** The number of the program's process. */
  get id(): number {
    return this.#child.pid;
  }

  async status(): Promise<ProgramStatus> {
    const { code, signal } = await this.#child.status;
    return signal === null ? { exitCode: code } : { exitCode: -1, signal };
  }

  write(data: Uint8Array): Promise<void> {
    return this.#input!.write(data);
  }

  async closeInput(): Promise<void> {
    // What was not read when the program ended is of no interest.
    await this.#input?.close().catch(() => {});
  }

  async drain(stdout: Sink, stderr: Sink): Promise<ProgramStatus> {
    const pumps = this.#pumps = [
      new OutputPump(this.#child.stdout, stdout),
      new OutputPump(this.#child.stderr, stderr),
    ];
    const pumped = Promise.all(pumps.map((pump) => pump.run()));
    const ended = this.status().then((status) => {
      for (const pump of pumps) pump.programEnded();
      return status;
    });
    try {
      const [status] = await Promise.all([ended, pumped]);
      return status;
    } catch (error) {
      await this.terminate();
      throw error;
    } finally {
      await this.closeInput();
    }
  }

  /**
   * Asks the whole group to end, and forces what has not after {@linkcode GRACE_MILLISECONDS};
   * resolves when all of it is gone.
   */
  terminate(): Promise<void> {
    return this.#termination ??= this.#terminate();
  }

  async #terminate(): Promise<void> {
    await this.#signal("SIGTERM");
    const deadline = performance.now() + GRACE_MILLISECONDS;
    while (this.#offspring.isAlive() && performance.now() < deadline) {
      await sleep(POLL_MILLISECONDS);
    }
    if (this.#offspring.isAlive()) await this.#signal("SIGKILL");
    await this.#child.status;
    await Promise.all(this.#pumps.map((pump) => pump.stop()));
  }

  async #signal(signal: EndingSignal): Promise<void> {
    await this.#elevate?.(signal, this.id);
    this.#offspring.signal(signal);
  }
}

function offspringOf(child: Deno.ChildProcess, isolation: Isolation): Offspring {
  if (isolation === "group") return groupOf(child.pid);
  return isolation === "tree" ? treeOf(child.pid) : onlyItself(child);
}
