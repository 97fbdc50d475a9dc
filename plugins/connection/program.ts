/**
 * Programs that run, and who starts them.
 *
 * @module
 */
import type { Environment, Sink } from "@shep/sdk";

/** How a program ended. */
export interface ProgramStatus {
  /** -1 when a signal ended it. */
  readonly exitCode: number;
  /** The signal's name, such as `SIGKILL`. */
  readonly signal?: string;
}

/** A running program. */
export interface Program {
  /** Resolves when the program has ended, whatever it left behind. */
  status(): Promise<ProgramStatus>;
  /** Sends bytes to its input, which was piped; rejects when it reads no more. */
  write(data: Uint8Array): Promise<void>;
  /** Ends its input. */
  closeInput(): Promise<void>;
  /**
   * Hands its output to the sinks; resolves when it has ended and all it wrote was taken. When a
   * sink throws, the program is terminated.
   */
  drain(stdout: Sink, stderr: Sink): Promise<ProgramStatus>;
  /** Ends it and all it started; resolves when they are gone. */
  terminate(): Promise<void>;
}

/** A program to be started. */
export interface ProgramRequest {
  /** The program, and its words. */
  readonly argv: readonly string[];
  /** Relative to the connection's own; that one if absent. */
  readonly cwd?: string;
  /** Added to the connection's own. */
  readonly environment?: Environment;
  /** Whether it is to last, as a shell does that many scripts run in. */
  readonly lasts?: boolean;
}

/** The signals that end processes. */
export type EndingSignal = "SIGTERM" | "SIGKILL";

/** Sends a signal to those processes of a group that belong to another user. */
export type Elevate = (signal: EndingSignal, group: number) => Promise<void>;

/** Starts programs as one user. */
export interface Launcher {
  /**
   * Starts a program; `elevate` helps to end what it starts as another user.
   *
   * @throws {LaunchError} When there is no such program, or it may not be run.
   * @throws {Fault} `invalid-argument` for what no program can be started with;
   * `permission-denied` when the user cannot be become.
   */
  start(request: ProgramRequest, stdin: "null" | "piped", elevate?: Elevate): Promise<Program>;
}
