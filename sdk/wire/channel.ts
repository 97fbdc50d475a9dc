/**
 * Calls, replies, streams and cancellation between two peers; one implementation for both ends.
 *
 * A channel knows nothing of processes: frames come in by {@linkcode Channel.receive} and go out
 * by the `send` it was given.
 *
 * @module
 */
import { Message } from "../fbs/wire.ts";
import type { CallOptions, Handlers, Route } from "./call.ts";
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
import { abortFault, PendingCall, type Waiter } from "./pending_call.ts";
import { RunningCall } from "./running_call.ts";
import {
  CallStreams,
  type IncomingStream,
  STREAM_WINDOW_BYTES,
  type StreamLink,
} from "./streams.ts";

/** How long a cancelled call may take to be answered before its caller stops waiting. */
const CANCEL_GRACE_MS = 5_000;

/** A peer must take frames of at least this size: a chunk of a stream, and what is around it. */
export const LEAST_FRAME_BYTES: number = 64 * 1024;

/** What is said outside of any call. */
const NO_CALL = 0;

/** How a channel meets the world. */
export interface ChannelOptions {
  /** The host's calls have odd ids, the plugin's even ones. */
  readonly side: "host" | "plugin";
  /** Who serves the peer's calls. */
  readonly handlers: Handlers;
  /** Takes a frame; its bytes are good only during the call. */
  readonly send: (frame: Uint8Array) => void;
  /** Hears the peer's introduction; what it throws ends the conversation. */
  readonly onHello?: (hello: Hello) => void;
  /** Hears what the peer has to say. */
  readonly onLog?: (message: LogMessage) => void;
  /** Hears of what is against the protocol and yet does no harm. */
  readonly onOddity?: (what: string) => void;
}

