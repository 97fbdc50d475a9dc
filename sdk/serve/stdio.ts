/**
 * The plugin's loop over stdin and stdout.
 *
 * While all that is under way waits for the host, the plugin blocks in a read, which answers in half
 * the time that the event loop takes, as no thread has to wake another; else it reads asynchronously
 * so that the work goes on.
 * All replies to what one read brought leave in one write.
 *
 * @module
 */
import { WireError } from "../wire/errors.ts";
import { FrameSplitter } from "../wire/frame.ts";
import { Outbox } from "../wire/outbox.ts";

const READ_BYTES = 64 * 1024;

/** A frame beyond this is not worth a copy. */
const DIRECT_BYTES = 16 * 1024;

/**
 * How many turns of the microtask queue a handler gets before its reply is no longer waited for:
 * one that awaits settled promises still answers in the same write. Most actions take 6 to 9 of them.
 */
const TURNS = 20;

/** The two descriptors, as bytes. */
export interface Stdio {
  /** Blocks until there are bytes; `null` at the end. */
  readSync(buffer: Uint8Array): number | null;
  /** Waits for bytes without blocking; `null` at the end. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes some of `bytes`, blocking while the pipe is full; returns how many. */
  writeSync(bytes: Uint8Array): number;
}

/** This process's own stdin and stdout. */
export function processStdio(): Stdio {
  // Bound now: what is printed on `Deno.stdout` later is not the protocol's.
  const writeSync = Deno.stdout.writeSync.bind(Deno.stdout);
  return {
    readSync: (buffer) => Deno.stdin.readSync(buffer),
    read: (buffer) => Deno.stdin.read(buffer),
    writeSync,
  };
}

/** Writes frames to stdout, many at once where they come at once. */
export class StdioWriter {
  readonly #stdio: Stdio;
  readonly #outbox = new Outbox();
  /** While the loop holds the pen, it flushes; else whoever sends does, a microtask later. */
  #isHeld = false;
  #isScheduled = false;
  #isBroken = false;

  /** A writer to `stdio`. */
  constructor(stdio: Stdio) {
    this.#stdio = stdio;
  }

  /** Sends a frame; its bytes are good only during the call. */
  readonly send = (frame: Uint8Array): void => {
    if (frame.length >= DIRECT_BYTES) {
      this.flush();
      return this.#write(frame);
    }
    this.#outbox.push(frame);
    if (this.#outbox.isFull) return this.flush();
    if (this.#isHeld || this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (!this.#isHeld) this.flush();
    });
  };

  /** Keeps what is sent until {@linkcode release}. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Writes what was kept. */
  release(): void {
    this.#isHeld = false;
    this.flush();
  }

  /** Writes what waits. A full pipe blocks: the host always reads. */
  flush(): void {
    if (this.#outbox.bytes > 0) this.#write(this.#outbox.take());
  }

  #write(bytes: Uint8Array): void {
    if (this.#isBroken) return;
    try {
      for (let at = 0; at < bytes.length;) at += this.#stdio.writeSync(bytes.subarray(at));
    } catch (error) {
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
      // Nobody reads any longer; the end of stdin follows.
      this.#isBroken = true;
    }
  }
}

/** Who takes frames. */
export interface FrameReceiver {
  /** Whether nothing goes on before there is another one. */
  readonly isWaiting: boolean;
  /** Takes a frame, whose bytes are good only during the call. */
  receive(frame: Uint8Array): void;
}

/**
 * Reads frames until stdin ends.
 *
 * @throws {WireError} When what was read is not the protocol.
 */
export async function readFrames(
  stdio: Stdio,
  writer: StdioWriter,
  receiver: FrameReceiver,
  maxFrameBytes: number,
): Promise<void> {
  const splitter = new FrameSplitter((frame) => receiver.receive(frame), maxFrameBytes);
  const buffer = new Uint8Array(READ_BYTES);
  while (true) {
    const count = receiver.isWaiting ? stdio.readSync(buffer) : await stdio.read(buffer);
    if (count === null) break;
    writer.hold();
    try {
      splitter.push(buffer.subarray(0, count));
      for (let turn = 0; turn < TURNS && !receiver.isWaiting; turn++) await null;
    } finally {
      writer.release();
    }
  }
  if (!splitter.isWhole) {
    throw new WireError(`stdin ended after ${splitter.pendingBytes} bytes of a frame`);
  }
}
