/**
 * Programs that run as another user, by sudo.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/sudo_become.html
 * @module
 */
import { type Become, type Environment, Fault, sh, shellLines, type ShellText } from "@shep/sdk";
import type { DirectLauncher } from "./direct_launcher.ts";
import { bytesLiteral, LaunchError } from "./launch.ts";
import type { EndingSignal } from "./offspring.ts";
import type { Launcher, Program, ProgramRequest } from "./program.ts";
import { SudoDialogue } from "./sudo_dialogue.ts";
import type { Elevate } from "./spawned_program.ts";
import { SudoProgram } from "./sudo_program.ts";

/** Starts programs as one other user. */
export class SudoLauncher implements Launcher {
  readonly #direct: DirectLauncher;
  readonly #become: Become;
  readonly #deadline: number | undefined;

  /** `deadline` is how long sudo may take to start a program, in milliseconds. */
  constructor(direct: DirectLauncher, become: Become, deadline?: number) {
    this.#direct = direct;
    this.#become = become;
    this.#deadline = deadline;
  }

  async start(request: ProgramRequest, stdin: "null" | "piped"): Promise<Program> {
    const dialogue = newDialogue();
    // What sudo has not started yet ends with sudo.
    const elevate: Elevate = async (signal, group) => {
      if (dialogue.state === "ready") await this.#kill(signal, group);
    };
    return await this.#launch(request, stdin, dialogue, elevate);
  }

  async #launch(
    request: ProgramRequest,
    stdin: "null" | "piped",
    dialogue: SudoDialogue,
    elevate?: Elevate,
  ): Promise<Program> {
    const { user = "root", password } = this.#become;
    const argv = this.#argv(dialogue.prompt, startScript(request, dialogue.ready));
    // Without a password sudo is told not to ask, and the input is the program's from the start.
    const input = password === undefined ? stdin : "piped";
    const program = await this.#direct.start({ argv }, input, elevate).catch(explainSudo);
    const sudo = new SudoProgram(program, dialogue, {
      user,
      ...(password === undefined ? {} : { password }),
      ...(this.#deadline === undefined ? {} : { deadline: this.#deadline }),
    });
    if (input !== stdin) sudo.closeInput();
    return sudo;
  }

  /** Only the other user, or root, may signal what runs as the other user. */
  async #kill(signal: EndingSignal, group: number): Promise<void> {
    const script = `kill -s ${signal.slice("SIG".length)} -- -${group}`;
    const request = { argv: ["/bin/sh", "-c", script] };
    const killer = await this.#launch(request, "null", newDialogue());
    // A group that is gone by now, or a password that is good no longer.
    await killer.drain(() => {}, () => {}).catch(() => {});
  }

  #argv(prompt: string, script: ShellText): string[] {
    const { executable = "sudo", flags = "-H", user = "root", password } = this.#become;
    const own = flags.split(/\s+/).filter((flag) => flag !== "" && flag !== "-n" && flag !== "-S");
    const asking = password === undefined ? ["-n"] : ["-S", "-p", prompt];
    return [executable, ...own, ...asking, "-u", user, "--", "/bin/sh", "-c", script.text];
  }
}

/** A dialogue whose texts nobody can know beforehand. */
function newDialogue(): SudoDialogue {
  const nonce = crypto.randomUUID();
  return new SudoDialogue(`[sudo ${nonce}] password:`, `started ${nonce}`);
}

/** Tells that sudo has let it through, and becomes the program. */
function startScript({ argv, cwd, environment = {} }: ProgramRequest, ready: string): ShellText {
  const missing = `[Errno 2] No such file or directory: ${bytesLiteral(argv[0] ?? "")}`;
  return shellLines([
    sh`echo ${ready} >&2`,
    ...(cwd === undefined ? [] : [changeDirectory(cwd)]),
    ...exports(environment),
    sh`command -v -- ${argv[0] ?? ""} >/dev/null || { printf %s ${missing} >&2; exit 127; }`,
    sh`exec ${argv}`,
  ]);
}

function changeDirectory(cwd: string): ShellText {
  const reason = `[Errno 2] No such file or directory: ${bytesLiteral(cwd)}`;
  const message = `Unable to change directory before execution: ${reason}`;
  return sh`CDPATH= cd -- ${cwd} 2>/dev/null || { printf %s ${message} >&2; exit 127; }`;
}

function exports(environment: Environment): ShellText[] {
  return Object.entries(environment).map(([name, value]) => sh`export ${`${name}=${value}`}`);
}

function explainSudo(error: unknown): never {
  if (!(error instanceof LaunchError)) throw error;
  throw new Fault("failed", `sudo could not be run: ${error.message}`, {
    hint: "Install it, or name its place by ansible_become_exe.",
  });
}
