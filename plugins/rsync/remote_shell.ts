/**
 * The remote shell that rsync is given: one that reaches nobody.
 *
 * rsync starts a remote shell (`--rsh`) to reach its other end, and speaks with that over the
 * shell's standard input and output. This one tells the process of the plugin what was to be run,
 * and hands the bytes on over a socket that both have open. They go on to the target over the task's
 * own connection, whatever that is and whoever is become behind it.
 *
 * @see https://download.samba.org/pub/rsync/rsync.1#opt--rsh
 * @module
 */
import type { Duplex } from "node:stream";
import { ShellText, type Task } from "@shep/sdk";
import { after, type Cancel } from "@shep/sdk/timer";
import { readWords } from "./words.ts";

/** The file descriptors of the sockets: of what both ends say, and of how the other one ended. */
export const SOCKETS = { bytes: 3, status: 4 } as const;

/**
 * It is called with the name of a host, and with what to run there. As ssh does, it ends when that
 * has ended, and with its exit code. (A program in the background has its input taken away, so the
 * shell keeps its own as another.)
 */
const REMOTE_SHELL = `sh -c 'printf "%s\\000" "$#" "$@" >&${SOCKETS.bytes}
exec 5<&0; cat <&5 >&${SOCKETS.bytes} & cat <&${SOCKETS.bytes}
read -r code <&${SOCKETS.status}; exit "\${code:-255}"'`;

/** The options of an rsync that has to reach the target: `cat` knows no output that cannot wait. */
export const REMOTE_OPTIONS: readonly string[] = [`--rsh=${REMOTE_SHELL}`, "--blocking-io"];

/** How long the other end may take to end by itself when rsync has, in milliseconds. */
const GRACE_MILLISECONDS = 2_000;

/** This process's ends of the sockets. */
export interface Sockets {
  readonly bytes: Duplex;
  readonly status: Duplex;
}

/** How the other end ended. */
export interface OtherEnd {
  /** Its exit code, where rsync could have had it: none where rsync ended first, or reached for nobody. */
  readonly exitCode?: number;
  /** What it had to say of errors. */
  readonly stderr: string;
}

/** Serves one remote shell. */
export class RemoteShell {
  readonly #sockets: Sockets;
  readonly #task: Task;
  readonly #abandoned = new AbortController();
  #isOver = false;
  #hasHungUp = false;
  #patience: Cancel | undefined;

  /** What rsync wants to be run is run on the target of `task`. */
  constructor(sockets: Sockets, task: Task) {
    this.#sockets = sockets;
    this.#task = task;
    // That nobody reads any more is heard by the end of what is read.
    for (const socket of [sockets.bytes, sockets.status]) socket.on("error", () => {});
  }

  /** Runs it, until it has ended. */
  async serve(): Promise<OtherEnd> {
    const { bytes, status } = this.#sockets;
    try {
      const chunks = bytes[Symbol.asyncIterator]() as AsyncIterableIterator<Uint8Array>;
      const spoken = await readWords(chunks);
      if (spoken === undefined) return { stderr: "" };
      // As with ssh, the words are joined: rsync has quoted them for a shell.
      const { exitCode, stderr } = await this.#task.converse(
        new ShellText(spoken.words.join(" ")),
        {
          input: following(spoken.rest, chunks),
          output: (data) => write(bytes, data),
          signal: this.#abandoned.signal,
        },
      );
      if (this.#hasHungUp) return { stderr };
      status.write(`${exitCode}\n`);
      return { exitCode, stderr };
    } catch (error) {
      if (this.#abandoned.signal.aborted) return { stderr: "" };
      throw error;
    } finally {
      this.#isOver = true;
      this.#patience?.();
      this.#close();
    }
  }

  /** rsync has ended: the other end reads no more, and is ended if it does not end of that. */
  hangUp(): void {
    this.#hasHungUp = true;
    this.#close();
    if (this.#isOver) return;
    this.#patience = after(GRACE_MILLISECONDS, () => this.#abandoned.abort());
  }

  #close(): void {
    this.#sockets.status.end();
    this.#sockets.bytes.end();
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
