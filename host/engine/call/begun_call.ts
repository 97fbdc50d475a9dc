/**
 * A call that was begun before its turn: its plugin works until it asks the host for something, and
 * is answered when its turn has come. Where the target can be left to decide whether that comes, its
 * program is sent there before.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import type { ExecReply, ExecRequest, ServedCall } from "@shep/sdk/wire";
import type { PluginSession } from "../../controller/session.ts";
import type { Outcome } from "../task/result.ts";

/** A session that can send a program before the turn of its task. */
export interface AheadSession extends PluginSession {
  /** Runs a program after the success of the one before; else, and if it cannot, it is `skipped`. */
  execBehind?(request: ExecRequest, call: ServedCall): Promise<ExecReply>;
}

/** A call that was begun. */
export interface Begun {
  /** What it comes to, if that is known already, and nothing has to be asked for it. */
  readonly foreseen?: Outcome;
  /** Its turn has come: what it comes to. */
  resume(): Promise<Outcome>;
  /** The program of the task before is on its way: its own may follow that. */
  follow(): void;
  /** Gives it up. */
  drop(): void;
}

/** A call that needs not be made. */
export class ForeseenCall implements Begun {
  readonly foreseen: Outcome;

  /** What would come of it is known. */
  constructor(foreseen: Outcome) {
    this.foreseen = foreseen;
  }

  resume(): Promise<Outcome> {
    return Promise.resolve(this.foreseen);
  }

  follow(): void {}

  drop(): void {}
}

/** A call of an action that only asks. */
export class BegunCall implements Begun {
  readonly #turn = Promise.withResolvers<void>();
  readonly #outcome: Promise<Outcome>;
  #hasTurn = false;
  /** Resolves when a program that was not run may be sent once more. */
  #chance = Promise.withResolvers<void>();

  /** Calls, with a session that answers nothing yet, but sends a program if it `isBehind` another. */
  constructor(
    session: AheadSession,
    isBehind: boolean,
    call: (held: PluginSession) => Promise<Outcome>,
  ) {
    this.#turn.promise.catch(() => {});
    this.#outcome = call(this.#held(session, isBehind));
    this.#outcome.catch(() => {});
  }

  resume(): Promise<Outcome> {
    this.#hasTurn = true;
    this.#turn.resolve();
    return this.#outcome;
  }

  follow(): void {
    this.#chance.resolve();
  }

  drop(): void {
    this.#turn.reject(new Fault("cancelled", "The task does not have its turn"));
  }

  /** A session whose answers wait. */
  #held(session: AheadSession, isBehind: boolean): PluginSession {
    const inTurn =
      <Args extends unknown[], Answer>(ask: ((...args: Args) => Promise<Answer>) | undefined) =>
      async (...args: Args): Promise<Answer> => {
        await this.#turn.promise;
        return await ask!.apply(session, args);
      };
    const exec = inTurn(session.exec);
    let maySend = isBehind;
    return {
      find: inTurn(session.find),
      exec: async (request, call) => {
        const behind = maySend ? await this.#behind(session, request, call) : undefined;
        // What asks a second time has to see what came of the first.
        maySend = false;
        return behind ?? await exec(request, call);
      },
      put: inTurn(session.put),
      fetch: inTurn(session.fetch),
      render: inTurn(session.render),
    };
  }

  /** Sends a program before the turn, as often as there is something that it may follow. */
  async #behind(
    session: AheadSession,
    request: ExecRequest,
    call: ServedCall,
  ): Promise<ExecReply | undefined> {
    while (!this.#hasTurn) {
      this.#chance = Promise.withResolvers();
      const reply = await session.execBehind!(request, call);
      if (!reply.skipped) return reply;
      await Promise.race([this.#turn.promise, this.#chance.promise]);
    }
    return undefined;
  }
}
