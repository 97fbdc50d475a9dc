/**
 * Programs that run as another user.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_privilege_escalation.html
 * @module
 */
import { type Become, Fault, sh, shellLines } from "@shep/sdk";
import { LaunchError } from "../launch.ts";
import type { Elevate, EndingSignal, Launcher, Program, ProgramRequest } from "../program.ts";
import { startScript } from "../start_script.ts";
import { Dialogue } from "./dialogue.ts";
import { type BecomeMethod, becomeMethod } from "./methods.ts";
import { type Gate, GatedProgram } from "./program.ts";
import { NO_TERMINAL } from "./terminal.ts";

/** Starts programs as one other user. */
export class BecomeLauncher implements Launcher {
  readonly #base: Launcher;
  readonly #become: Become;
  readonly #method: BecomeMethod;
  readonly #gate: Gate;

  /**
   * `base` starts programs as the user that another is become from; `deadline` is how long it may
   * take to start a program, in milliseconds.
   *
   * @throws {Fault} `failed`, for a method that is not supported.
   */
  constructor(base: Launcher, become: Become, deadline?: number) {
    this.#base = base;
    this.#become = become;
    this.#method = becomeMethod(become.method);
    this.#gate = becomeGate(this.#method, become, deadline);
  }

  async start(request: ProgramRequest, stdin: "null" | "piped"): Promise<Program> {
    const dialogue = this.#dialogue();
    // What was not let through yet ends with what is to let it through.
    const elevate: Elevate = async (signal, group) => {
      if (dialogue.state === "ready") await this.#kill(signal, Number(dialogue.label) || group);
    };
    return await this.#launch(request, stdin, dialogue, elevate);
  }

  async #launch(
    request: ProgramRequest,
    stdin: "null" | "piped",
    dialogue: Dialogue,
    elevate?: Elevate,
  ): Promise<Program> {
    const { lasts = false } = request;
    const script = shellLines([sh`echo ${dialogue.ready} "$1" >&2`, startScript(request)]);
    const argv = this.#method.argv(this.#become, dialogue.prompt ?? "", script);
    // Without a password it is told not to ask, and the input is the program's from the start.
    const input = this.#become.password === undefined ? stdin : "piped";
    const program = await this.#base.start({ argv, lasts }, input, elevate)
      .catch((error) => this.#explain(error));
    const gated = new GatedProgram(program, dialogue, this.#gate);
    if (input !== stdin) gated.closeInput();
    return gated;
  }

  /** Only the other user, or root, may signal what runs as the other user. */
  async #kill(signal: EndingSignal, group: number): Promise<void> {
    const script = `kill -s ${signal.slice("SIG".length)} -- -${group}`;
    const request = { argv: ["/bin/sh", "-c", script] };
    const killer = await this.#launch(request, "null", this.#dialogue());
    // A group that is gone by now, or a password that is good no longer.
    await killer.drain(() => {}, () => {}).catch(() => {});
  }

  /** A dialogue whose texts nobody can know beforehand. */
  #dialogue(): Dialogue {
    const nonce = crypto.randomUUID();
    return new Dialogue(this.#method.prompt(nonce), `started ${nonce}`);
  }

  #explain(error: unknown): never {
    if (!(error instanceof LaunchError)) throw error;
    throw new Fault("failed", `${this.#method.name} could not be run: ${error.message}`, {
      hint: "Install it, or name its place by ansible_become_exe.",
    });
  }
}

/** What is said where the other user cannot be become. */
function becomeGate(method: BecomeMethod, become: Become, deadline?: number): Gate {
  const { user = "root", password } = become;
  const { name } = method;
  const denied = (summary: string, detail: string, hint?: string): Fault =>
    new Fault("permission-denied", summary, { detail, ...(hint === undefined ? {} : { hint }) });
  const wrongPassword = (said: string): Fault =>
    denied(`Incorrect ${name} password`, said, `It was tried to become '${user}'.`);
  return {
    ...(password === undefined ? {} : { password }),
    ...(deadline === undefined ? {} : { deadline }),
    wrongPassword,
    refusal: (said, { exitCode }) => {
      if (said.includes(NO_TERMINAL)) {
        return new Fault("failed", `${name} takes a password from a terminal only: ${said}`, {
          hint: "Install script, a program of util-linux, on the target, permit the user with " +
            "'nopass' in doas.conf, or use another become_method.",
        });
      }
      if (exitCode === 127 && said.includes("[Errno 2]")) {
        return new Fault("failed", `${name} could not be run: ${said}`, {
          hint: "Install it, or name its place by ansible_become_exe.",
        });
      }
      if (password === undefined && method.missingPassword.test(said)) {
        return denied(
          `Missing ${name} password`,
          said,
          "Give it with --ask-become-pass, or as ansible_become_password.",
        );
      }
      if (password !== undefined && method.wrongPassword.test(said)) return wrongPassword(said);
      return denied(`${name} does not allow to become '${user}'`, said);
    },
    silence: (said, milliseconds) =>
      denied(`${name} did not start the program within ${milliseconds / 1000} s`, said),
  };
}
