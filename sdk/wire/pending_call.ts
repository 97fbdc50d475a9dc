/**
 * A call that waits for its reply.
 *
 * @module
 */
import { after, type Cancel } from "../timer.ts";
import type { CallOptions } from "./call.ts";
import type { CallType } from "./codec.ts";
import { Fault } from "./errors.ts";
import type { StreamChannel } from "./messages/stream.ts";
import type { CallStreams, IncomingStream } from "./streams.ts";

/** Who waits for the reply. */
export interface Waiter<Reply> {
  /** Takes the reply. */
  resolve(reply: Reply): void;
  /** Takes what there is in place of one. */
  reject(error: Error): void;
}

/** A call from the side that made it. */
export class PendingCall {
  readonly id: number;
  readonly type: CallType<unknown, unknown>;
  readonly options: CallOptions;
  readonly streams: CallStreams;
  readonly #waiter: Waiter<unknown>;
  #cancelTimer: Cancel | undefined;
  #onAbort: (() => void) | undefined;
  /** Why its caller gave it up. */
  #abandoned: Fault | undefined;

  /** A call of `type`, whose reply goes to `waiter`. */
  constructor(
    id: number,
    type: CallType<unknown, unknown>,
    options: CallOptions,
    streams: CallStreams,
    waiter: Waiter<unknown>,
  ) {
    this.id = id;
    this.type = type;
    this.options = options;
    this.streams = streams;
    this.#waiter = waiter;
  }

  /** Whether only the end of the call is waited for, not its result. */
  get isAbandoned(): boolean {
    return this.#abandoned !== undefined;
  }

  /** Whether nothing but the reply is expected: no stream is at work, and no clock runs. */
  get awaitsReplyOnly(): boolean {
    const { data, timeoutMs } = this.options;
    return data === undefined && timeoutMs === undefined && !this.isAbandoned &&
      !this.streams.isUsed;
  }

  /** Watches the caller's signal and the clock. */
  watch(giveUp: (why: Fault) => void): void {
    const { signal, timeoutMs } = this.options;
    if (signal) {
      this.#onAbort = (): void => giveUp(abortFault(signal));
      signal.addEventListener("abort", this.#onAbort, { once: true });
    }
    if (timeoutMs === undefined) return;
    this.#cancelTimer = after(timeoutMs, () => {
      giveUp(new Fault("deadline-exceeded", `No answer to ${this.type.name} in ${timeoutMs} ms`));
    });
  }

  /** Keeps waiting, but for nothing more than the end, and for no longer than `graceMs`. */
  abandon(why: Fault, graceMs: number, onGrace: () => void): void {
    this.#unwatch();
    this.#abandoned = why;
    this.streams.fail(why);
    this.#cancelTimer = after(graceMs, onGrace);
  }

  /** The stream from the peer on `channel`; nothing where the caller takes none. */
  incoming(channel: StreamChannel, giveUp: (why: Fault) => void): IncomingStream | undefined {
    if (this.streams.hasIncoming(channel)) return this.streams.incoming(channel);
    const sink = this.options.sinks?.[channel];
    if (!sink) return undefined;
    const stream = this.streams.incoming(channel);
    stream.consume(sink).catch((error) => giveUp(Fault.from(error)));
    return stream;
  }

  /** The reply came: the caller has it as soon as its sinks have taken what came before. */
  resolve(reply: unknown): void {
    this.#unwatch();
    if (this.#abandoned) return this.#waiter.reject(this.#abandoned);
    const taken = this.streams.finish();
    if (taken === undefined) return this.#waiter.resolve(reply);
    taken.then(
      () => this.#waiter.resolve(reply),
      (error) => this.#waiter.reject(Fault.from(error)),
    );
  }

  /** There will be no reply. */
  reject(fault: Fault): void {
    this.#unwatch();
    this.streams.fail(fault);
    this.#waiter.reject(this.#abandoned ?? fault);
  }

  #unwatch(): void {
    this.#cancelTimer?.();
    if (this.#onAbort) this.options.signal?.removeEventListener("abort", this.#onAbort);
    this.#cancelTimer = this.#onAbort = undefined;
  }
}

/** An aborted signal as the fault that its call fails with. */
export function abortFault(signal: AbortSignal): Fault {
  if (signal.reason instanceof Fault) return signal.reason;
  return new Fault("cancelled", "The call was cancelled", { cause: signal.reason });
}
