/**
 * Connections by a program that starts others somewhere else: `docker exec`, `kubectl exec`,
 * `chroot`.
 *
 * @module
 */
import {
  type ConnectionDefinition,
  defineConnection,
  Fault,
  type OpenConnectionRequest,
  type Value,
} from "@shep/sdk";
import { splitCommand } from "../command/shlex.ts";
import { explainLaunch, type Launch } from "../connection/launch.ts";
import { SpawnedProgram } from "../connection/process/spawned_program.ts";
import type { Program, ProgramStatus } from "../connection/program.ts";
import type { ClientRequest, TargetClient } from "../connection/remote/client.ts";
import { clientEnvironment } from "../connection/remote/environment.ts";
import { RemoteConnection } from "../connection/remote/connection.ts";
import { directoryWord } from "../shell_protocol/mod.ts";

/** How long it may take until a program has been started there, in milliseconds. */
const DEADLINE_MILLISECONDS = 60_000;

/** The variables of a host. */
export interface ExecVariables {
  /** The value of one; `ansible_host` is the host's name if nothing else is said. */
  text(name: string): string | undefined;
  /** The words of one. */
  words(name: string): string[];
}

/** Such a connection. */
export interface ExecTransport {
  /** As `ansible_connection` names it. */
  readonly name: string;
  /**
   * The words of the client that a shell and its words follow.
   *
   * @throws {Fault} For what cannot be had.
   */
  words(variables: ExecVariables): readonly string[];
}

/** A connection that runs one client. */
export function execConnection(transport: ExecTransport): ConnectionDefinition {
  return defineConnection({
    name: transport.name,
    open: (request) => Promise.resolve(open(transport, request)),
  });
}

function open(transport: ExecTransport, request: OpenConnectionRequest): RemoteConnection {
  const { host, options } = request;
  const variables = options instanceof Map ? options : new Map<string, Value>();
  const text = (name: string): string | undefined => {
    const value = variables.get(name);
    if (value !== undefined && value !== null && value !== "") return String(value);
    return name === "ansible_host" ? host : undefined;
  };
  const words = transport.words({ text, words: (name) => splitCommand(text(name) ?? "") });
  if (text("ansible_host")!.startsWith("-")) {
    throw new Fault("invalid-argument", `'${text("ansible_host")}' cannot be the name of a target`);
  }
  const shell = text("ansible_shell_executable") ?? "/bin/sh";
  const temporary = text("ansible_remote_tmp");
  return new RemoteConnection(new ExecClient(transport.name, [...words, shell, "-c"], request), {
    target: host,
    shell,
    ...(temporary === undefined ? {} : { directories: [directoryWord(temporary)] }),
  });
}

/** Reaches one target, by a process for each program. */
class ExecClient implements TargetClient {
  readonly deadline = DEADLINE_MILLISECONDS;
  readonly #name: string;
  readonly #words: readonly string[];
  readonly #request: OpenConnectionRequest;

  constructor(name: string, words: readonly string[], request: OpenConnectionRequest) {
    this.#name = name;
    this.#words = words;
    this.#request = request;
  }

  async start({ script, stdin }: ClientRequest): Promise<Program> {
    const { environment } = this.#request;
    const launch: Launch = {
      argv: [...this.#words, script.text],
      cwd: environment["PWD"] ?? "/",
      environment: clientEnvironment(environment),
    };
    try {
      return new SpawnedProgram(launch, stdin, "leader");
    } catch (error) {
      throw await explainLaunch(error, launch);
    }
  }

  explain(said: string, status?: ProgramStatus): Fault {
    const reason = said !== ""
      ? said
      : status === undefined
      ? `it did not answer within ${this.deadline / 1000} s`
      : `exit code ${status.exitCode}`;
    return new Fault(
      "unreachable",
      `'${this.#request.host}' cannot be reached by ${this.#name}: ${reason}`,
    );
  }
}
