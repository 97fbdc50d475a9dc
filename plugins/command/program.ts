/**
 * What `command` and `shell` have in common: one program, run unless `creates` or `removes` spare
 * it, and its documented result.
 *
 * @module
 */
import {
  type ArgumentSpec,
  type ExecResult,
  type Plain,
  sh,
  type Task,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { expandingWord } from "./expansion.ts";
import { launchFailure } from "./launch_failure.ts";
import { outputValues, returnCode, timingValues } from "./output.ts";
import { prepare } from "./prepare.ts";
import { joinCommand } from "./shlex.ts";

/** The arguments that `command` and `shell` share. */
export const PROGRAM_ARGUMENTS = {
  chdir: { type: "path", description: "The directory to run it in." },
  creates: {
    type: "path",
    description: "A file or pattern; if there is one, nothing is run. Checked before `removes`.",
  },
  removes: {
    type: "path",
    description: "A file or pattern; if there is none, nothing is run.",
  },
  stdin: { type: "str", description: "What the program reads from its standard input." },
  stdin_add_newline: {
    type: "bool",
    description: "Whether a line break is added to `stdin`.",
    default: true,
  },
  strip_empty_ends: {
    type: "bool",
    description: "Whether line breaks at the end of the output are left out of the result.",
    default: true,
  },
} as const satisfies Record<string, ArgumentSpec>;

/** What a result holds. */
export const PROGRAM_RETURNS: Readonly<Record<string, string>> = {
  cmd: "The words that were run; for `shell`, the text.",
  rc: "The exit code, or minus the number of the signal that ended it.",
  stdout: "What it wrote to its standard output.",
  stdout_lines: "The same in lines.",
  stderr: "What it wrote to its standard error.",
  stderr_lines: "The same in lines.",
  start: "When it was started, by the controller's clock.",
  end: "When its result was there, by the controller's clock.",
  delta: "The time between the two.",
  msg: "Why nothing was run, or why it failed.",
};

/** A program, ready to be run. */
export interface Program {
  /** What the result calls it. */
  readonly cmd: string | readonly string[];
  /** What is run, once its words are expanded. */
  argv(words: readonly string[]): readonly string[];
  /** The words that Ansible expands on the target. */
  readonly words?: readonly string[];
  readonly chdir?: string | undefined;
  readonly creates?: string | undefined;
  readonly removes?: string | undefined;
  readonly stdin?: string | undefined;
  readonly stdin_add_newline: boolean;
  readonly strip_empty_ends: boolean;
}

/**
 * Runs a program.
 *
 * @throws {TaskFailure} When it cannot be run, or its exit code is not 0.
 */
export async function runProgram(program: Program, task: Task): Promise<TaskResult> {
  const prepared = await prepare(program, task);
  if (prepared.verdict === "nodir") throw noDirectory(program);
  if (prepared.verdict !== "run") return spared(program, prepared.verdict, task.check);
  if (task.check) return wouldRun(program);
  const argv = program.argv(prepared.words);
  const result = await task.command(argv, {
    isDecisive: true,
    ...(prepared.cwd === undefined ? {} : { cwd: prepared.cwd }),
    ...(program.stdin === undefined ? {} : { stdin: stdinOf(program) }),
  });
  if (result.exitCode === 0) {
    return {
      changed: true,
      values: { ...resultValues(program, result), ...timingValues(result), msg: "" },
    };
  }
  throw await missingDirectory(program, result, task) ??
    notRun(argv, result) ??
    new TaskFailure("non-zero return code", {
      changed: true,
      ...resultValues(program, result),
      ...timingValues(result),
    });
}

/** Nothing stays nothing. */
function stdinOf({ stdin = "", stdin_add_newline }: Program): string {
  return stdin_add_newline && stdin !== "" ? `${stdin}\n` : stdin;
}

function resultValues(program: Program, result: ExecResult): Record<string, Plain> {
  const strip = (text: string): string =>
    program.strip_empty_ends ? text.replace(/[\r\n]+$/, "") : text;
  return {
    cmd: program.cmd,
    rc: returnCode(result),
    ...outputValues(strip(result.stdout), strip(result.stderr)),
  };
}

/** The result of a program that was not started. */
function idleValues({ cmd }: Program, msg: string, stdout = ""): Record<string, Plain> {
  return { cmd, rc: 0, ...outputValues(stdout, ""), start: null, end: null, delta: null, msg };
}

function spared(program: Program, verdict: "creates" | "removes", check: boolean): TaskResult {
  const isThere = verdict === "creates" ? "exists" : "does not exist";
  const did = check ? "Would not run" : "Did not run";
  const msg = `${did} command since '${program[verdict]}' ${isThere}`;
  return { values: idleValues(program, msg, `skipped, since ${program[verdict]} ${isThere}`) };
}

/** Whether it changes anything is known only where `creates` or `removes` say so. */
function wouldRun(program: Program): TaskResult {
  const isDecided = program.creates !== undefined || program.removes !== undefined;
  return {
    changed: isDecided,
    skipped: !isDecided,
    values: idleValues(program, "Command would have run if not in check mode"),
  };
}

function noDirectory(program: Program): TaskFailure {
  const message = "Unable to change directory before execution: " +
    `[Errno 2] No such file or directory: b'${program.chdir}'`;
  return new TaskFailure(message, { ...idleValues(program, message), rc: null });
}

/** A program that is not there, or may not be run. */
function notRun(argv: readonly string[], result: ExecResult): TaskFailure | undefined {
  const failure = launchFailure(argv[0] ?? "", result);
  if (failure === undefined) return undefined;
  const { rc, message } = failure;
  return new TaskFailure(message, { cmd: joinCommand(argv), rc, ...outputValues("", "") });
}

/** A missing directory looks like a program that failed; this asks only when that happened. */
async function missingDirectory(
  program: Program,
  { stdout }: ExecResult,
  task: Task,
): Promise<TaskFailure | undefined> {
  if (program.chdir === undefined || stdout !== "") return undefined;
  const { exitCode } = await task.script(sh`[ -d ${expandingWord(program.chdir)} ]`);
  return exitCode === 0 ? undefined : noDirectory(program);
}
