/**
 * A call that is being served.
 *
 * @module
 */
import type { CallOptions, ServedCall } from "./call.ts";
import type { CallType } from "./codec.ts";
import type { Fault } from "./errors.ts";
import type { Progress } from "./messages/common.ts";
import type { StreamChannel } from "./messages/stream.ts";
import type { CallStreams, Sink } from "./streams.ts";

/** What a served call needs of its channel. */
export interface Conversation {
  /** Asks the peer. */
  call<Request, Reply>(
    type: CallType<Request, Reply>,
    request: Request,
    options: CallOptions,
  ): Promise<Reply>;
  /** Tells the peer how far a call is. */
  progress(callId: number, progress: Progress): void;
}

/** A call from the side that serves it. */
export class RunningCall implements ServedCall {
  readonly id: number;
  readonly parentId: number;
  readonly parentContext: unknown;
  readonly streams: CallStreams;
  /** Whether all that it does stands still while it waits for a reply. */
  isSequential = false;
  readonly #channel: Conversation;
  /** Made when it is first asked for: most handlers are done before they could be cancelled. */
  #abort: AbortController | undefined;
  #cancelled: Fault | undefined;

  /** A call that came with `id`. */
  constructor(
    channel: Conversation,
    id: number,
    parent: { readonly id: number; readonly context: unknown },
    streams: CallStreams,
  ) {
    this.#channel = channel;
    this.id = id;
    this.parentId = parent.id;
    this.parentContext = parent.context;
    this.streams = streams;
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      this.#abort = new AbortController();
      if (this.#cancelled) this.#abort.abort(this.#cancelled);
    }
    return this.#abort.signal;
  }

  doOneThingAtATime(): void {
    this.isSequential = true;
  }

  /** The caller wants no more of it; how it ends is still to be answered. */
  cancel(why: Fault): void {
    if (this.#cancelled) return;
    this.#cancelled = why;
    this.#abort?.abort(why);
    this.streams.fail(why);
  }

  call<Request, Reply>(
    type: CallType<Request, Reply>,
    request: Request,
    options: CallOptions = {},
  ): Promise<Reply> {
    const signal = options.signal ? AbortSignal.any([this.signal, options.signal]) : this.signal;
    return this.#channel.call(type, request, { ...options, signal, parentId: this.id });
  }

  write(channel: StreamChannel, data: Uint8Array): Promise<void> {
    return this.streams.outgoing(channel).write(data);
  }

  consume(channel: StreamChannel, sink: Sink): Promise<void> {
    return this.streams.incoming(channel).consume(sink);
  }

  progress(progress: Progress): void {
    this.#channel.progress(this.id, progress);
  }
}
