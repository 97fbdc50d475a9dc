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
import { fetchFile, putFile } from "./files.ts";
import { Runner } from "./runner.ts";

class LocalConnection implements Connection {
  readonly #runner: Runner;
  /** Aborted when the connection is closed. */
  readonly #closing = new AbortController();
  readonly #calls = new Set<Promise<unknown>>();

  constructor({ host, environment, options }: OpenConnectionRequest) {
    const direct = new DirectLauncher(workingDirectory(options, environment), environment);
    this.#runner = new Runner(direct, host);
  }

  exec(request: ExecRequest, context: TransferContext): Promise<ExecReply> {
    return this.#call(context, (context) => this.#runnerOf(request.become).exec(request, context));
  }

  put(request: PutRequest, context: TransferContext): Promise<number> {
    return this.#call(context, (context) => putFile(request, context));
  }

  fetch(request: FetchRequest, context: TransferContext): Promise<number> {
    return this.#call(context, (context) => fetchFile(request, context));
  }

  async close(): Promise<void> {
    this.#closing.abort(new Fault("cancelled", "The connection was closed"));
    await Promise.allSettled(this.#calls);
    await this.#runner.close();
  }

  /** Makes a call that ends when its caller gives up or the connection is closed. */
  async #call<T>(
    context: TransferContext,
    serve: (context: TransferContext) => Promise<T>,
  ): Promise<T> {
    const signal = AbortSignal.any([context.signal, this.#closing.signal]);
    const call = serve({
      signal,
      write: (channel, data) => context.write(channel, data),
      read: (sink) => context.read(sink),
    });
    this.#calls.add(call);
    try {
      return await call;
    } finally {
      this.#calls.delete(call);
    }
  }

  #runnerOf(become: Become | undefined): Runner {
    if (become === undefined) return this.#runner;
    throw new Fault("failed", `become_method '${become.method}' is not supported yet`);
  }
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
