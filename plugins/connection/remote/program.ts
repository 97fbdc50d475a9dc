/**
 * A program on a target, behind a client on the controller.
 *
 * @module
 */
import type { Sink } from "@shep/sdk";
import type { Dialogue } from "../become/dialogue.ts";
import { GRACE_MILLISECONDS } from "../process/spawned_program.ts";
import type { EndingSignal, Program, ProgramStatus } from "../program.ts";
import { within } from "./within.ts";

/** Ended on the target first: a client that is killed leaves behind what runs there. */
export class RemoteProgram implements Program {
  readonly #client: Program;
  readonly #preamble: Dialogue;
  readonly #signal: (signal: EndingSignal) => Promise<void>;
  #hasEnded = false;
  #termination: Promise<void> | undefined;

  /**
   * `preamble` ends what is on the output before the program's own; `signal` sends a signal to all
   * of the program on the target.
   */
  constructor(
    client: Program,
    preamble: Dialogue,
    signal: (signal: EndingSignal) => Promise<void>,
  ) {
    this.#client = client;
    this.#preamble = preamble;
    this.#signal = signal;
    client.status().then(() => this.#hasEnded = true);
  }

  status(): Promise<ProgramStatus> {
    return this.#client.status();
  }

  write(data: Uint8Array): Promise<void> {
    return this.#client.write(data);
  }

  closeInput(): Promise<void> {
    return this.#client.closeInput();
  }

  async drain(stdout: Sink, stderr: Sink): Promise<ProgramStatus> {
    try {
      return await this.#client.drain((data) => {
        const rest = this.#preamble.hear(data);
        return rest.length > 0 ? stdout(rest) : undefined;
      }, stderr);
    } catch (error) {
      await this.terminate();
      throw error;
    }
  }

  terminate(): Promise<void> {
    return this.#termination ??= this.#terminate();
  }

  async #terminate(): Promise<void> {
    if (!this.#hasEnded) {
      await within(this.#signal("SIGTERM"), GRACE_MILLISECONDS);
      await within(this.#client.status(), GRACE_MILLISECONDS);
      // What ignored the first signal may have closed its outputs, so that the client has ended.
      await within(this.#signal("SIGKILL"), GRACE_MILLISECONDS);
    }
    await this.#client.terminate();
  }
}
