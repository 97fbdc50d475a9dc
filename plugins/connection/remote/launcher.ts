/**
 * Programs on a target, as the connection's own user.
 *
 * @module
 */
import { Fault, sh, shellLines } from "@shep/sdk";
import { Dialogue } from "../become/dialogue.ts";
import { type Gate, GatedProgram } from "../become/program.ts";
import { LaunchError } from "../launch.ts";
import type { Elevate, EndingSignal, Launcher, Program, ProgramRequest } from "../program.ts";
import { startScript } from "../start_script.ts";
import type { TargetClient } from "./client.ts";
import { RemoteProgram } from "./program.ts";

/** Starts programs on a target, each behind a client process of its own. */
export class RemoteLauncher implements Launcher {
  readonly #client: TargetClient;

  /** `client` reaches the target. */
  constructor(client: TargetClient) {
    this.#client = client;
  }

  async start(
    request: ProgramRequest,
    stdin: "null" | "piped",
    elevate?: Elevate,
  ): Promise<Program> {
    const { program, dialogue } = await this.#launch(request, stdin);
    const preamble = new Dialogue(undefined, dialogue.ready);
    return new RemoteProgram(program, preamble, async (signal) => {
      // What the target's shell has not started yet may be about to.
      await program.admitted;
      const group = Number(dialogue.label);
      await elevate?.(signal, group);
      await this.#kill(signal, group);
    });
  }

  /**
   * The program's shell says its process number first: that of the group that it leads. What a
   * login prints stands before it, on both outputs.
   */
  async #launch(
    request: ProgramRequest,
    stdin: "null" | "piped",
  ): Promise<{ program: GatedProgram; dialogue: Dialogue }> {
    const nonce = crypto.randomUUID();
    const prompt = `password ${nonce}`;
    const dialogue = new Dialogue(prompt, `started ${nonce}`);
    const script = shellLines([
      sh`echo ${dialogue.ready}; echo ${dialogue.ready} $$ >&2`,
      startScript(request),
    ]);
    const input = this.#client.password === undefined ? stdin : "piped";
    const { promise: admitted, resolve, reject } = Promise.withResolvers<void>();
    admitted.catch(() => {});
    const client = await this.#client.start({ script, stdin: input, prompt, admitted }).catch(
      (error) => {
        reject(error);
        throw error instanceof LaunchError ? noClient(error) : error;
      },
    );
    const program = new GatedProgram(client, dialogue, this.#gate());
    program.admitted.then(resolve, reject);
    if (input !== stdin) program.closeInput();
    return { program, dialogue };
  }

  /** A group that is gone by now, or a target that is lost, is no harm. */
  async #kill(signal: EndingSignal, group: number): Promise<void> {
    const script = killScript(signal.slice("SIG".length), group);
    const { program } = await this.#launch({ argv: ["/bin/sh", "-c", script] }, "null");
    await program.drain(() => {}, () => {}).catch(() => {});
  }

  #gate(): Gate {
    const { password, deadline } = this.#client;
    return {
      ...(password === undefined ? {} : { password }),
      deadline,
      wrongPassword: (said) => this.#client.explain(said),
      refusal: (said, status) => this.#client.explain(said, status),
      silence: (said) => this.#client.explain(said),
    };
  }
}

function noClient({ message }: LaunchError): Fault {
  return new Fault("unreachable", `The client of the connection cannot be run: ${message}`);
}

/**
 * Signals a process group; where the process leads none, as in some containers, the process and its
 * descendants.
 */
function killScript(signal: string, leader: number): string {
  return `kill -s ${signal} -- -${leader} 2>/dev/null && exit
tree() { ps -A -o pid=,ppid= | while read -r pid parent; do [ "$parent" != $1 ] || tree $pid; done; echo $1; }
kill -s ${signal} $(tree ${leader}) 2>/dev/null`;
}
