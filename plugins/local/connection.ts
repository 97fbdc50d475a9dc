/**
 * The connection `local`: tasks that run on the controller itself.
 *
 * @module
 */
import {
  type Become,
  type Connection,
  type ConnectionDefinition,
  defineConnection,
  type Environment,
  type ExecReply,
  type ExecRequest,
  Fault,
  type FetchRequest,
  type OpenConnectionRequest,
  type PutRequest,
  type TransferContext,
  type Value,
} from "@shep/sdk";
import { DirectLauncher } from "./direct_launcher.ts";
import { fetchElevated, putElevated } from "./elevated_files.ts";
import { fetchFile, putFile } from "./files.ts";
import type { Launcher } from "./program.ts";
import { Runner } from "./runner.ts";
import { SudoLauncher } from "./sudo_launcher.ts";

class LocalConnection implements Connection {
  readonly #host: string;
  readonly #direct: DirectLauncher;
  /** Who has run anything, by {@linkcode becomeKey}. */
  readonly #runners = new Map<string, Runner>();
  /** The calls under way, and what gives each of them up. */
  readonly #calls = new Map<AbortController, Promise<unknown>>();

  constructor({ host, environment, options }: OpenConnectionRequest) {
    this.#host = host;
    this.#direct = new DirectLauncher(workingDirectory(options, environment), environment);
  }

  exec(request: ExecRequest, context: TransferContext): Promise<ExecReply> {
    return this.#call(context, (context) => this.#runnerOf(request.become).exec(request, context));
  }

  put(request: PutRequest, context: TransferContext): Promise<number> {
    const { become } = request;
    return this.#call(
      context,
      (context) =>
        become === undefined
          ? putFile(request, context)
          : putElevated(this.#runnerOf(become).launcher, request, context),
    );
  }

  fetch(request: FetchRequest, context: TransferContext): Promise<number> {
    const { become } = request;
    return this.#call(
      context,
      (context) =>
        become === undefined
          ? fetchFile(request, context)
          : fetchElevated(this.#runnerOf(become).launcher, request, context),
    );
  }

  async close(): Promise<void> {
    const reason = new Fault("cancelled", "The connection was closed");
    for (const controller of this.#calls.keys()) controller.abort(reason);
    await Promise.allSettled(this.#calls.values());
    await Promise.all([...this.#runners.values()].map((runner) => runner.close()));
  }

  /** Makes a call that ends when its caller gives up or the connection is closed. */
  async #call<T>(
    context: TransferContext,
    serve: (context: TransferContext) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    const giveUp = (): void => controller.abort(context.signal.reason);
    context.signal.addEventListener("abort", giveUp, { once: true });
    if (context.signal.aborted) giveUp();
    const call = serve({
      signal,
      write: (channel, data) => context.write(channel, data),
      read: (sink) => context.read(sink),
    });
    this.#calls.set(controller, call);
    try {
      return await call;
    } finally {
      this.#calls.delete(controller);
      context.signal.removeEventListener("abort", giveUp);
    }
  }

  #runnerOf(become: Become | undefined): Runner {
    const key = becomeKey(become);
    let runner = this.#runners.get(key);
    if (!runner) {
      runner = new Runner(launcherFor(this.#direct, become), this.#host);
      this.#runners.set(key, runner);
    }
    return runner;
  }
}

/** The same for all that runs as the same user, in the same way. */
function becomeKey(become: Become | undefined): string {
  if (become === undefined) return "";
  const { method, user, flags, executable, password } = become;
  return JSON.stringify([method, user, flags, executable, password]);
}

/**
 * @throws {Fault} `failed`, for a way to become another user that is not supported.
 */
function launcherFor(direct: DirectLauncher, become: Become | undefined): Launcher {
  if (become === undefined) return direct;
  if (become.method === "sudo") return new SudoLauncher(direct, become);
  throw new Fault("failed", `become_method '${become.method}' is not supported yet`, {
    hint: "The connection 'local' supports 'sudo'.",
  });
}

/**
 * Where programs run that do not ask for another place: beside the playbook, as Ansible's do, and
 * else where the user is.
 */
function workingDirectory(options: Value, environment: Environment): string {
  const playbookDirectory = options instanceof Map ? options.get("playbook_dir") : undefined;
  return typeof playbookDirectory === "string" ? playbookDirectory : environment["PWD"] ?? "/";
}

/**
 * Runs tasks on the controller itself, with all rights of the user who runs the play.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/local_connection.html
 */
export const localConnection: ConnectionDefinition = defineConnection({
  name: "local",
  open: (request) => Promise.resolve(new LocalConnection(request)),
});
