/**
 * Scripts and commands of one user.
 *
 * @module
 */
import { type ExecReply, type ExecRequest, Fault, type TransferContext } from "@shep/sdk";
import {
  INLINE_STDIN_BYTES,
  OutputBuffer,
  ShellPool,
  ShellSession,
} from "../shell_protocol/mod.ts";
import { runCommand } from "./command.ts";
import { LaunchError } from "./launch.ts";
import type { Launcher } from "./program.ts";
import { ProgramDuplex } from "./program_duplex.ts";

/** How many shells are held open for a user at a time. */
const SHELL_LIMIT = 4;

/** The shell that runs scripts. */
const SHELL = "/bin/sh";

/** Runs what one user runs: scripts in shells that are kept, commands in processes of their own. */
export class Runner {
  /** Starts this user's programs. */
  readonly launcher: Launcher;
  readonly #shells: ShellPool;

  /** `target` is who runs it, for messages. */
  constructor(launcher: Launcher, target: string) {
    this.launcher = launcher;
    this.#shells = new ShellPool(() => openShell(launcher, target), SHELL_LIMIT);
  }

  /** Runs a program or a script; what `context.signal` aborts is ended with all it started. */
  exec(request: ExecRequest, context: TransferContext): Promise<ExecReply> {
    const { kind, argv = [], script = "", stdin } = request;
    if (kind === "command") return runCommand(this.launcher, { ...request, argv }, stdin, context);
    if (stdin === undefined || stdin.length <= INLINE_STDIN_BYTES) {
      return this.#runScript(script, request, context);
    }
    // A pipe of its own carries any amount of input faster than the shell could read it.
    const program = { ...request, argv: [SHELL, "-c", script] };
    return runCommand(this.launcher, program, stdin, context);
  }

  /** Ends the shells. */
  close(): Promise<void> {
    return this.#shells.close();
  }

  async #runScript(
    script: string,
    request: ExecRequest,
    context: TransferContext,
  ): Promise<ExecReply> {
    const stdout = new OutputBuffer((data) => context.write("stdout", data));
    const stderr = new OutputBuffer((data) => context.write("stderr", data));
    const output = { stdout: stdout.sink, stderr: stderr.sink };
    const exitCode = await this.#shells.run({ ...request, script }, output, context.signal);
    return { exitCode, stdout: stdout.rest(), stderr: stderr.rest() };
  }
}

async function openShell(launcher: Launcher, target: string): Promise<ShellSession> {
  const shell = await launcher.start({ argv: [SHELL], lasts: true }, "piped").catch((error) => {
    if (!(error instanceof LaunchError)) throw error;
    throw new Fault("unreachable", `No shell can be started on ${target}: ${error.message}`);
  });
  return await ShellSession.open(new ProgramDuplex(shell), { target });
}
