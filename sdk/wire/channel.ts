/**
 * Calls, replies, streams and cancellation between two peers; one implementation for both ends.
 *
 * A channel knows nothing of processes: frames come in by {@linkcode Channel.receive} and go out
 * by the `send` it was given.
 *
 * @module
 */
import { Message } from "../fbs/message.ts";
import {
  type CallType,
  FrameReader,
  FrameWriter,
  type Incoming,
  type MessageCodec,
  messageName,
  PROTOCOL_VERSION,
} from "./codec.ts";
import { Fault, WireError } from "./errors.ts";
import { MAX_FRAME_BYTES } from "./frame.ts";
import {
  cancel,
  errorReply,
  type LogMessage,
  logMessage,
  type Progress,
  progress,
} from "./messages/common.ts";
import { type Hello, hello } from "./messages/handshake.ts";
import { type StreamChannel, streamChunk, streamCredit, streamEnd } from "./messages/stream.ts";
import { CallStreams, type Sink, STREAM_WINDOW_BYTES } from "./streams.ts";

/** How long a cancelled call may take to be answered before its caller stops waiting. */
const CANCEL_GRACE_MS = 5_000;

/** What is said outside of any call. */
const NO_CALL = 0;

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
  /** Where the streams that come before the reply go. */
  readonly sinks?: Readonly<Partial<Record<StreamChannel, Sink>>>;
  /** Hears how far the call is. */
  readonly onProgress?: (progress: Progress) => void;
  /** What the peer's own calls in this call's name are served with, as `parentContext`. */
  readonly context?: unknown;
}

/** A call from the side that serves it. */
export interface ServedCall {
  readonly id: number;
  /** The caller's own call in whose name it asks; 0 for none. */
  readonly parentId: number;
  /** The `context` which that call was made with. */
  readonly parentContext: unknown;
  /** Aborted when the caller cancels, or is gone. */
  readonly signal: AbortSignal;
  /** Asks the caller something in this call's name. */
  call<Request, Reply>(
    type: CallType<Request, Reply>,
    request: Request,
    options?: CallOptions,
  ): Promise<Reply>;
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
interface Route {
  readonly type: CallType<unknown, unknown>;
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

  /** Who serves requests of this type. */
  route(type: Message): Route | undefined {
    return this.#routes.get(type);
  }
}

/** How a channel meets the world. */
export interface ChannelOptions {
  /** The host's calls have odd ids, the plugin's even ones. */
  readonly side: "host" | "plugin";
  readonly handlers: Handlers;
  /** Takes a frame; its bytes are good only during the call. */
  readonly send: (frame: Uint8Array) => void;
  readonly onHello?: (hello: Hello) => void;
  readonly onLog?: (message: LogMessage) => void;
  /** Hears of what is against the protocol and yet does no harm. */
  readonly onOddity?: (what: string) => void;
}

/** A call that waits for its reply. */
interface PendingCall {
  readonly type: CallType<unknown, unknown>;
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly options: CallOptions;
  readonly streams: CallStreams;
  /** Frees what waits beside the reply. */
  readonly release: () => void;
  /** Why the caller gave it up. */
  readonly abandoned?: Fault;
}

/** A call that is being served. */
interface RunningCall {
  readonly abort: AbortController;
  readonly streams: CallStreams;
}

/** One end of a conversation. */
export class Channel {
  readonly #options: ChannelOptions;
  readonly #writer = new FrameWriter();
  readonly #reader = new FrameReader();
  readonly #pending = new Map<number, PendingCall>();
  readonly #running = new Map<number, RunningCall>();
  #nextId: number;
  #peerWindow = STREAM_WINDOW_BYTES;
  #peerMaxFrame = MAX_FRAME_BYTES;
  #closed: Fault | undefined;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.#nextId = options.side === "host" ? 1 : 2;
  }

  /** How many calls of the peer are being served. */
  get running(): number {
    return this.#running.size;
  }

  /** How many calls wait for the peer's reply. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Introduces this side; the first thing to do. */
  greet(greeting: Hello): void {
    this.#send(hello, greeting, NO_CALL);
  }

  /** Says something that is answered by nothing. */
  log(message: LogMessage): void {
    this.#send(logMessage, message, NO_CALL);
  }

