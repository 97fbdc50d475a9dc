/**
 * A call that was begun before its turn: its plugin works until it asks the host for something, and
 * is answered when its turn has come.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import type { PluginSession } from "../../controller/session.ts";
import type { Outcome } from "../task/result.ts";

/** A call of an action that only asks. */
export class BegunCall {
  readonly #turn = Promise.withResolvers<void>();
  readonly #outcome: Promise<Outcome>;

  /** Calls, with a session that answers nothing yet. */
  constructor(session: PluginSession, call: (held: PluginSession) => Promise<Outcome>) {
    this.#turn.promise.catch(() => {});
    this.#outcome = call(held(session, this.#turn.promise));
    this.#outcome.catch(() => {});
  }

  /** Its turn has come: what it comes to. */
  resume(): Promise<Outcome> {
    this.#turn.resolve();
    return this.#outcome;
  }

  /** Gives it up. */
  drop(): void {
    this.#turn.reject(new Fault("cancelled", "The task does not have its turn"));
  }
}

/** A session whose answers wait. */
function held(session: PluginSession, turn: Promise<void>): PluginSession {
  const inTurn =
    <Args extends unknown[], Answer>(ask: ((...args: Args) => Promise<Answer>) | undefined) =>
    async (...args: Args): Promise<Answer> => {
      await turn;
      return await ask!.apply(session, args);
    };
  return {
    find: inTurn(session.find),
    exec: inTurn(session.exec),
    put: inTurn(session.put),
    fetch: inTurn(session.fetch),
    render: inTurn(session.render),
  };
}
