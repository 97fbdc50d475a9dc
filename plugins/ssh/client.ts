/**
 * OpenSSH's client, one process for each program on the target.
 *
 * The first process of a host makes the connection and leaves a master behind that keeps it; all
 * others are sessions of that master. All of that is ssh's own doing: its configuration, agents,
 * jump hosts, known hosts and hardware keys work as ever.
 *
 * @see https://man.openbsd.org/ssh_config#ControlMaster
 * @module
 */
import type { Environment, Fault } from "@shep/sdk";
import { explainLaunch, type Launch } from "../connection/launch.ts";
import { SpawnedProgram } from "../connection/process/spawned_program.ts";
import type { Program, ProgramStatus } from "../connection/program.ts";
import type { ClientRequest, TargetClient } from "../connection/remote/client.ts";
import { clientEnvironment } from "../connection/remote/environment.ts";
import { portableCommand } from "../connection/start_script.ts";
import { commandArguments, configArguments, parseConfig, type SshConfig } from "./command_line.ts";
import type { SshOptions } from "./options.ts";
import { type Destination, unreachable, wrongPassword } from "./problem.ts";
import type { StartLimit } from "./start_limit.ts";

/** How long a login may take beyond the time to connect, in seconds. */
const LOGIN_SECONDS = 20;

/** What a client needs. */
export interface SshClientOptions {
  readonly host: string;
  readonly options: SshOptions;
  /** The user's environment. */
  readonly environment: Environment;
  /** Shared by all hosts. */
  readonly limit: StartLimit;
}

/** Reaches one host. */
export class SshClient implements TargetClient {
  readonly deadline: number;
  readonly password?: string;
  readonly #options: SshOptions;
  readonly #environment: Record<string, string>;
  readonly #cwd: string;
  readonly #limit: StartLimit;
  readonly #controlName: Promise<string>;
  /** The last known state of the connection: the process that makes it comes first. */
  #connected: Promise<void> | undefined;
  #config: Promise<SshConfig> | undefined;
  #destination: Destination;

  /** Starts nothing yet. */
  constructor({ host, options, environment, limit }: SshClientOptions) {
    this.#options = options;
    this.#environment = sshEnvironment(environment, options);
    this.#cwd = environment["PWD"] ?? "/";
    this.#limit = limit;
    this.#controlName = controlName(host, options);
    this.deadline = (options.timeout + LOGIN_SECONDS) * 1000;
    if (options.password !== undefined) this.password = options.password;
    this.#destination = {
      user: options.user ?? "",
      address: options.address,
      port: String(options.port ?? 22),
      hasPassword: options.password !== undefined,
    };
  }

  async start(request: ClientRequest): Promise<Program> {
    while (this.#connected) {
      // Where the process that was to connect did not, the next one tries.
      const isUp = await this.#connected.then(() => true, () => false);
      if (isUp) return await this.#spawn(request);
    }
    const { admitted } = request;
    this.#connected = admitted;
    admitted.catch(() => {
      if (this.#connected === admitted) this.#connected = undefined;
    });
    return await this.#limit.begin(() => this.#spawn(request), admitted);
  }

  explain(said: string, status?: ProgramStatus): Fault {
    if (this.password !== undefined && status === undefined && said === "") {
      return wrongPassword(this.#destination);
    }
    return unreachable(said, this.#destination);
  }

  async #spawn({ script, stdin, prompt }: ClientRequest): Promise<Program> {
    const config = await (this.#config ??= this.#readConfig());
    const args = commandArguments(this.#options, config, {
      controlName: await this.#controlName,
      canAsk: this.#environment["SSH_ASKPASS"] !== undefined,
      command: portableCommand(this.#options.shell, script),
    });
    const launch: Launch = {
      argv: ["ssh", ...args],
      cwd: this.#cwd,
      environment: { ...this.#environment, SHEP_ASKPASS_PROMPT: prompt },
    };
    try {
      return new SpawnedProgram(launch, stdin, "process");
    } catch (error) {
      throw await explainLaunch(error, launch);
    }
  }

  /** What the user's configuration says of this host, so that Shep's own choices stand behind. */
  async #readConfig(): Promise<SshConfig> {
    const { stdout } = await new Deno.Command("ssh", {
      args: configArguments(this.#options),
      cwd: this.#cwd,
      env: this.#environment,
      clearEnv: true,
      stdin: "null",
      stderr: "null",
    }).output();
    const config = parseConfig(new TextDecoder().decode(stdout));
    this.#destination = {
      ...this.#destination,
      user: config.get("user") ?? this.#destination.user,
      port: config.get("port") ?? this.#destination.port,
    };
    return config;
  }
}

/** The user's environment, and how ssh is to ask for a password. */
function sshEnvironment(
  environment: Environment,
  { password, askpass }: SshOptions,
): Record<string, string> {
  const passed = clientEnvironment(environment);
  if (password === undefined || askpass === undefined) return passed;
  return { DISPLAY: ":0", ...passed, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: "force" };
}

/** The same for all that reaches the same host as the same user, in the same way. */
async function controlName(host: string, options: SshOptions): Promise<string> {
  const { address, port, user, identity, arguments: own } = options;
  const text = JSON.stringify([host, address, port, user, identity, own]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest, 0, 8).toHex();
}
