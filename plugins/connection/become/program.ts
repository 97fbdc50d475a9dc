/**
 * A program that something else has to let through first.
 *
 * @module
 */
import type { Fault, Sink } from "@shep/sdk";
import { after } from "@shep/sdk/timer";
import type { Program, ProgramStatus } from "../program.ts";
import type { Dialogue } from "./dialogue.ts";

/** How long it may take until a program is let through. */
export const ADMISSION_MILLISECONDS = 30_000;

/** What lets a program through, and what to say where it does not. */
export interface Gate {
  /** What a prompt is answered with. */
  readonly password?: string;
  /** In milliseconds; {@linkcode ADMISSION_MILLISECONDS} if absent. */
  readonly deadline?: number;
  /** The password was given, and was asked for again. */
  wrongPassword(said: string): Fault;
  /** It ended, and the program was not started. */
  refusal(said: string, status: ProgramStatus): Fault;
  /** The deadline passed. */
  silence(said: string, deadline: number): Fault;
}

/**
 * A program behind a gate such as sudo: it has its input to itself once it was let through, for
 * what is written before might be taken for a password, or a password for the program's input.
 */
export class GatedProgram implements Program {
  readonly #program: Program;
  readonly #dialogue: Dialogue;
  readonly #gate: Gate;
  readonly #started = Promise.withResolvers<void>();
  /** Under way once the program was refused. */
  #ending: Promise<void> | undefined;

  /** `program` is the gate's process, and `dialogue` what is heard of it. */
  constructor(program: Program, dialogue: Dialogue, gate: Gate) {
    this.#program = program;
    this.#dialogue = dialogue;
    this.#gate = gate;
    // Nobody may ever write to the program.
    this.#started.promise.catch(() => {});
  }

  /** Resolves once the program is let through; rejects when it is not. */
  get admitted(): Promise<void> {
    return this.#started.promise;
  }

  status(): Promise<ProgramStatus> {
    return this.#program.status();
  }

  async write(data: Uint8Array): Promise<void> {
    // Without a password nothing is asked, and the input is the program's from the start.
    if (this.#gate.password !== undefined) await this.#started.promise;
    await this.#program.write(data);
  }

  async closeInput(): Promise<void> {
    if (this.#gate.password !== undefined) await this.#started.promise.catch(() => {});
    await this.#program.closeInput();
  }

  /** Rejects with the gate's {@linkcode Fault} when it does not let the program run. */
  async drain(stdout: Sink, stderr: Sink): Promise<ProgramStatus> {
    const { deadline = ADMISSION_MILLISECONDS } = this.#gate;
    const cancelTimer = after(deadline, () => {
      this.#refuse(this.#gate.silence(this.#dialogue.text, deadline));
    });
    this.#started.promise.then(cancelTimer, () => {});
    try {
      const status = await this.#program.drain(stdout, (data) => this.#listen(data, stderr));
      if (this.#dialogue.state !== "ready") {
        this.#started.reject(this.#gate.refusal(this.#dialogue.text, status));
      }
      await this.#started.promise;
      return status;
    } finally {
      cancelTimer();
      await this.#ending;
    }
  }

  terminate(): Promise<void> {
    return this.#program.terminate();
  }

  #listen(data: Uint8Array, stderr: Sink): void | Promise<void> {
    const before = this.#dialogue.state;
    const rest = this.#dialogue.hear(data);
    const now = this.#dialogue.state;
    if (now !== before) this.#react(now);
    return rest.length > 0 ? stderr(rest) : undefined;
  }

  #react(state: Dialogue["state"]): void {
    const { password = "" } = this.#gate;
    if (state === "ready") this.#started.resolve();
    else if (state === "refused") this.#refuse(this.#gate.wrongPassword(this.#dialogue.text));
    else if (state === "asked") {
      this.#program.write(new TextEncoder().encode(`${password}\n`)).catch(() => {});
    }
  }

  /** A gate may not be killed by the user that started it, but gives up without an input. */
  #refuse(fault: Fault): void {
    this.#started.reject(fault);
    this.#ending ??= this.#program.closeInput().then(() => this.#program.terminate());
  }
}
