/**
 * The marker that ends an answer on a shell's output.
 *
 * A marker is RS (0x1e) and 128 random bits in hex, new for every request, so that no program can
 * know it beforehand and end an answer that is not over.
 *
 * @module
 */
import { indexOfBytes } from "./bytes.ts";

/** ASCII's record separator, the first byte of every marker and rare in any other text. */
const RECORD_SEPARATOR = 0x1e;
const LINE_FEED = 0x0a;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A new marker, to be written with `echo`: it holds no backslash and no quote. */
export function newMarker(): string {
  return `\x1e${crypto.getRandomValues(new Uint8Array(16)).toHex()}`;
}

/** What {@linkcode MarkerScanner.scan} found. */
export interface Scanned {
  /** What belongs to the answer; a view of what was scanned. */
  readonly body: Uint8Array;
  /** The text between the marker and its line's end, once both have been seen. */
  readonly label?: string;
}

/** Cuts a stream of bytes, in chunks of any size, where its markers are. */
export class MarkerScanner {
  #held: Uint8Array = new Uint8Array(0);

  /** Whether bytes are waiting to be scanned for the next marker. */
  get hasHeld(): boolean {
    return this.#held.length > 0;
  }

  /**
   * Scans what was held back and `chunk` for `marker`. What may turn out to be its beginning is
   * held back, and so is whatever follows it: scan on for the next marker with an empty chunk.
   */
  scan(marker: Uint8Array, chunk: Uint8Array): Scanned {
    const data = this.#join(chunk);
    const start = indexOfBytes(data, marker);
    if (start < 0) return { body: this.#cut(data, partialStart(data, marker)) };
    const end = data.indexOf(LINE_FEED, start + marker.length);
    if (end < 0) return { body: this.#cut(data, start) };
    this.#held = data.slice(end + 1);
    return {
      body: data.subarray(0, start),
      label: decoder.decode(data.subarray(start + marker.length, end)).trim(),
    };
  }

  #join(chunk: Uint8Array): Uint8Array {
    if (this.#held.length === 0) return chunk;
    const data = new Uint8Array(this.#held.length + chunk.length);
    data.set(this.#held);
    data.set(chunk, this.#held.length);
    return data;
  }

  #cut(data: Uint8Array, at: number): Uint8Array {
    this.#held = data.slice(at);
    return data.subarray(0, at);
  }
}

/** Where a marker may have begun whose rest has not arrived; the length of `data` if nowhere. */
function partialStart(data: Uint8Array, marker: Uint8Array): number {
  const earliest = Math.max(0, data.length - marker.length + 1);
  let start = data.indexOf(RECORD_SEPARATOR, earliest);
  while (start >= 0) {
    if (isPrefix(data.subarray(start), marker)) return start;
    start = data.indexOf(RECORD_SEPARATOR, start + 1);
  }
  return data.length;
}

function isPrefix(bytes: Uint8Array, whole: Uint8Array): boolean {
  return bytes.every((byte, index) => byte === whole[index]);
}

/** The bytes of a marker. */
export function markerBytes(marker: string): Uint8Array {
  return encoder.encode(marker);
}
