/**
 * A program that sudo starts.
 *
 * @module
 */
import { Fault, type Sink } from "@shep/sdk";
import type { Program, ProgramStatus } from "./program.ts";
import type { SudoDialogue } from "./sudo_dialogue.ts";

/** How long sudo may take to start the program. */
export const BECOME_MILLISECONDS = 30_000;

/** Whom is to be become, for messages, and the password if there is one. */
export interface Credentials {
  /** Whom. */
  readonly user: string;
  /** What sudo is answered, if it asks. */
  readonly password?: string;
  /** In milliseconds; {@linkcode BECOME_MILLISECONDS} if absent. */
  readonly deadline?: number;
}

/**
 * A program behind sudo: it has its input to itself once sudo has let it through, for what is
 * written before might be taken for a password, or a password for the program's input.
 */
export class SudoProgram implements Program {
  readonly #program: Program;
  readonly #dialogue: SudoDialogue;
  readonly #credentials: Credentials;
  readonly #started = Promise.withResolvers<void>();
  /** Under way once the program was refused. */
  #ending: Promise<void> | undefined;

  /** `program` is sudo's process, and `dialogue` what is heard of it. */
  constructor(program: Program, dialogue: SudoDialogue, credentials: Credentials) {
    this.#program = program;
    this.#dialogue = dialogue;
    this.#credentials = credentials;
    // Nobody may ever write to the program.
    this.#started.promise.catch(() => {});
  }

  status(): Promise<ProgramStatus> {
    return this.#program.status();
  }

  async write(data: Uint8Array): Promise<void> {
    await this.#started.promise;
    await this.#program.write(data);
  }

  async closeInput(): Promise<void> {
    await this.#started.promise.catch(() => {});
    await this.#program.closeInput();
  }

  /** Rejects with a {@linkcode Fault} `permission-denied` when sudo does not let the program run. */
  async drain(stdout: Sink, stderr: Sink): Promise<ProgramStatus> {
    const deadline = this.#credentials.deadline ?? BECOME_MILLISECONDS;
    const timer = setTimeout(() => this.#refuse(this.#silence(deadline)), deadline);
    this.#started.promise.then(() => clearTimeout(timer), () => {});
    try {
      const status = await this.#program.drain(stdout, (data) => this.#listen(data, stderr));
      if (this.#dialogue.state !== "ready") this.#started.reject(this.#refusal());
      await this.#started.promise;
      return status;
    } finally {
      clearTimeout(timer);
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

  #react(state: SudoDialogue["state"]): void {
    const { password = "" } = this.#credentials;
    if (state === "ready") this.#started.resolve();
    else if (state === "refused") this.#refuse(this.#wrongPassword());
    else if (state === "asked") {
      this.#program.write(new TextEncoder().encode(`${password}\n`)).catch(() => {});
    }
  }

  /** sudo itself cannot be killed by the user that started it, but gives up without an input. */
  #refuse(fault: Fault): void {
    this.#started.reject(fault);
    this.#ending ??= this.#program.closeInput().then(() => this.#program.terminate());
  }

  #wrongPassword(): Fault {
    return new Fault("permission-denied", "Incorrect sudo password", {
      detail: this.#dialogue.text,
      hint: `It was tried to become '${this.#credentials.user}'.`,
    });
  }

  #refusal(): Fault {
    const { user, password } = this.#credentials;
    const { text } = this.#dialogue;
    if (password === undefined && text.includes("password is required")) {
      return new Fault("permission-denied", "Missing sudo password", {
        detail: text,
        hint: "Give it with --ask-become-pass, or as ansible_become_password.",
      });
    }
    return new Fault("permission-denied", `sudo does not allow to become '${user}'`, {
      detail: text,
    });
  }

  #silence(deadline: number): Fault {
    const summary = `sudo did not start the program within ${deadline / 1000} s`;
    return new Fault("permission-denied", summary, { detail: this.#dialogue.text });
  }
}
