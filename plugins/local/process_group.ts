/**
 * A program in a process group of its own, so that it can be ended with all that it started.
 *
 * @module
 */
import process from "node:process";
import type { Sink } from "@shep/sdk";
import type { Launch } from "./launch.ts";
import { OutputPump } from "./output_pump.ts";
import type { Program, ProgramStatus } from "./program.ts";

/** How long processes may take to end by themselves, once they were asked to. */
export const GRACE_MILLISECONDS = 2000;

/** How often it is looked whether they did. */
const POLL_MILLISECONDS = 10;

/** The signals that end processes. */
export type EndingSignal = "SIGTERM" | "SIGKILL";

/** Sends a signal to those processes of a group that belong to another user. */
export type Elevate = (signal: EndingSignal, group: number) => Promise<void>;

/** A running program: the leader of its session and process group. */
export class ProcessGroup implements Program {
  readonly #elevate: Elevate | undefined;
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #termination: Promise<void> | undefined;

  /**
   * Starts a program; `elevate` helps to end what runs as another user.
   *
   * @throws {Error} What Deno throws when it cannot be started.
   */
  constructor(launch: Launch, stdin: "null" | "piped", elevate?: Elevate) {
    this.#elevate = elevate;
    const [program, ...args] = launch.argv;
    this.#child = new Deno.Command(program!, {
      args,
      cwd: launch.cwd,
      env: { ...launch.environment },
      clearEnv: true,
      detached: true,
      stdin,
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    if (stdin === "null") return;
    this.#input = this.#child.stdin.getWriter();
    this.#input.closed.catch(() => {});
  }

  /** The number of the program's process, and of its group. */
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
    const pumps = [
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
    while (this.#isAlive() && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
    if (this.#isAlive()) await this.#signal("SIGKILL");
    await this.#child.status;
  }

  async #signal(signal: EndingSignal): Promise<void> {
    await this.#elevate?.(signal, this.id);
    signalGroup(this.id, signal);
  }

  #isAlive(): boolean {
    return signalGroup(this.id, 0);
  }
}

/**
 * Sends a signal to the processes of a group, as far as that is permitted; with 0 only asks whether
 * there are any.
 *
 * @returns Whether the group has a process, be it another user's.
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/functions/kill.html
 */
function signalGroup(group: number, signal: EndingSignal | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
