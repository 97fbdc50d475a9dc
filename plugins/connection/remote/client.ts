/**
 * What carries programs to a target: the one client program of a transport.
 *
 * @module
 */
import type { Fault, ShellText } from "@shep/sdk";
import type { Program, ProgramStatus } from "../program.ts";

/** What a client is to do. */
export interface ClientRequest {
  /** What a shell of the target's is to run. */
  readonly script: ShellText;
  /** Whether the script has an input. */
  readonly stdin: "null" | "piped";
  /** What the client writes on its standard error to be given a password, by its input. */
  readonly prompt: string;
  /** Resolves when the target's shell has spoken; rejects when it does not. */
  readonly admitted: Promise<void>;
}

/** A way to start programs on a target. */
export interface TargetClient {
  /**
   * Starts the client.
   *
   * @throws {LaunchError} When there is no such client.
   */
  start(request: ClientRequest): Promise<Program>;
  /** What the client is answered, if it asks for a password. */
  readonly password?: string;
  /** How long it may take until a shell of the target answers, in milliseconds. */
  readonly deadline: number;
  /**
   * Why the target cannot be reached: by what the client said, and how it ended; it did not where
   * the deadline passed, or the password was asked for again.
   */
  explain(said: string, status?: ProgramStatus): Fault;
}
