/**
 * rsync on the controller, whose other end is on the target.
 *
 * rsync starts a remote shell (`--rsh`) to reach its other end, and speaks with that over the
 * shell's standard input and output. The one it is given here reaches nobody: it tells this process
 * what was to be run, and hands the bytes on over a socket that both have open. They go on to the
 * target over the task's own connection, whatever that is and whoever is become behind it.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import { ShellText, type Task, TaskFailure } from "@shep/sdk";
import { readWords } from "./words.ts";

/** How a run of rsync ended. */
export interface RsyncResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The file descriptor of the socket. */
const SOCKET = 3;

/**
 * The remote shell: it is called with the name of a host, and with what to run there. It ends when
 * nothing more comes from there, as ssh does. (A program in the background has its input taken away,
 * so it is kept as another.)
 */
const REMOTE_SHELL = `sh -c 'printf "%s\\000" "$#" "$@" >&${SOCKET}
exec 4<&0; cat <&4 >&${SOCKET} & exec cat <&${SOCKET}'`;

/** The options of an rsync that has to reach the target: `cat` knows no output that cannot wait. */
export const REMOTE_OPTIONS: readonly string[] = [`--rsh=${REMOTE_SHELL}`, "--blocking-io"];

/** The variables that rsync is started with. */
const ENVIRONMENT = ["HOME", "LANG", "LC_ALL", "PATH", "TZ"];

/** The exit code of a shell that does not find a program. */
export const NOT_FOUND = 127;

/**
 * Runs rsync here. What it has to say to another host it says to the task's target, with
 * {@linkcode REMOTE_OPTIONS} among the words.
 *
 * @throws {TaskFailure} When there is no rsync.
 * @throws {Fault} When the target cannot be reached.
 */
export async function runOnController(
  words: readonly string[],
  task: Task,
): Promise<RsyncResult> {
  const child = spawn("rsync", words, {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: environment(),
    cwd: "/",
  });
  const socket = child.stdio[SOCKET] as Duplex;
  // Its end is all that is of interest.
  socket.on("error", () => {});
  const end = (): void => void child.kill("SIGTERM");
  task.signal.addEventListener("abort", end, { once: true });
  try {
    const conversation = converse(socket, task);
    conversation.catch(() => {});
    const client = await finished(child);
    socket.end();
    return joined(client, await conversation);
  } finally {
    task.signal.removeEventListener("abort", end);
    socket.destroy();
  }
}

function environment(): Record<string, string> {
  const entries = ENVIRONMENT.map((name) => [name, Deno.env.get(name)] as const);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => value === undefined ? [] : [[name, value]]),
  );
}

/** How the other end ended; nothing where none was asked for, as with a daemon's. */
type Other = { readonly exitCode: number; readonly stderr: string } | undefined;

async function converse(socket: Duplex, task: Task): Promise<Other> {
  const chunks = socket[Symbol.asyncIterator]() as AsyncIterableIterator<Uint8Array>;
  const spoken = await readWords(chunks);
  if (spoken === undefined) return undefined;
  try {
    // As ssh does it: the words are joined, and are rsync's own for a shell to read.
    return await task.converse(new ShellText(spoken.words.join(" ")), {
      input: following(spoken.rest, chunks),
      output: (data) => write(socket, data),
    });
  } finally {
    socket.end();
  }
}

async function* following(
  first: Uint8Array,
  others: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  yield* others;
}

/** Resolves when more may be written; what comes when rsync has ended is nobody's. */
async function write(socket: Duplex, data: Uint8Array): Promise<void> {
  if (!socket.writable) return;
  await new Promise<void>((resolve) => socket.write(data, () => resolve()));
}

function finished(child: ChildProcess): Promise<RsyncResult> {
  const stdout = textOf(child.stdout!);
  const stderr = textOf(child.stderr!);
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(notStarted(error)));
    child.on("exit", (code) => {
      Promise.all([stdout, stderr]).then(
        ([stdout, stderr]) => resolve({ exitCode: code ?? -1, stdout, stderr }),
        reject,
      );
    });
  });
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  return await new Response(ReadableStream.from(stream)).text();
}

function notStarted(error: Error): TaskFailure {
  return new TaskFailure(`rsync cannot be started on the controller: ${error.message}`);
}

/** That the target has no rsync is the one thing that rsync itself cannot know. */
function joined(client: RsyncResult, other: Other): RsyncResult {
  if (other === undefined) return client;
  const exitCode = other.exitCode === NOT_FOUND ? NOT_FOUND : client.exitCode;
  return { ...client, exitCode, stderr: `${other.stderr}${client.stderr}` };
}
