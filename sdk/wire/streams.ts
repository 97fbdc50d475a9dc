/**
 * Bytes that belong to a call, with credit: a sender never has more under way than its reader
 * granted, so neither side can flood the other.
 *
 * @module
 */
import { Fault, WireError } from "./errors.ts";
import { MAX_CHUNK_BYTES } from "./frame.ts";
import type { StreamChannel } from "./messages/stream.ts";
import { Outbox } from "./outbox.ts";

/**
 * How many bytes a reader takes before it grants more: 4 MiB. With 1 MiB a sender stops for credit
 * so often that a stream has a third less throughput (`bench.ts`).
 */
export const STREAM_WINDOW_BYTES: number = 4 * 1024 * 1024;

/** Credit is granted in this many portions of a window, so that it costs few messages. */
const GRANTS_PER_WINDOW = 4;

/**
 * Takes the bytes of a stream in their order; they are its to keep. The promise it may return
 * holds the sender back, and what it throws ends the stream.
 */
export type Sink = (data: Uint8Array) => void | Promise<void>;

/** The sending side of one stream. */
export class OutgoingStream {
  readonly #send: (data: Uint8Array) => void;
  #credit: number;
  #failure: Error | undefined;
  /** The end of the last write that had to wait; those behind it wait for it. */
  #queue: Promise<void> = Promise.resolve();
  #queued = 0;
  #wake: (() => void) | undefined;

  /** A stream whose reader takes `window` bytes to begin with; `send` takes one chunk. */
  constructor(send: (data: Uint8Array) => void, window: number) {
    this.#send = send;
    this.#credit = window;
  }

  /**
   * Sends `data` behind everything written before, in as many chunks as it takes; resolves when
   * all of it is on its way. Until then its bytes must stay as they are.
   *
   * @throws {Error} What {@linkcode fail} was given.
   */
  write(data: Uint8Array): Promise<void> {
    const turn = this.#queued === 0
      ? this.#writeAll(data)
      : this.#queue.then(() => this.#writeAll(data));
    const onEnd = (): void => void this.#queued--;
    this.#queued++;
    this.#queue = turn.then(onEnd, onEnd);
    return turn;
  }

