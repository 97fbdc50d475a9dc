/**
 * Shells that are kept for the next script.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { SKIPPED } from "./capture.ts";
import type { ShellRequest } from "./request.ts";
import { type ShellOutput, type ShellSession, Unsent } from "./session.ts";

/** A script, and how it stands to others. */
export interface PoolRequest extends Omit<ShellRequest, "afterSuccess"> {
  /** Whether it keeps its place among others of this kind: all of them run in one shell. */
  readonly isLast?: boolean;
  /** Names it for one that is to run after it. */
  readonly number?: number;
  /** The number of the one that has to be right before it, in that order, and to exit with 0. */
  readonly after?: number;
}

/** Takes a session that has become free, or nothing where one may be started in its place. */
type Waiter = (session?: ShellSession) => void;

/** A shell for one script, which leaves it at its end. */
interface Place {
  readonly session: ShellSession;
  leave(): void;
}

/** A shell to which scripts are sent one behind the other. */
interface Line {
  readonly session: Promise<ShellSession>;
  /** How many are not answered yet. */
  length: number;
}

/** A script that stands in a line, or did. */
interface Standing {
  readonly number: number | undefined;
  /** Not known before it is answered, or where its shell was lost. */
  exitCode?: number;
}

/**
 * Runs scripts in the first idle shell of a few: another is started while all of them are busy,
 * up to a limit, and none is ended before the pool is closed. The last scripts of tasks
 * stand in a line for one shell instead: they keep their order.
 */
export class ShellPool {
  readonly #open: () => Promise<ShellSession>;
  readonly #limit: number;
  readonly #sessions = new Set<ShellSession>();
  readonly #idle: ShellSession[] = [];
  readonly #waiters: Waiter[] = [];
  #line: Line | undefined;
  /** The last script that stood in a line. */
  #last: Standing | undefined;
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
   * @returns The script's exit code; {@linkcode SKIPPED} if it was to run `after` one that failed, or
   * was not right before it.
   * @throws {Fault} `unreachable` when the shell is lost, or what `signal` was aborted with.
   */
  async run(request: PoolRequest, output: ShellOutput, signal: AbortSignal): Promise<number> {
    const before = this.#last;
    const own: Standing = { number: request.number };
    if (request.isLast) this.#last = own;
    // At once: what is to run after this one may be asked for before anything else happens.
    if (this.#isFutile(request, before)) return own.exitCode = SKIPPED;
    return own.exitCode = await this.#run(request, before, output, signal);
  }

  /** Whether a script was to run after another that has failed, or was not right before it. */
  #isFutile({ after }: PoolRequest, before: Standing | undefined): boolean {
    if (after === undefined) return false;
    if (before?.number !== after) return true;
    return before.exitCode === undefined ? this.#line === undefined : before.exitCode !== 0;
  }

  async #run(
    { after, ...request }: PoolRequest,
    before: Standing | undefined,
    output: ShellOutput,
    signal: AbortSignal,
  ): Promise<number> {
    const isConditional = after !== undefined;
    // What is not known here the shell knows, in which both stand in the same line.
    const afterSuccess = isConditional && before?.exitCode === undefined;
    const own = { ...request, afterSuccess };
    try {
      return await this.#runOnce(own, output, signal);
    } catch (error) {
      const isUnsent = error instanceof Unsent;
      if (isConditional && !signal.aborted && (isUnsent || before?.exitCode !== 0)) return SKIPPED;
      if (!isUnsent) throw error;
      // Lost while it had nothing to do: another one takes its place, once.
      return await this.#runOnce(own, output, signal);
    }
  }

  async #runOnce(
    request: PoolRequest & ShellRequest,
    output: ShellOutput,
    signal: AbortSignal,
  ): Promise<number> {
    const { session, leave } = await (request.isLast ? this.#inLine(signal) : this.#alone(signal));
    const abort = (): void => void session.close();
    signal.addEventListener("abort", abort, { once: true });
    try {
      signal.throwIfAborted();
      return await session.run(request, output);
    } catch (error) {
      // Lost, or a script whose output nobody takes any more and that would run on; not where others
      // stand behind it. Who gave it up hears so when all that it started is gone.
      const isOver = !request.isLast && !session.isIdle;
      if (signal.aborted || isOver) await session.close();
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", abort);
      leave();
    }
  }

  async #alone(signal: AbortSignal): Promise<Place> {
    const session = await this.#acquire(signal);
    return { session, leave: () => this.#release(session) };
  }

  /** Behind those that stand in the line, or the first in a new one. */
  async #inLine(signal: AbortSignal): Promise<Place> {
    const line = this.#line ??= { session: this.#acquire(signal), length: 0 };
    line.length++;
    const end = (): void => {
      if (this.#line === line) this.#line = undefined;
    };
    try {
      const session = await line.session;
      return {
        session,
        leave: () => {
          line.length--;
          if (line.length === 0 || !session.isOpen) end();
          if (line.length === 0) this.#release(session);
        },
      };
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Resolves when all idle shells have answered, or have been found lost: those are used no more. */
  async check(): Promise<void> {
    const idle = [...this.#sessions].filter(({ isIdle }) => isIdle);
    await Promise.allSettled(idle.map((session) => session.check()));
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
