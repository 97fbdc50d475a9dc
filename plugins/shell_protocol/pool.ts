/**
 * Shells that are kept for the next script.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import type { ShellRequest } from "./request.ts";
import { type ShellOutput, type ShellSession, Unsent } from "./session.ts";

/** Takes a session that has become free, or nothing where one may be started in its place. */
type Waiter = (session?: ShellSession) => void;

/**
 * Runs scripts in the first idle shell of a few: another is started while all of them are busy,
 * up to a limit, and none is ended before the pool is closed.
 */
export class ShellPool {
  readonly #open: () => Promise<ShellSession>;
  readonly #limit: number;
  readonly #sessions = new Set<ShellSession>();
  readonly #idle: ShellSession[] = [];
  readonly #waiters: Waiter[] = [];
  /** Shells there are, and shells about to be. */
  #count = 0;
  #isClosed = false;

  /** `open` starts a shell; `limit` is how many there may be at a time. */
  constructor(open: () => Promise<ShellSession>, limit: number) {
    this.#open = open;
    this.#limit = limit;
  }

  /**
   * Runs a script. When `signal` is aborted its shell is ended, with all that the script started.
   *
   * @returns The script's exit code.
   * @throws {Fault} `unreachable` when the shell is lost, or what `signal` was aborted with.
   */
  async run(request: ShellRequest, output: ShellOutput, signal: AbortSignal): Promise<number> {
    try {
      return await this.#runOnce(request, output, signal);
    } catch (error) {
      if (!(error instanceof Unsent)) throw error;
      // Lost while it had nothing to do: another one takes its place, once.
      return await this.#runOnce(request, output, signal);
    }
  }

  async #runOnce(
    request: ShellRequest,
    output: ShellOutput,
    signal: AbortSignal,
  ): Promise<number> {
    const session = await this.#acquire(signal);
    const abort = (): void => void session.close();
    signal.addEventListener("abort", abort, { once: true });
    try {
      signal.throwIfAborted();
      return await session.run(request, output);
    } catch (error) {
      // Lost, aborted, or a script whose output nobody takes any more and that would run on.
      if (!session.isIdle) await session.close();
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", abort);
      this.#release(session);
    }
  }

  /** Ends all shells; scripts that still run fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const waiter of this.#waiters.splice(0)) waiter();
    await Promise.all([...this.#sessions].map((session) => session.close()));
  }

  async #acquire(signal: AbortSignal): Promise<ShellSession> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#isClosed) throw new Fault("cancelled", "The connection was closed");
      const session = this.#idle.pop() ??
        (this.#count < this.#limit ? await this.#start() : await this.#turn(signal));
      if (session?.isOpen) return session;
      if (session) this.#drop(session);
    }
  }

  async #start(): Promise<ShellSession> {
    this.#count++;
    try {
      const session = await this.#open();
      this.#sessions.add(session);
      if (this.#isClosed) await session.close();
      return session;
    } catch (error) {
      this.#count--;
      this.#waiters.shift()?.();
      throw error;
    }
  }

  async #turn(signal: AbortSignal): Promise<ShellSession | undefined> {
    const { promise, resolve } = Promise.withResolvers<ShellSession | undefined>();
    const waiter: Waiter = resolve;
    const leave = (): void => {
      const place = this.#waiters.indexOf(waiter);
      if (place >= 0) this.#waiters.splice(place, 1);
      resolve(undefined);
    };
    this.#waiters.push(waiter);
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  #release(session: ShellSession): void {
    if (!session.isOpen) return this.#drop(session);
    const waiter = this.#waiters.shift();
    if (waiter) waiter(session);
    else this.#idle.push(session);
  }

  #drop(session: ShellSession): void {
    if (!this.#sessions.delete(session)) return;
    this.#count--;
    this.#waiters.shift()?.();
  }
}