  /**
   * Asks the peer.
   *
   * @throws {Fault} What the peer answered; `cancelled` or `deadline-exceeded` as the options say;
   * what {@linkcode close} was given, when the peer is gone.
   */
  call<Request, Reply>(
    type: CallType<Request, Reply>,
    request: Request,
    options: CallOptions = {},
  ): Promise<Reply> {
    if (this.#closed) return Promise.reject(this.#closed);
    const id = this.#nextId;
    this.#nextId += 2;
    return new Promise((resolve, reject) => {
      const streams = this.#streams(id);
      const release = this.#watch(id, options);
      const entry = { type, resolve, reject, options, streams, release };
      this.#pending.set(id, entry as unknown as PendingCall);
      try {
        this.#send(type.request, request, id, options.parentId);
      } catch (error) {
        this.#pending.delete(id);
        release();
        return reject(Fault.from(error));
      }
      for (const channel of Object.keys(options.sinks ?? {}) as StreamChannel[]) {
        streams.incoming(channel).consume(options.sinks![channel]!).catch(() => {});
      }
      if (options.data !== undefined) this.#pump(id, streams, options.data);
      if (options.signal?.aborted) this.#cancel(id, abortFault(options.signal));
    });
  }

  /**
   * Takes a frame. Everything it holds is read before this returns.
   *
   * @throws {WireError} When the frame is not a legal one; nothing of it was acted upon, and
   * nothing behind it can be trusted.
   */
  receive(frame: Uint8Array): void {
    const incoming = this.#reader.open(frame);
    const { type, envelope } = incoming;
    switch (type) {
      case Message.Hello:
        return this.#greeted(hello.read(envelope, this.#reader));
      case Message.ErrorReply:
        return this.#failed(incoming, errorReply.read(envelope, this.#reader));
      case Message.Cancel:
        return this.#running.get(incoming.correlationId)?.abort.abort(
          new Fault("cancelled", "The caller gave up"),
        );
      case Message.LogMessage:
        return this.#options.onLog?.(logMessage.read(envelope, this.#reader));
      case Message.Progress: {
        const said = progress.read(envelope, this.#reader);
        return this.#pending.get(incoming.correlationId)?.options.onProgress?.(said);
      }
      case Message.StreamChunk:
      case Message.StreamCredit:
      case Message.StreamEnd:
        return this.#stream(incoming);
    }
    const route = this.#options.handlers.route(type);
    if (route) return this.#serve(incoming, route);
    const pending = this.#pending.get(incoming.correlationId);
    if (pending?.type.reply.type === type) return this.#answered(incoming, pending);
    this.#unexpected(incoming);
  }

  /** The peer is gone, or is to be treated so: nothing waits any longer. */
  close(reason: Fault): void {
    this.#closed ??= reason;
    for (const [id, pending] of this.#pending) {
      this.#settle(id, pending);
      pending.streams.close(reason);
      pending.reject(reason);
    }
    for (const running of this.#running.values()) {
      running.abort.abort(reason);
      running.streams.close(reason);
    }
  }

  #send<T>(codec: MessageCodec<T>, message: T, correlationId: number, parentId = NO_CALL): void {
    const frame = this.#writer.frame({ correlationId, parentId }, codec, message);
    if (frame.length > this.#peerMaxFrame) {
      throw new Fault(
        "invalid-request",
        `A ${messageName(codec.type)} of ${frame.length} bytes is over the peer's limit of ` +
          `${this.#peerMaxFrame}`,
        { hint: "Send large content as a stream" },
      );
    }
    this.#options.send(frame);
  }

  #streams(id: number): CallStreams {
    return new CallStreams({
      window: this.#peerWindow,
      send: (channel, data) => this.#send(streamChunk, { channel, data }, id),
      grant: (channel, bytes) => {
        if (!this.#closed) this.#send(streamCredit, { channel, bytes }, id);
      },
    });
  }

  async #pump(
    id: number,
    streams: CallStreams,
    data: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<void> {
    const stream = streams.outgoing("data");
    try {
      for await (const chunk of data) await stream.write(chunk);
      if (this.#pending.has(id)) this.#send(streamEnd, { channel: "data" }, id);
    } catch (thrown) {
      if (!this.#pending.has(id) || this.#closed) return;
      this.#send(streamEnd, { channel: "data", error: Fault.from(thrown) }, id);
    }
  }

  /** Watches the caller's signal and the clock; returns how to stop. */
  #watch(id: number, { signal, timeoutMs }: CallOptions): () => void {
    const onAbort = (): void => this.#cancel(id, abortFault(signal!));
    signal?.addEventListener("abort", onAbort, { once: true });
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => {
      this.#cancel(id, new Fault("deadline-exceeded", `No answer within ${timeoutMs} ms`));
    }, timeoutMs);
    return () => {
      signal?.removeEventListener("abort", onAbort);
      clearTimeout(timer);
    };
  }

