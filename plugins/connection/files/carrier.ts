/**
 * A program of the target that carries a file.
 *
 * @module
 */
import { Fault, sh, shellLines, type ShellText, type Sink } from "@shep/sdk";
import { untilAborted } from "../command.ts";
import type { Runner } from "../runner.ts";

/** How much of what a program says is quoted. */
const DIAGNOSTICS_CHARACTERS = 2000;

/** The session was lost while a file was on its way: it can be continued. */
export class Interrupted extends Fault {
  /** `problem` is what could not be done. */
  constructor(problem: string, detail: string) {
    super("unreachable", `${problem}: the session was lost in the middle`, { detail });
  }
}

/** A file that is to be carried. */
export interface Carriage {
  /** What a shell of the target's is to run. */
  readonly script: ShellText;
  /** What it means if that fails, for messages. */
  readonly problem: string;
  /** Writes the script's input, if it has one. */
  readonly feed?: (write: (data: Uint8Array) => Promise<void>) => Promise<void>;
  /** Takes the script's output. */
  readonly stdout?: Sink;
}

/** No more is taken of what is fed; why is told by how the program ends. */
const ENOUGH = Symbol();

/**
 * Runs the script in a process of its own; returns what it said on its standard error.
 *
 * It says last that it has come to its end: the exit code of a client that lost its session may be
 * any.
 *
 * @throws {Interrupted} When the script did not come to its end.
 * @throws {Fault} `not-found` or `failed`, with what the system said.
 */
export async function carry(
  runner: Runner,
  { script, problem, feed, stdout = () => {} }: Carriage,
  signal: AbortSignal,
): Promise<string> {
  const ended = `ended ${crypto.randomUUID()}`;
  const whole = shellLines([
    // A signal that ends the script is not to end what waits for it before it has cleaned up.
    "trap : 1 2 15; (",
    script,
    sh`); r=$?; echo ${ended} >&2; exit $r`,
  ]);
  const argv = ["/bin/sh", "-c", whole.text];
  const program = await runner.launcher.start({ argv }, feed ? "piped" : "null");
  const decoder = new TextDecoder();
  let said = "";
  const stderr = (data: Uint8Array): void => {
    said = (said + decoder.decode(data)).slice(-DIAGNOSTICS_CHARACTERS);
  };
  const write = (data: Uint8Array): Promise<void> =>
    program.write(data).catch(() => Promise.reject(ENOUGH));
  const feeding = async (): Promise<void> => {
    await feed?.(write).catch((error) => {
      if (error !== ENOUGH) throw error;
    });
    await program.closeInput();
  };
  const { exitCode } = await untilAborted(program, signal, async () => {
    const [status, fed] = await Promise.allSettled([
      program.drain(stdout, stderr),
      feeding().catch((error) => program.terminate().then(() => Promise.reject(error))),
    ]);
    if (fed.status === "rejected") throw fed.reason;
    if (status.status === "rejected") throw status.reason;
    return status.value;
  });
  const words = said.replace(`${ended}\n`, "");
  if (words === said) throw new Interrupted(problem, said.trim() || `exit code ${exitCode}`);
  if (exitCode !== 0) throw failure(problem, words || `exit code ${exitCode}`);
  return words;
}

/** What the system said, as a fault. */
export function failure(problem: string, said: string): Fault {
  const kind = said.includes("No such file") ? "not-found" : "failed";
  return new Fault(kind, `${problem}: ${said.trim()}`);
}

/** Prints a file's checksum and size, or a dash and the size: some busybox have no `cksum`. */
export function checksumCommand(path: string): ShellText {
  return sh`cksum <${path} 2>/dev/null || echo - $(wc -c <${path})`;
}
