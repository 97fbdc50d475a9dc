/**
 * A connection to a target that a client program reaches.
 *
 * @module
 */
import {
  type Become,
  type Connection,
  type ExecKind,
  type ExecReply,
  type ExecRequest,
  Fault,
  type FetchRequest,
  type PutRequest,
  type TransferContext,
} from "@shep/sdk";
import { HANDSHAKE_MILLISECONDS } from "../../shell_protocol/mod.ts";
import { Calls } from "../calls.ts";
import { fetchByProgram } from "../files/fetch.ts";
import { putByProgram } from "../files/put.ts";
import { GRACE_MILLISECONDS } from "../process/spawned_program.ts";
import type { Runner, RunnerOptions } from "../runner.ts";
import { Users } from "../users.ts";
import type { TargetClient } from "./client.ts";
import { RemoteLauncher } from "./launcher.ts";
import { within } from "./within.ts";

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
    return this.#call(request, context, (runner, context) => runner.exec(request, context));
  }

  put(request: PutRequest, context: TransferContext): Promise<number> {
    return this.#call(
      request,
      context,
      (runner, context) => putByProgram(runner, request, context),
    );
  }

  fetch(request: FetchRequest, context: TransferContext): Promise<number> {
    return this.#call(
      request,
      context,
      (runner, context) => fetchByProgram(runner, request, context),
    );
  }

  async close(): Promise<void> {
    await this.#calls.close();
    await this.#users.close();
  }

  /**
   * Makes a call. Where the target was lost, its idle shells may be lost as well, and not have told
   * so yet: what is called next is not to run into one of those. A shell that is silent is not
   * waited for until its client gives it up.
   */
  #call<T>(
    { become }: { readonly become?: Become },
    context: TransferContext,
    serve: (runner: Runner, context: TransferContext) => Promise<T>,
  ): Promise<T> {
    return this.#calls.make(context, async (context) => {
      try {
        return await serve(this.#users.runner(become), context);
      } catch (error) {
        const isLost = error instanceof Fault && error.kind === "unreachable";
        if (isLost) await within(this.#users.checkShells(), GRACE_MILLISECONDS);
        throw error;
      }
    });
  }
}