  /** Asks for the end of a call and waits for it, but not for ever. */
  #cancel(id: number, why: Fault): void {
    const pending = this.#pending.get(id);
    if (!pending || pending.abandoned) return;
    pending.release();
    const timer = setTimeout(() => {
      this.#pending.delete(id);
      pending.streams.close(why);
      pending.reject(why);
    }, CANCEL_GRACE_MS);
    const release = (): void => clearTimeout(timer);
    this.#pending.set(id, { ...pending, release, abandoned: why });
    this.#send(cancel, {}, id);
  }

  #settle(id: number, pending: PendingCall): void {
    this.#pending.delete(id);
    pending.release();
  }

  #greeted(greeting: Hello): void {
    this.#peerWindow = greeting.streamWindowBytes;
    this.#peerMaxFrame = greeting.maxFrameBytes;
    this.#options.onHello?.(greeting);
  }

  #answered(incoming: Incoming, pending: PendingCall): void {
    const reply = pending.type.reply.read(incoming.envelope, this.#reader);
    this.#settle(incoming.correlationId, pending);
    pending.streams.finish();
    if (pending.abandoned) pending.reject(pending.abandoned);
    else pending.resolve(reply);
  }

  #failed(incoming: Incoming, fault: Fault): void {
    const pending = this.#pending.get(incoming.correlationId);
    if (!pending) return this.#unexpected(incoming);
    this.#settle(incoming.correlationId, pending);
    pending.streams.close(fault);
    pending.reject(pending.abandoned ?? fault);
  }

  #unexpected({ type, correlationId }: Incoming): void {
    const name = messageName(type);
    if (!this.#isOurs(correlationId) && correlationId !== NO_CALL && !name.endsWith("Reply")) {
      const fault = new Fault("unsupported-message", `${name} is not served here`);
      return this.#send(errorReply, fault, correlationId);
    }
    this.#options.onOddity?.(`${name} for call ${correlationId}, which waits for none`);
  }

  #isOurs(id: number): boolean {
    return id % 2 === (this.#options.side === "host" ? 1 : 0);
  }

  #stream({ type, correlationId: id, envelope }: Incoming): void {
    const streams = this.#pending.get(id)?.streams ?? this.#running.get(id)?.streams;
    // A stream's last messages may cross the end of its call.
    if (!streams) return;
    if (type === Message.StreamCredit) {
      const { channel, bytes } = streamCredit.read(envelope, this.#reader);
      streams.outgoing(channel).grant(bytes);
    } else if (type === Message.StreamChunk) {
      const { channel, data } = streamChunk.read(envelope, this.#reader);
      streams.incoming(channel).receive(data);
    } else {
      const { channel, error } = streamEnd.read(envelope, this.#reader);
      streams.incoming(channel).end(error);
    }
  }

  #serve({ correlationId: id, parentId, envelope, protocolVersion }: Incoming, route: Route): void {
    if (id === NO_CALL || this.#isOurs(id)) {
      throw new WireError(`The peer opened a call under the id ${id}, which is not its to give`);
    }
    if (this.#running.has(id)) throw new WireError(`The peer opened the call ${id} twice`);
    if (protocolVersion !== PROTOCOL_VERSION) {
      const fault = new Fault(
        "unsupported-version",
        `The peer speaks version ${protocolVersion} of the protocol, this side ${PROTOCOL_VERSION}`,
      );
      return this.#send(errorReply, fault, id);
    }
    const request = route.type.request.read(envelope, this.#reader);
    const streams = this.#streams(id);
    const abort = new AbortController();
    this.#running.set(id, { abort, streams });
    const call = this.#servedCall(id, parentId, abort.signal, streams);
    try {
      const reply = route.handler(request, call);
      if (reply instanceof Promise) {
        reply.then((value) => this.#reply(id, route, value), (error) => this.#refuse(id, error));
      } else this.#reply(id, route, reply);
    } catch (error) {
      this.#refuse(id, error);
    }
  }

  #servedCall(
    id: number,
    parentId: number,
    signal: AbortSignal,
    streams: CallStreams,
  ): ServedCall {
    return {
      id,
      parentId,
      parentContext: this.#pending.get(parentId)?.options.context,
      signal,
      call: (type, request, options) =>
        this.call(type, request, { signal, ...options, parentId: id }),
      write: (channel, data) => streams.outgoing(channel).write(data),
      consume: (channel, sink) => streams.incoming(channel).consume(sink),
      progress: (said) => {
        if (this.#running.has(id)) this.#send(progress, said, id);
      },
    };
  }

  #reply(id: number, route: Route, reply: unknown): void {
    if (this.#closed) return void this.#running.delete(id);
    try {
      this.#send(route.type.reply, reply, id);
      this.#running.delete(id);
    } catch (error) {
      this.#refuse(id, error);
    }
  }

  #refuse(id: number, error: unknown): void {
    this.#running.delete(id);
    if (!this.#closed) this.#send(errorReply, Fault.from(error), id);
  }
}

/** An aborted signal as the fault that its call fails with. */
function abortFault(signal: AbortSignal): Fault {
  if (signal.reason instanceof Fault) return signal.reason;
  return new Fault("cancelled", "The call was cancelled", { cause: signal.reason });
}
