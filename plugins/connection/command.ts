/**
 * A program of the user's, from its start to its end.
 *
 * @module
 */
import type { ExecReply, TransferContext } from "@shep/sdk";
import { OutputBuffer } from "../shell_protocol/mod.ts";
import { LaunchError } from "./launch.ts";
import type { Launcher, Program, ProgramRequest } from "./program.ts";

/** What a program reads: bytes, what the caller streams, or nothing. */
export type Input = Uint8Array | "stream" | undefined;

/**
 * Runs a program; when the context's signal is aborted, it and all that it started is ended.
 *
 * A program that cannot be started is a reply too: exit code 127 or 126, and why on stderr.
 *
 * @throws {Fault} What the launcher throws, or the signal was aborted with.
 */
export async function runCommand(
  launcher: Launcher,
  request: ProgramRequest,
  stdin: Input,
  context: TransferContext,
): Promise<ExecReply> {
  context.signal.throwIfAborted();
  let program: Program;
  try {
    program = await launcher.start(request, stdin ? "piped" : "null");
  } catch (error) {
    if (error instanceof LaunchError) return launchReply(error);
    throw error;
  }
  return await attend(program, stdin, context);
}

async function attend(
  program: Program,
  stdin: Input,
  context: TransferContext,
): Promise<ExecReply> {
  const send = (data: Uint8Array): Promise<void> => context.write("stdout", data);
  const stdout = new OutputBuffer(send);
  const stderr = new OutputBuffer((data) => context.write("stderr", data));
  const status = await untilAborted(program, context.signal, () => {
    if (stdin) feed(program, stdin, context);
    // Who converses waits for each answer.
    return program.drain(stdin === "stream" ? send : stdout.sink, stderr.sink);
  });
  return { ...status, stdout: stdout.rest(), stderr: stderr.rest() };
}

/**
 * Does something with a program, which is terminated when `signal` is aborted.
 *
 * @throws What `signal` was aborted with, once the program and all it started is gone.
 */
export async function untilAborted<T>(
  program: Program,
  signal: AbortSignal,
  use: () => Promise<T>,
): Promise<T> {
  const terminate = (): void => void program.terminate();
  signal.addEventListener("abort", terminate, { once: true });
  try {
    if (signal.aborted) terminate();
    return await use();
  } finally {
    signal.removeEventListener("abort", terminate);
    if (signal.aborted) await program.terminate();
    signal.throwIfAborted();
  }
}

/** Not waited for: a program need not read its input before it writes, or at all. */
function feed(program: Program, stdin: Uint8Array | "stream", context: TransferContext): void {
  const fed = stdin === "stream"
    ? context.read((data) => program.write(data))
    : program.write(stdin);
  fed.catch(() => {}).finally(() => program.closeInput());
}

function launchReply({ exitCode, message }: LaunchError): ExecReply {
  return { exitCode, stdout: new Uint8Array(0), stderr: new TextEncoder().encode(message) };
}
