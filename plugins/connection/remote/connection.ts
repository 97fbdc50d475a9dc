/**
 * A connection to a target that a client program reaches.
 *
 * @module
 */
import type {
  Connection,
  ExecKind,
  ExecReply,
  ExecRequest,
  FetchRequest,
  PutRequest,
  TransferContext,
} from "@shep/sdk";
import { HANDSHAKE_MILLISECONDS } from "../../shell_protocol/mod.ts";
import { Calls } from "../calls.ts";
import { fetchByProgram } from "../files/fetch.ts";
import { putByProgram } from "../files/put.ts";
import type { RunnerOptions } from "../runner.ts";
import { Users } from "../users.ts";
import type { TargetClient } from "./client.ts";
import { RemoteLauncher } from "./launcher.ts";

/** Runs programs and moves files by shells and programs of the target's own. */
export class RemoteConnection implements Connection {
  readonly #users: Users;
  readonly #calls = new Calls();

  /** Reaches nothing yet: the first call does, and tells where it cannot. */
  constructor(client: TargetClient, options: RunnerOptions) {
    this.#users = new Users(new RemoteLauncher(client), {
      ...options,
      capturesCommands: true,
      // The client's own deadline comes first: it knows more of what went wrong.
      deadline: client.deadline + HANDSHAKE_MILLISECONDS,
    });
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
    return this.#calls.make(
      context,
      async (context) => await putByProgram(this.#users.runner(request.become), request, context),
    );
  }

  fetch(request: FetchRequest, context: TransferContext): Promise<number> {
    return this.#calls.make(
      context,
      async (context) => await fetchByProgram(this.#users.runner(request.become), request, context),
    );
  }

  async close(): Promise<void> {
    await this.#calls.close();
    await this.#users.close();
  }
}