/** One end of a conversation. */
export class Channel {
  readonly #options: ChannelOptions;
  readonly #writer = new FrameWriter();
  readonly #reader = new FrameReader();
  readonly #pending = new Map<number, PendingCall>();
  readonly #running = new Map<number, RunningCall>();
  readonly #idle = new Set<() => void>();
  readonly #peer: { hasGreeted: boolean; window: number; maxFrame: number } = {
    hasGreeted: false,
    window: STREAM_WINDOW_BYTES,
    maxFrame: MAX_FRAME_BYTES,
  };
  readonly #link: StreamLink;
  #nextId: number;
  #closed: Fault | undefined;

  /** An end that has said nothing yet. */
  constructor(options: ChannelOptions) {
    this.#options = options;
    this.#nextId = options.side === "host" ? 1 : 2;
    const peer = this.#peer;
    this.#link = {
      get window(): number {
        return peer.window;
      },
      send: (id, channel, data) => this.#send(streamChunk, { channel, data }, id),
      grant: (id, channel, bytes) => {
        if (!this.#closed) this.#send(streamCredit, { channel, bytes }, id);
      },
    };
  }

  /** How many calls of the peer are being served. */
  get running(): number {
    return this.#running.size;
  }

  /** How many calls wait for the peer's reply. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Whether nothing goes on before the peer sends a frame. */
  get isWaiting(): boolean {
    if (this.#pending.size < this.#running.size) return false;
    const asking = new Set<number | undefined>();
    for (const pending of this.#pending.values()) {
      if (!pending.awaitsReplyOnly) return false;
      asking.add(pending.options.parentId);
    }
    for (const { id, isSequential } of this.#running.values()) {
      if (!isSequential || !asking.has(id)) return false;
    }
    return asking.size === this.#running.size;
  }

  /** Resolves when no call of the peer is being served. */
  idle(): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.add(resolve));
  }

  /** Introduces this side; the first thing to do. */
  greet(greeting: Hello): void {
    this.#send(hello, greeting, NO_CALL);
  }

  /** Says something that is answered by nothing. */
  log(message: LogMessage): void {
    if (!this.#closed) this.#send(logMessage, message, NO_CALL);
  }

  /** Tells the peer how far its call is. */
  progress(callId: number, said: Progress): void {
    if (this.#running.has(callId) && !this.#closed) this.#send(progress, said, callId);
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
    if (options.signal?.aborted) return Promise.reject(abortFault(options.signal));
    const id = this.#nextId;
    this.#nextId += 2;
    return new Promise((resolve, reject) => {
      const streams = new CallStreams(id, this.#link);
      const waiter = { resolve, reject } as Waiter<unknown>;
      const pending = new PendingCall(
        id,
        type as CallType<unknown, unknown>,
        options,
        streams,
        waiter,
      );
      this.#pending.set(id, pending);
      try {
        this.#send(type.request, request, id, options.parentId);
      } catch (error) {
        this.#pending.delete(id);
        return reject(Fault.from(error));
      }
      pending.watch((why) => this.#giveUp(pending, why));
      if (options.data !== undefined) this.#pump(pending, options.data);
    });
  }

  /**
   * Takes a frame. Everything it holds is read before this returns.
   *
   * @throws {WireError} When the frame is not a legal one, or not in its place; nothing of it was
   * acted upon, and nothing behind it can be trusted.
   */
  receive(frame: Uint8Array): void {
    if (this.#closed) return;
    const incoming = this.#reader.open(frame);
    const { type, envelope, correlationId } = incoming;
    if (!this.#peer.hasGreeted) this.#requireGreeting(incoming);
    switch (type) {
      case Message.Hello:
        return this.#greeted(hello.read(envelope, this.#reader));
      case Message.ErrorReply:
        return this.#failed(incoming, errorReply.read(envelope, this.#reader));
      case Message.Cancel:
        return this.#running.get(correlationId)?.cancel(
          new Fault("cancelled", "The caller gave up"),
        );
      case Message.LogMessage:
        return this.#options.onLog?.(logMessage.read(envelope, this.#reader));
      case Message.Progress: {
        const said = progress.read(envelope, this.#reader);
        return this.#pending.get(correlationId)?.options.onProgress?.(said);
      }
      case Message.StreamChunk:
      case Message.StreamCredit:
      case Message.StreamEnd:
        return this.#stream(incoming);
    }
    const route = this.#options.handlers.route(type);
    if (route) return this.#serve(incoming, route);
    const pending = this.#pending.get(correlationId);
    if (pending) this.#answered(incoming, pending);
    else this.#unexpected(incoming);
  }

  /** The peer is gone, or is to be treated so: nothing waits any longer. */
  close(reason: Fault): void {
    if (this.#closed) return;
    this.#closed = reason;
    for (const pending of this.#pending.values()) pending.reject(reason);
    this.#pending.clear();
    for (const running of this.#running.values()) running.cancel(reason);
  }

  /** Ends the conversation and tells the peer why. */
  refuse(reason: Fault): void {
    if (!this.#closed) this.#send(errorReply, reason, NO_CALL);
    this.close(reason);
  }

  #send<T>(codec: MessageCodec<T>, message: T, correlationId: number, parentId = NO_CALL): void {
    const frame = this.#writer.frame({ correlationId, parentId }, codec, message);
    if (frame.length > this.#peer.maxFrame) {
      throw new Fault(
        "invalid-request",
        `A ${messageName(codec.type)} of ${frame.length} bytes is over the peer's limit of ` +
          `${this.#peer.maxFrame}`,
        { hint: "Send large content as a stream" },
      );
    }
    this.#options.send(frame);
  }

  async #pump(
    { id, streams }: PendingCall,
    data: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<void> {
    try {
      const stream = streams.outgoing("data");
      for await (const chunk of data) await stream.write(chunk);
      if (this.#pending.has(id)) this.#send(streamEnd, { channel: "data" }, id);
    } catch (thrown) {
      if (!this.#pending.has(id)) return;
      this.#send(streamEnd, { channel: "data", error: Fault.from(thrown) }, id);
    }
  }

  /** Asks for the end of a call and waits for it, but not for ever. */
  #giveUp(pending: PendingCall, why: Fault): void {
    const { id } = pending;
    if (pending.isAbandoned || this.#pending.get(id) !== pending) return;
    pending.abandon(why, CANCEL_GRACE_MS, () => {
      this.#pending.delete(id);
      pending.reject(why);
    });
    this.#send(cancel, {}, id);
  }

  #requireGreeting({ type, correlationId }: Incoming): void {
    if (type === Message.Hello) return;
    // A peer may refuse us before it has introduced itself.
    if (type === Message.ErrorReply && correlationId === NO_CALL) return;
    throw new WireError(`${messageName(type)} came before Hello`);
  }

  #greeted(greeting: Hello): void {
    const { streamWindowBytes, maxFrameBytes } = greeting;
    if (this.#peer.hasGreeted) throw new WireError("Hello came twice");
    if (maxFrameBytes < LEAST_FRAME_BYTES || streamWindowBytes === 0) {
      throw new WireError(
        `Hello grants frames of ${maxFrameBytes} bytes and a window of ${streamWindowBytes}; ` +
          `at least ${LEAST_FRAME_BYTES} and 1 are needed`,
      );
    }
    Object.assign(this.#peer, {
      hasGreeted: true,
      window: streamWindowBytes,
      maxFrame: maxFrameBytes,
    });
    this.#options.onHello?.(greeting);
  }

  #answered(incoming: Incoming, pending: PendingCall): void {
    if (incoming.type !== pending.type.reply.type) {
      const name = messageName(incoming.type);
      throw new WireError(`${name} is no answer to ${pending.type.name} ${pending.id}`);
    }
    const reply = pending.type.reply.read(incoming.envelope, this.#reader);
    this.#pending.delete(pending.id);
    pending.resolve(reply);
  }

  #failed(incoming: Incoming, fault: Fault): void {
    const { correlationId: id } = incoming;
    if (id === NO_CALL) return this.close(fault);
    const pending = this.#pending.get(id);
    if (!pending) return this.#unexpected(incoming);
    this.#pending.delete(id);
    pending.reject(fault);
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
    const pending = this.#pending.get(id);
    const streams = pending?.streams ?? this.#running.get(id)?.streams;
    // A stream's last messages may cross the end of its call.
    if (!streams) return;
    if (type === Message.StreamCredit) {
      const { channel, bytes } = streamCredit.read(envelope, this.#reader);
      return streams.outgoing(channel).grant(bytes);
    }
    const incoming = (channel: StreamChannel): IncomingStream | undefined =>
      pending
        ? pending.incoming(channel, (why) => this.#giveUp(pending, why))
        : streams.incoming(channel);
    if (type === Message.StreamEnd) {
      const { channel, error } = streamEnd.read(envelope, this.#reader);
      return incoming(channel)?.end(error);
    }
    const { channel, data } = streamChunk.read(envelope, this.#reader);
    const stream = incoming(channel);
    if (stream) stream.receive(data);
    else if (pending) this.#giveUp(pending, unwanted(pending, channel));
  }

  #serve(incoming: Incoming, { type, handler }: Route): void {
    const { correlationId: id, parentId, envelope, protocolVersion } = incoming;
    if (id === NO_CALL || this.#isOurs(id)) {
      throw new WireError(`The peer opened a call under the id ${id}, which is not its to give`);
    }
    if (this.#running.has(id)) throw new WireError(`The peer opened the call ${id} twice`);
    if (protocolVersion !== PROTOCOL_VERSION) {
      return this.#send(errorReply, wrongVersion(incoming), id);
    }
    const request = type.request.read(envelope, this.#reader);
    const context = this.#pending.get(parentId)?.options.context;
    const streams = new CallStreams(id, this.#link);
    const running = new RunningCall(this, id, { id: parentId, context }, streams);
    this.#running.set(id, running);
    try {
      const reply = handler(request, running);
      if (reply instanceof Promise) {
        reply.then(
          (value) => this.#reply(running, type.reply, value),
          (error) => this.#refuse(running, error),
        );
      } else this.#reply(running, type.reply, reply);
    } catch (error) {
      this.#refuse(running, error);
    }
  }

  #reply<T>(running: RunningCall, codec: MessageCodec<T>, reply: T): void {
    try {
      if (!this.#closed) this.#send(codec, reply, running.id);
      this.#done(running);
    } catch (error) {
      this.#refuse(running, error);
    }
  }

  #refuse(running: RunningCall, error: unknown): void {
    if (!this.#closed) this.#send(errorReply, Fault.from(error), running.id);
    this.#done(running);
  }

  #done(running: RunningCall): void {
    this.#running.delete(running.id);
    if (running.streams.isUsed) {
      running.streams.fail(new Fault("cancelled", "The call has been answered"));
    }
    if (this.#running.size > 0 || this.#idle.size === 0) return;
    for (const resolve of this.#idle) resolve();
    this.#idle.clear();
  }
}

function unwanted({ type }: PendingCall, channel: StreamChannel): Fault {
  return new Fault("internal", `The peer streams ${channel} with ${type.name}, which nobody takes`);
}

function wrongVersion({ protocolVersion }: Incoming): Fault {
  return new Fault(
    "unsupported-version",
    `The peer speaks version ${protocolVersion} of the protocol, this side ${PROTOCOL_VERSION}`,
  );
}
