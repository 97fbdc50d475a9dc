/**
 * rsync on the controller, whose other end is on the target.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import { type Task, TaskFailure } from "@shep/sdk";
import { type OtherEnd, RemoteShell, SOCKETS } from "./remote_shell.ts";

/** How a run of rsync ended. */
export interface RsyncResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The variables that rsync is started with. */
const ENVIRONMENT = ["HOME", "LANG", "LC_ALL", "PATH", "TZ"];

/**
 * Runs rsync here. With the options of its remote shell among `words`, it reaches the task's target.
 *
 * @throws {TaskFailure} When there is no rsync.
 * @throws {Fault} When the target cannot be reached.
 */
export async function runOnController(
  words: readonly string[],
  task: Task,
): Promise<RsyncResult> {
  const child = await start(words);
  const sockets = {
    bytes: child.stdio[SOCKETS.bytes] as Duplex,
    status: child.stdio[SOCKETS.status] as Duplex,
  };
  const shell = new RemoteShell(sockets, task);
  const giveUp = (): void => void child.kill("SIGTERM");
  task.signal.addEventListener("abort", giveUp, { once: true });
  try {
    const ended = finished(child, () => shell.hangUp());
    const [result, other] = await Promise.allSettled([ended, shell.serve()]);
    if (other.status === "rejected") throw other.reason;
    if (result.status === "rejected") throw result.reason;
    return joined(result.value, other.value);
  } finally {
    task.signal.removeEventListener("abort", giveUp);
    sockets.bytes.destroy();
    sockets.status.destroy();
  }
}

/**
 * What came of both ends. A failed rsync ends with its other end's exit code where that is higher, if
 * it has learnt of it by then. Whether it has is chance: that its output ended it hears first.
 */
function joined({ exitCode, stdout, stderr }: RsyncResult, other: OtherEnd): RsyncResult {
  return {
    exitCode: exitCode > 0 ? Math.max(exitCode, other.exitCode ?? 0) : exitCode,
    stdout,
    stderr: other.stderr + stderr,
  };
}

/** Nothing to read, two outputs, and the sockets of the remote shell. */
const STDIO = ["ignore", "pipe", "pipe", "pipe", "pipe"] as const;

function start(words: readonly string[]): Promise<ChildProcess> {
  const child = spawn("rsync", words, { stdio: [...STDIO], env: environment(), cwd: "/" });
  return new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(child));
    child.once("error", (error) => reject(notStarted(error)));
  });
}

function environment(): Record<string, string> {
  const entries = ENVIRONMENT.map((name) => [name, Deno.env.get(name)] as const);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => value === undefined ? [] : [[name, value]]),
  );
}

async function finished(child: ChildProcess, onExit: () => void): Promise<RsyncResult> {
  const outputs = Promise.all([textOf(child.stdout!), textOf(child.stderr!)]);
  const exitCode = await new Promise<number>((resolve) => {
    child.once("exit", (code) => resolve(code ?? -1));
  });
  // What it started may hold its outputs open for as long as it is served.
  onExit();
  const [stdout, stderr] = await outputs;
  return { exitCode, stdout, stderr };
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  return await new Response(ReadableStream.from(stream)).text();
}

function notStarted(error: Error): TaskFailure {
  const isMissing = "code" in error && error.code === "ENOENT";
  return new TaskFailure(
    isMissing
      ? "rsync has to be installed on the controller, as on the target"
      : `rsync cannot be started on the controller: ${error.message}`,
  );
}
