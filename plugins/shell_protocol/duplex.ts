/**
 * What a shell session speaks over: pipes of a process, a channel of an SSH connection.
 *
 * @module
 */
import type { Fault, Sink } from "@shep/sdk";

/** Who is told what comes in. */
export interface DuplexListener {
  /** Takes bytes of the program's output; a promise it returns holds the sender back. */
  readonly stdout: Sink;
  /** The same for its diagnostics. */
  readonly stderr: Sink;
  /** Nothing follows, because of `reason`: `exit code 255`, or what kept it from starting. */
  closed(reason: string | Fault): void;
}

/** A program's three streams. */
export interface Duplex {
  /** Starts delivery; called once, before anything is written. */
  listen(listener: DuplexListener): void;
  /** Sends bytes to the program's input. Rejects when it takes no more. */
  write(data: Uint8Array): Promise<void>;
  /** Ends the program's input; resolves when it has ended, as it does for that, and `closed` was told. */
  end(): Promise<void>;
  /** Ends the program and everything it started; resolves when they are gone. */
  kill(): Promise<void>;
}
