/**
 * The connection `local`: tasks that run on the controller itself.
 *
 * @module
 */
import {
  type Connection,
  type ConnectionDefinition,
  defineConnection,
  type Environment,
  type ExecKind,
  type ExecReply,
  type ExecRequest,
  type FetchRequest,
  type OpenConnectionRequest,
  type PutRequest,
  type TransferContext,
  type Value,
} from "@shep/sdk";
import { Calls } from "../connection/calls.ts";
import { fetchByProgram } from "../connection/files/fetch.ts";
import { putByProgram } from "../connection/files/put.ts";
import { Users } from "../connection/users.ts";
import { DirectLauncher } from "./direct_launcher.ts";
import { fetchFile, putFile, withSource } from "./files.ts";

class LocalConnection implements Connection {
  readonly readsSources = true;
  readonly #users: Users;
  readonly #calls = new Calls();

  constructor({ host, environment, options }: OpenConnectionRequest) {
    const launcher = new DirectLauncher(workingDirectory(options, environment), environment);
    this.#users = new Users(launcher, { target: host });
  }

  get chains(): readonly ExecKind[] {
    return this.#users.chains;
  }

  exec(request: ExecRequest, context: TransferContext): Promise<ExecReply> {
    return this.#calls.make(
      context,
      async (context) => await this.#users.runner(request.become).exec(request, context),
    );
  }

  put(request: PutRequest, context: TransferContext): Promise<number> {
    const { become } = request;
    return this.#calls.make(
      context,
      async (context) =>
        become === undefined
          ? await putFile(request, context)
          : await putByProgram(this.#users.runner(become), request, withSource(request, context)),
    );
  }

  fetch(request: FetchRequest, context: TransferContext): Promise<number> {
    const { become } = request;
    return this.#calls.make(
      context,
      async (context) =>
        become === undefined
          ? await fetchFile(request, context)
          : await fetchByProgram(this.#users.runner(become), request, context),
    );
  }

  async close(): Promise<void> {
    await this.#calls.close();
    await this.#users.close();
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
