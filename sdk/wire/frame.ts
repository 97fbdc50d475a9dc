/**
 * Cuts a stream of bytes into size-prefixed frames.
 *
 * @module
 */
import { WireError } from "./errors.ts";

/** Bytes of the size that stands before a frame. */
export const PREFIX_BYTES = 4;

/** The largest frame that is read unless a peer is told otherwise: 64 MiB. */
export const MAX_FRAME_BYTES: number = 64 * 1024 * 1024;

/** The largest chunk of a stream: with its envelope it fits a pipe's buffer of 64 KiB. */
export const MAX_CHUNK_BYTES = 65_472;

/** Where frames begin: their first bytes tell another program's output from ours. */
const IDENTIFIER = [0x53, 0x48, 0x45, 0x50];
const IDENTIFIER_AT = 8;
const HEADER_BYTES = IDENTIFIER_AT + IDENTIFIER.length;

/**
 * Takes chunks as they come and hands out whole frames, prefix included.
 *
 * A frame that lies whole in a chunk is a view of it: who keeps it beyond the call copies it.
 */
export class FrameSplitter {
  readonly #onFrame: (frame: Uint8Array) => void;
  readonly #maxBytes: number;
  /** The beginning of a frame whose size is not known yet. */
  readonly #head = new Uint8Array(PREFIX_BYTES);
  #headBytes = 0;
  /** A frame that began in an earlier chunk. */
  #partial: Uint8Array | undefined;
  #partialBytes = 0;

  /** A splitter that hands frames of at most `maxBytes` to `onFrame`. */
  constructor(onFrame: (frame: Uint8Array) => void, maxBytes: number = MAX_FRAME_BYTES) {
    this.#onFrame = onFrame;
    this.#maxBytes = maxBytes;
  }

  /**
   * Takes the next bytes of the stream.
   *
   * @throws {WireError} When what stands where a frame should is none of ours, or too large.
   */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#partial) at = this.#fill(this.#partial, chunk, at);
      else if (this.#headBytes > 0 || chunk.length - at < PREFIX_BYTES) at = this.#begin(chunk, at);
      else at = this.#take(chunk, at);
    }
  }

  /** Whether the stream may end here: between two frames. */
  get isWhole(): boolean {
    return this.#headBytes === 0 && this.#partial === undefined;
  }

  /** How much of an unfinished frame is there, for a message. */
  get pendingBytes(): number {
    return this.#partial ? this.#partialBytes : this.#headBytes;
  }

  #take(chunk: Uint8Array, at: number): number {
    const size = this.#size(chunk, at, chunk.subarray(at));
    const end = at + size;
    if (end <= chunk.length) {
      this.#onFrame(at === 0 && end === chunk.length ? chunk : chunk.subarray(at, end));
      return end;
    }
    this.#partial = new Uint8Array(size);
    this.#partial.set(chunk.subarray(at));
    this.#partialBytes = chunk.length - at;
    return chunk.length;
  }

  #begin(chunk: Uint8Array, at: number): number {
    this.#head[this.#headBytes++] = chunk[at]!;
    if (this.#headBytes === PREFIX_BYTES) {
      this.#partial = new Uint8Array(this.#size(this.#head, 0, this.#head));
      this.#partial.set(this.#head);
      this.#partialBytes = PREFIX_BYTES;
      this.#headBytes = 0;
    }
    return at + 1;
  }

  #fill(partial: Uint8Array, chunk: Uint8Array, at: number): number {
    const end = Math.min(chunk.length, at + partial.length - this.#partialBytes);
    const before = this.#partialBytes;
    partial.set(chunk.subarray(at, end), before);
    this.#partialBytes += end - at;
    if (before < HEADER_BYTES && !isOurs(partial.subarray(0, this.#partialBytes))) {
      throw new WireError(`Not a frame of ours: ${quoteBytes(partial.subarray(0, HEADER_BYTES))}`);
    }
    if (this.#partialBytes === partial.length) {
      this.#partial = undefined;
      this.#onFrame(partial);
    }
    return end;
  }

  #size(bytes: Uint8Array, at: number, seen: Uint8Array): number {
    const content =
      (bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 | bytes[at + 3]! << 24) >>> 0;
    if (content + PREFIX_BYTES <= this.#maxBytes && content >= IDENTIFIER_AT && isOurs(seen)) {
      return content + PREFIX_BYTES;
    }
    if (isText(seen)) throw new WireError(`Bytes outside the protocol: ${quoteBytes(seen)}`);
    if (!isOurs(seen)) throw new WireError(`Not a frame of ours: ${quoteBytes(seen)}`);
    throw new WireError(
      content < IDENTIFIER_AT
        ? `A frame of ${content} bytes is too small to be one`
        : `A frame of ${content + PREFIX_BYTES} bytes is over the limit of ${this.#maxBytes}`,
    );
  }
}

/** Whether the bytes, as far as they go, carry our identifier. */
function isOurs(seen: Uint8Array): boolean {
  return IDENTIFIER.every((byte, index) => {
    const at = IDENTIFIER_AT + index;
    return at >= seen.length || seen[at] === byte;
  });
}

function isText(seen: Uint8Array): boolean {
  return seen.subarray(0, PREFIX_BYTES).every((byte) =>
    byte === 0x1b || (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x20 && byte < 0x7f)
  );
}

/** The first bytes as a quoted text, for a message. */
export function quoteBytes(bytes: Uint8Array, most = 200): string {
  const text = new TextDecoder().decode(bytes.subarray(0, most));
  return JSON.stringify(text) + (bytes.length > most ? " …" : "");
}
