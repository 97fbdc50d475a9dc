/**
 * Calls of a connection that are under way.
 *
 * @module
 */
import { Fault, type TransferContext } from "@shep/sdk";

/** The calls of one connection, each of which can be given up. */
export class Calls {
  readonly #running = new Map<AbortController, Promise<unknown>>();

  /** Makes a call that ends when its caller gives up or the connection is closed. */
  async make<T>(
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
    this.#running.set(controller, call);
    try {
      return await call;
    } finally {
      this.#running.delete(controller);
      context.signal.removeEventListener("abort", giveUp);
    }
  }

  /** Gives all of them up; resolves when they have ended. */
  async close(): Promise<void> {
    const reason = new Fault("cancelled", "The connection was closed");
    for (const controller of this.#running.keys()) controller.abort(reason);
    await Promise.allSettled(this.#running.values());
  }
}
