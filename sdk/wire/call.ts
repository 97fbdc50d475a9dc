/**
 * What a call looks like from the side that makes it and from the side that serves it.
 *
 * @module
 */
import type { Message } from "../fbs/wire.ts";
import type { CallType } from "./codec.ts";
import type { Progress } from "./messages/common.ts";
import type { StreamChannel } from "./messages/stream.ts";
import type { Sink } from "./streams.ts";

/** What a caller may ask for beside the reply. */
export interface CallOptions {
  /** The call in whose name this one is made. */
  readonly parentId?: number;
  /** Aborting it cancels the call; its reply is still waited for, for a while. */
  readonly signal?: AbortSignal;
  /** After this the call is cancelled and fails with `deadline-exceeded`. */
  readonly timeoutMs?: number;
  /** Sent along as the call's `data` stream. */
  readonly data?: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Where the streams that come before the reply go; a stream nobody takes fails the call. */
  readonly sinks?: Readonly<Partial<Record<StreamChannel, Sink>>>;
  /** Hears how far the call is. */
  readonly onProgress?: (progress: Progress) => void;
  /** What the peer's own calls in this call's name are served with, as `parentContext`. */
  readonly context?: unknown;
}

/** A call from the side that serves it. */
export interface ServedCall {
  /** Names the call on the wire. */
  readonly id: number;
  /** The caller's own call in whose name it asks; 0 for none. */
  readonly parentId: number;
  /** The `context` which that call was made with. */
  readonly parentContext: unknown;
  /** Aborted when the caller cancels, or is gone. */
  readonly signal: AbortSignal;
  /** Asks the caller something in this call's name; cancelled with it. */
  call<Request, Reply>(
    type: CallType<Request, Reply>,
    request: Request,
    options?: CallOptions,
  ): Promise<Reply>;
  /** Promises that nothing of it has to go on while it waits for a reply: this side may block. */
  doOneThingAtATime(): void;
  /** Streams bytes to the caller, before the reply. */
  write(channel: StreamChannel, data: Uint8Array): Promise<void>;
  /** Hands the caller's stream to `sink`; resolves at its end. */
  consume(channel: StreamChannel, sink: Sink): Promise<void>;
  /** Tells the caller how far it is. */
  progress(progress: Progress): void;
}

/** Serves one type of call. */
export type Handler<Request, Reply> = (
  request: Request,
  call: ServedCall,
) => Reply | Promise<Reply>;

/** A handler with the type that it serves. */
export interface Route {
  /** What is served. */
  readonly type: CallType<unknown, unknown>;
  /** Who serves it. */
  readonly handler: Handler<unknown, unknown>;
}

/** The types of call that one side serves. */
export class Handlers {
  readonly #routes = new Map<Message, Route>();

  /** Serves calls of `type`. */
  on<Request, Reply>(type: CallType<Request, Reply>, handler: Handler<Request, Reply>): this {
    this.#routes.set(type.request.type, { type, handler } as unknown as Route);
    return this;
  }

  /**
   * Who serves requests of this type.
   *
   * @internal
   */
  route(type: Message): Route | undefined {
    return this.#routes.get(type);
  }
}
