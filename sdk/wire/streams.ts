/**
 * Bytes that belong to a call, with credit: a sender never has more under way than its reader
 * granted, so neither side can flood the other.
 *
 * @module
 */
import { Fault, WireError } from "./errors.ts";
import { MAX_CHUNK_BYTES } from "./frame.ts";
import type { StreamChannel } from "./messages/stream.ts";

/** How many bytes a reader takes before it grants more: 1 MiB. */
export const STREAM_WINDOW_BYTES = 1024 * 1024;

/** Credit is granted in portions of this many bytes, so that it costs few messages. */
const GRANT_BYTES = STREAM_WINDOW_BYTES / 8;

/**
 * Takes the bytes of a stream as they come. The view is good only during the call; the promise it
 * may return holds the sender back.
 */
export type Sink = (data: Uint8Array) => void | Promise<void>;

/** The sending side of one stream. */
export class OutgoingStream {
  readonly #send: (data: Uint8Array) => void;
  #credit: number;
  #waiting: (() => void) | undefined;
  #failure: Error | undefined;

  constructor(send: (data: Uint8Array) => void, window: number) {
    this.#send = send;
    this.#credit = window;
  }

  /**
   * Sends `data`, in as many chunks as it takes; resolves when all of it is on its way.
   *
   * @throws {Error} What {@linkcode fail} was given.
   */
  async write(data: Uint8Array): Promise<void> {
    for (let at = 0; at < data.length; at += MAX_CHUNK_BYTES) {
      const chunk = data.subarray(at, at + MAX_CHUNK_BYTES);
      while (this.#credit < chunk.length && !this.#failure) {
        await new Promise<void>((resolve) => this.#waiting = resolve);
      }
      if (this.#failure) throw this.#failure;
      this.#credit -= chunk.length;
      this.#send(chunk);
    }
  }

  /** The reader takes `bytes` more. */
  grant(bytes: number): void {
    this.#credit += bytes;
    this.#wake();
  }

  /** The reader is gone; whoever writes is told. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }

  #wake(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }
}

/** The receiving side of one stream. */
export class IncomingStream {
  readonly #grant: (bytes: number) => void;
  readonly #done = Promise.withResolvers<void>();
  /** What came before there was a sink: at most the window. */
  #early: Uint8Array[] = [];
  #sink: Sink | undefined;
  #outstanding = 0;
  #consumed = 0;
  #tail: Promise<void> = Promise.resolve();
  #isBusy = false;

  constructor(grant: (bytes: number) => void) {
    this.#grant = grant;
    // Nobody may ever ask how the stream ended.
    this.#done.promise.catch(() => {});
  }

  /** Hands everything to `sink`; resolves at the stream's end. May be called once. */
  consume(sink: Sink): Promise<void> {
    this.#sink = sink;
    const early = this.#early;
    this.#early = [];
    for (const data of early) this.#deliver(data);
    return this.#done.promise;
  }

  /**
   * Takes the next bytes; a view is enough.
   *
   * @throws {WireError} When the sender had no credit for them.
   */
  receive(data: Uint8Array): void {
    this.#outstanding += data.length;
    if (this.#outstanding > STREAM_WINDOW_BYTES) {
      throw new WireError("A stream's sender went beyond its credit");
    }
    if (this.#sink) this.#deliver(data);
    else this.#early.push(data.slice());
  }

  /** Nothing follows; with an error, what came is not all. */
  end(error?: Fault): void {
    this.#tail.then(() => error ? this.#done.reject(error) : this.#done.resolve());
  }

  #deliver(data: Uint8Array): void {
    if (this.#isBusy) {
      const copy = data.slice();
      this.#tail = this.#tail.then(() => this.#sink!(copy)).then(
        () => this.#consumedBytes(copy.length),
        (error) => this.#done.reject(Fault.from(error)),
      );
      return;
    }
    let pending: void | Promise<void>;
    try {
      pending = this.#sink!(data);
    } catch (error) {
      this.#done.reject(Fault.from(error));
      return;
    }
    if (pending === undefined) return this.#consumedBytes(data.length);
    this.#isBusy = true;
    const tail = pending.then(
      () => this.#consumedBytes(data.length),
      (error) => this.#done.reject(Fault.from(error)),
    ).finally(() => {
      if (this.#tail === tail) this.#isBusy = false;
    });
    this.#tail = tail;
  }

  #consumedBytes(bytes: number): void {
    this.#consumed += bytes;
    if (this.#consumed < GRANT_BYTES) return;
    this.#outstanding -= this.#consumed;
    this.#grant(this.#consumed);
    this.#consumed = 0;
  }
}

/** The streams of one call, made when they are first used. */
export class CallStreams {
  readonly #connect: StreamConnection;
  readonly #outgoing = new Map<StreamChannel, OutgoingStream>();
  readonly #incoming = new Map<StreamChannel, IncomingStream>();

  constructor(connect: StreamConnection) {
    this.#connect = connect;
  }

  /** The stream to the peer on `channel`. */
  outgoing(channel: StreamChannel): OutgoingStream {
    let stream = this.#outgoing.get(channel);
    if (!stream) {
      const { send, window } = this.#connect;
      stream = new OutgoingStream((data) => send(channel, data), window);
      this.#outgoing.set(channel, stream);
    }
    return stream;
  }

  /** The stream from the peer on `channel`. */
  incoming(channel: StreamChannel): IncomingStream {
    let stream = this.#incoming.get(channel);
    if (!stream) {
      const { grant } = this.#connect;
      stream = new IncomingStream((bytes) => grant(channel, bytes));
      this.#incoming.set(channel, stream);
    }
    return stream;
  }

  /** The call is over: whoever still writes or reads is told. */
  close(error: Fault): void {
    for (const stream of this.#outgoing.values()) stream.fail(error);
    for (const stream of this.#incoming.values()) stream.end(error);
  }

  /** The call was answered: what was streamed to us is complete. */
  finish(): void {
    for (const stream of this.#outgoing.values()) {
      stream.fail(new Fault("cancelled", "The call is over; nobody reads its stream"));
    }
    for (const stream of this.#incoming.values()) stream.end();
  }
}

/** How the streams of a call reach the peer. */
export interface StreamConnection {
  /** The credit to begin with. */
  readonly window: number;
  send(channel: StreamChannel, data: Uint8Array): void;
  grant(channel: StreamChannel, bytes: number): void;
}