  async #writeAll(data: Uint8Array): Promise<void> {
    let at = 0;
    do {
      while (this.#credit === 0 && !this.#failure && data.length > 0) {
        await new Promise<void>((resolve) => this.#wake = resolve);
      }
      if (this.#failure) throw this.#failure;
      const chunk = data.subarray(at, at + Math.min(this.#credit, MAX_CHUNK_BYTES));
      if (chunk.length === 0) return;
      at += chunk.length;
      this.#credit -= chunk.length;
      this.#send(chunk);
    } while (at < data.length);
  }

  /** The reader takes `bytes` more. */
  grant(bytes: number): void {
    this.#credit += bytes;
    this.#wake?.();
  }

  /** The reader is gone; whoever writes is told. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }
}

/** The receiving side of one stream. */
export class IncomingStream {
  readonly #grant: (bytes: number) => void;
  readonly #window: number;
  readonly #done = Promise.withResolvers<void>();
  #sink: Sink | undefined;
  /** What came before there was a sink, or while it was at work: at most the window. */
  #held: Outbox | undefined;
  #isAtWork = false;
  #isSettled = false;
  /** What the sender said of the end, once it came. */
  #end: { readonly error: Error | undefined } | undefined;
  #underway = 0;
  #ungranted = 0;

  /** A stream whose sender is told by `grant` of what it may send beyond the window. */
  constructor(grant: (bytes: number) => void, window: number = STREAM_WINDOW_BYTES) {
    this.#grant = grant;
    this.#window = window;
    // Nobody may ever ask how the stream ended.
    this.#done.promise.catch(() => {});
  }

  /** Hands everything to `sink`; resolves when it has taken all. To be called once. */
  consume(sink: Sink): Promise<void> {
    this.#sink = sink;
    if (this.#held) this.#work(this.#held.take().slice());
    else this.#settleAtEnd();
    return this.#done.promise;
  }

  /** Resolves when the sink has taken everything up to the end. */
  get done(): Promise<void> {
    return this.#done.promise;
  }

  /**
   * Takes the next bytes, of which it makes a copy.
   *
   * @throws {WireError} When the sender had no credit for them, or has ended the stream.
   */
  receive(data: Uint8Array): void {
    if (this.#end) throw new WireError("A stream's sender went on behind its end");
    if (data.length === 0) return;
    this.#underway += data.length;
    if (this.#underway > this.#window) {
      throw new WireError("A stream's sender went beyond its credit");
    }
    if (this.#isSettled) return;
    if (this.#sink && !this.#isAtWork) this.#work(data.slice());
    else (this.#held ??= new Outbox()).push(data);
  }

  /** Nothing follows; with an error, what came is not all. */
  end(error?: Error): void {
    this.#end ??= { error };
    this.#settleAtEnd();
  }

  /** Nothing that came or comes is of any use. */
  fail(error: Error): void {
    this.#isSettled = true;
    this.#held = undefined;
    this.#done.reject(error);
  }

  /** Hands `data` to the sink, and then whatever came while it was at work. */
  #work(data: Uint8Array): void {
    try {
      const pending = this.#sink!(data);
      if (pending === undefined) {
        this.#taken(data.length);
        this.#settleAtEnd();
      } else {
        this.#isAtWork = true;
        pending.then(() => this.#resume(data.length), (error) => this.fail(error));
      }
    } catch (error) {
      this.fail(error as Error);
    }
  }

  #resume(bytes: number): void {
    this.#isAtWork = false;
    this.#taken(bytes);
    const held = this.#held;
    if (held && held.bytes > 0 && !this.#isSettled) this.#work(held.take().slice());
    else this.#settleAtEnd();
  }

  #settleAtEnd(): void {
    if (!this.#end || !this.#sink || this.#isAtWork || this.#isSettled) return;
    this.#isSettled = true;
    if (this.#end.error) this.#done.reject(this.#end.error);
    else this.#done.resolve();
  }

  #taken(bytes: number): void {
    this.#ungranted += bytes;
    if (this.#ungranted * GRANTS_PER_WINDOW < this.#window || this.#isSettled) return;
    this.#underway -= this.#ungranted;
    this.#grant(this.#ungranted);
    this.#ungranted = 0;
  }
}

/** How the streams of a conversation's calls reach the peer. */
export interface StreamLink {
  /** The credit to begin with. */
  readonly window: number;
  /** Sends one chunk. */
  send(callId: number, channel: StreamChannel, data: Uint8Array): void;
  /** Lets the peer send more. */
  grant(callId: number, channel: StreamChannel, bytes: number): void;
}

/** The streams of one call, made when they are first used: most calls have none. */
export class CallStreams {
  readonly #callId: number;
  readonly #link: StreamLink;
  #outgoing: Map<StreamChannel, OutgoingStream> | undefined;
  #incoming: Map<StreamChannel, IncomingStream> | undefined;
  #failure: Error | undefined;

  /** The streams of the call `callId`. */
  constructor(callId: number, link: StreamLink) {
    this.#callId = callId;
    this.#link = link;
  }

  /** Whether there is any. */
  get isUsed(): boolean {
    return this.#outgoing !== undefined || this.#incoming !== undefined;
  }

  /** The stream to the peer on `channel`. */
  outgoing(channel: StreamChannel): OutgoingStream {
    this.#outgoing ??= new Map();
    let stream = this.#outgoing.get(channel);
    if (!stream) {
      const link = this.#link;
      stream = new OutgoingStream((data) => link.send(this.#callId, channel, data), link.window);
      if (this.#failure) stream.fail(this.#failure);
      this.#outgoing.set(channel, stream);
    }
    return stream;
  }

  /** Whether anything came, or was waited for, on `channel`. */
  hasIncoming(channel: StreamChannel): boolean {
    return this.#incoming?.has(channel) ?? false;
  }

  /** The stream from the peer on `channel`. */
  incoming(channel: StreamChannel): IncomingStream {
    this.#incoming ??= new Map();
    let stream = this.#incoming.get(channel);
    if (!stream) {
      stream = new IncomingStream((bytes) => this.#link.grant(this.#callId, channel, bytes));
      if (this.#failure) stream.fail(this.#failure);
      this.#incoming.set(channel, stream);
    }
    return stream;
  }

  /** The call is over, or given up: whoever still writes or reads is told. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const stream of this.#outgoing?.values() ?? []) stream.fail(error);
    for (const stream of this.#incoming?.values() ?? []) stream.fail(error);
  }

  /**
   * The call was answered, so what was streamed to us is complete and nobody reads what we stream.
   *
   * @returns Settles when our sinks have taken everything; nothing, where there were none.
   */
  finish(): Promise<unknown> | undefined {
    if (this.#outgoing) {
      const over = new Fault("cancelled", "The call is over; nobody reads its stream");
      for (const stream of this.#outgoing.values()) stream.fail(over);
    }
    if (!this.#incoming) return undefined;
    const streams = [...this.#incoming.values()];
    for (const stream of streams) stream.end();
    return Promise.all(streams.map((stream) => stream.done));
  }
}
