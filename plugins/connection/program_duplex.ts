/**
 * A program, as what a session speaks over.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { after } from "@shep/sdk/timer";
import type { Duplex, DuplexListener } from "../shell_protocol/mod.ts";
import { GRACE_MILLISECONDS } from "./process/spawned_program.ts";
import type { Program, ProgramStatus } from "./program.ts";

/** The three streams of a program that was started with its input piped. */
export class ProgramDuplex implements Duplex {
  readonly #program: Program;
  #drained: Promise<void> | undefined;

  /** The program's output may not be read by anyone else. */
  constructor(program: Program) {
    this.#program = program;
  }

  listen(listener: DuplexListener): void {
    this.#drained = this.#program.drain(listener.stdout, listener.stderr).then(
      (status) => listener.closed(describeStatus(status)),
      (error) => listener.closed(error instanceof Fault ? error : String(error)),
    );
  }

  write(data: Uint8Array): Promise<void> {
    return this.#program.write(data);
  }

  async end(): Promise<void> {
    const cancelTimer = after(GRACE_MILLISECONDS, () => void this.#program.terminate());
    await this.#program.closeInput();
    // Its outputs may be read for a little longer than it lives.
    await (this.#drained ?? this.#program.status());
    cancelTimer();
  }

  kill(): Promise<void> {
    return this.#program.terminate();
  }
}

function describeStatus({ exitCode, signal }: ProgramStatus): string {
  return signal === undefined ? `exit code ${exitCode}` : `signal ${signal}`;
}
