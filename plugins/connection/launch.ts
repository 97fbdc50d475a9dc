/**
 * What is needed to start a program, and why it could not be.
 *
 * @module
 */
import { type Environment, Fault } from "@shep/sdk";

/** A program, and what it is started with. */
export interface Launch {
  /** The program, and its words. */
  readonly argv: readonly string[];
  /** Where it runs; an absolute path. */
  readonly cwd: string;
  /** All of its environment. */
  readonly environment: Environment;
}

/** How a shell says that a program may not be run, or is not there. */
export type LaunchExitCode = 126 | 127;

/**
 * A program could not be started. The message is what Ansible's `command` says, in Python's words;
 * only that the exit code is a shell's, for the module's `rc` is the error's number, 13 or 2.
 */
export class LaunchError extends Error {
  /** Always the same. */
  override readonly name = "LaunchError";
  /** Which of the two it is. */
  readonly exitCode: LaunchExitCode;

  /** `message` is shown as it is. */
  constructor(exitCode: LaunchExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Refuses what no program can be started with.
 *
 * @throws {Fault} `invalid-argument`, for a NUL or an empty list of words.
 */
export function checkLaunch({ argv, cwd, environment }: Launch): void {
  if (argv.length === 0) throw new Fault("invalid-argument", "There is no program to be run");
  const texts = [...argv, cwd, ...Object.keys(environment), ...Object.values(environment)];
  const bad = texts.find((text) => text.includes("\0"));
  if (bad === undefined) return;
  throw new Fault("invalid-argument", `No program can be given a NUL: ${JSON.stringify(bad)}`, {
    hint: "Send such bytes as the standard input.",
  });
}

/** What was thrown when a program was started, as a {@linkcode LaunchError} where it is one. */
export async function explainLaunch(thrown: unknown, { argv, cwd }: Launch): Promise<unknown> {
  const directory = await directoryProblem(cwd);
  if (directory) return directoryError(directory, cwd);
  const problem = problemOf(thrown);
  return problem ? new LaunchError(problem[0], `${problem[1]}: ${bytesLiteral(argv[0]!)}`) : thrown;
}

function directoryError([exitCode, reason]: Problem, cwd: string): LaunchError {
  const message = `Unable to change directory before execution: ${reason}: ${bytesLiteral(cwd)}`;
  return new LaunchError(exitCode, message);
}

type Problem = readonly [LaunchExitCode, string];

const NOT_FOUND: Problem = [127, "[Errno 2] No such file or directory"];
const NOT_PERMITTED: Problem = [126, "[Errno 13] Permission denied"];
const NO_DIRECTORY: Problem = [126, "[Errno 20] Not a directory"];
const NO_PROGRAM: Problem = [126, "[Errno 8] Exec format error"];
const TOO_LONG: Problem = [126, "[Errno 7] Argument list too long"];

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Deno.errors.NotFound) return NOT_FOUND;
  if (error instanceof Deno.errors.PermissionDenied) return NOT_PERMITTED;
  if (error instanceof Deno.errors.NotADirectory) return NO_DIRECTORY;
  const text = String(error);
  if (text.includes("os error 8")) return NO_PROGRAM;
  if (text.includes("os error 7")) return TOO_LONG;
  return undefined;
}

async function directoryProblem(path: string): Promise<Problem | undefined> {
  try {
    return (await Deno.stat(path)).isDirectory ? undefined : NO_DIRECTORY;
  } catch (error) {
    return problemOf(error);
  }
}

/**
 * A text as Python shows its bytes: `b'xyz'`.
 *
 * @see https://docs.python.org/3/library/functions.html#repr
 */
export function bytesLiteral(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const bytes = new TextEncoder().encode(text);
  return `b${quote}${[...bytes].map((byte) => byteLiteral(byte, quote)).join("")}${quote}`;
}

const ESCAPES: Readonly<Record<number, string>> = {
  0x09: "\\t",
  0x0a: "\\n",
  0x0d: "\\r",
  0x5c: "\\\\",
};

function byteLiteral(byte: number, quote: string): string {
  const character = String.fromCharCode(byte);
  if (character === quote) return `\\${quote}`;
  if (ESCAPES[byte] !== undefined) return ESCAPES[byte];
  const isPrintable = byte >= 0x20 && byte < 0x7f;
  return isPrintable ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
}
