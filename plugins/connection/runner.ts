/**
 * Scripts and commands of one user.
 *
 * @module
 */
import {
  type ExecKind,
  type ExecReply,
  type ExecRequest,
  Fault,
  type TransferContext,
} from "@shep/sdk";
import { sleep } from "@shep/sdk/timer";
import {
  INLINE_STDIN_BYTES,
  NO_DIRECTORY,
  OutputBuffer,
  type PoolRequest,
  ShellPool,
  ShellSession,
  SKIPPED,
} from "../shell_protocol/mod.ts";
import { runCommand } from "./command.ts";
import type { PartialFile } from "./files/partial_file.ts";
import { LaunchError } from "./launch.ts";
import type { Launcher } from "./program.ts";
import { ProgramDuplex } from "./program_duplex.ts";
import { startScript } from "./start_script.ts";

/** How many shells are held open for a user at a time. */
const SHELL_LIMIT = 4;

/** What is particular to a connection. */
export interface RunnerOptions {
  /** Who runs it, for messages. */
  readonly target: string;
  /** The shell that runs scripts; `/bin/sh` if absent. */
  readonly shell?: string;
  /**
   * Whether commands run in the shells too, their outputs captured: where to start a process of
   * their own costs a round trip more than a fork.
   */
  readonly capturesCommands?: boolean;
  /** Where captured output may be kept, as shell words. */
  readonly directories?: readonly string[];
  /** How long a shell may take to answer, in milliseconds. */
  readonly deadline?: number;
  /** How often it is tried again to open a shell on a target that cannot be reached. */
  readonly retries?: number;
}

/** What a connection may say that it `chains`: what runs in its shells, without any input. */
export function chainedKinds({ capturesCommands = false }: RunnerOptions): readonly ExecKind[] {
  return capturesCommands ? ["script", "command"] : ["script"];
}

/** Runs what one user runs: scripts in shells that are kept, commands there or on their own. */
export class Runner {
  /** Starts this user's programs. */
  readonly launcher: Launcher;
  readonly #options: RunnerOptions;
  readonly #shells: ShellPool;
  readonly #partials = new Map<string, PartialFile>();

  /** Starts no shell yet. */
  constructor(launcher: Launcher, options: RunnerOptions) {
    this.launcher = launcher;
    this.#options = options;
    this.#shells = new ShellPool(() => openWithRetries(launcher, options), SHELL_LIMIT);
  }

  /** Runs a program or a script; what `context.signal` aborts is ended with all it started. */
  async exec(request: ExecRequest, context: TransferContext): Promise<ExecReply> {
    const { kind, argv = [], script = "", library, streamed = false } = request;
    const { shell = "/bin/sh", capturesCommands = false } = this.#options;
    const stdin = streamed ? "stream" : request.stdin;
    const isInline = stdin === undefined ||
      stdin !== "stream" && stdin.length <= INLINE_STDIN_BYTES;
    if (kind === "command") {
      if (capturesCommands && isInline) {
        const script = startScript({ ...request, argv }).text;
        const captured = { script, isCaptured: true, ...input(stdin), ...order(request) };
        const reply = await this.#inShell(captured, context);
        if (reply.exitCode !== NO_DIRECTORY) return reply;
      }
      return await runCommand(this.launcher, { ...request, argv }, stdin, context);
    }
    if (isInline) return await this.#inShell({ ...request, script }, context);
    // A pipe of its own carries any amount of input faster than the shell could read it.
    const program = { ...request, argv: [shell, "-c", `${library ?? ""}${script}`] };
    return await runCommand(this.launcher, program, stdin, context);
  }

  /** Remembers a file that was lost on its way. */
  keepPartial(destination: string, partial: PartialFile): void {
    this.#partials.set(destination, partial);
  }

  /** What is there of a file that was lost on its way; nobody else gets it. */
  takePartial(destination: string): PartialFile | undefined {
    const partial = this.#partials.get(destination);
    this.#partials.delete(destination);
    return partial;
  }

  /** Resolves when all idle shells have answered, or have been found lost: those are used no more. */
  checkShells(): Promise<void> {
    return this.#shells.check();
  }

  /** Ends the shells. */
  close(): Promise<void> {
    return this.#shells.close();
  }

  async #inShell(request: PoolRequest, context: TransferContext): Promise<ExecReply> {
    const stdout = new OutputBuffer((data) => context.write("stdout", data));
    const stderr = new OutputBuffer((data) => context.write("stderr", data));
    const output = { stdout: stdout.sink, stderr: stderr.sink };
    const exitCode = await this.#shells.run(request, output, context.signal);
    const skipped = exitCode === SKIPPED;
    return { exitCode, stdout: stdout.rest(), stderr: stderr.rest(), skipped };
  }
}

function order(
  { isLast, number, after }: ExecRequest,
): Pick<PoolRequest, "isLast" | "number" | "after"> {
  return {
    ...(isLast ? { isLast } : {}),
    ...(number === undefined ? {} : { number }),
    ...(after === undefined ? {} : { after }),
  };
}

function input(stdin: Uint8Array | undefined): Pick<PoolRequest, "stdin"> {
  return stdin === undefined ? {} : { stdin };
}

/** The longest pause between two tries, in seconds. */
const LONGEST_PAUSE = 30;

async function openWithRetries(
  launcher: Launcher,
  options: RunnerOptions,
): Promise<ShellSession> {
  for (let tries = 0;; tries++) {
    try {
      return await openShell(launcher, options);
    } catch (error) {
      const isLost = error instanceof Fault && error.kind === "unreachable";
      if (!isLost || tries >= (options.retries ?? 0)) throw error;
      const pause = Math.min(2 ** tries - 1, LONGEST_PAUSE);
      await sleep(pause * 1000);
    }
  }
}

async function openShell(
  launcher: Launcher,
  { target, shell = "/bin/sh", directories, deadline }: RunnerOptions,
): Promise<ShellSession> {
  const program = await launcher.start({ argv: [shell], lasts: true }, "piped").catch((error) => {
    if (!(error instanceof LaunchError)) throw error;
    throw new Fault("unreachable", `No shell can be started on ${target}: ${error.message}`);
  });
  return await ShellSession.open(new ProgramDuplex(program), {
    target,
    ...(directories === undefined ? {} : { directories }),
    ...(deadline === undefined ? {} : { deadline }),
  });
}
