/**
 * What no good host would say.
 *
 * @module
 */
import { Message } from "../fbs/wire.ts";
import { Handlers, type ServedCall } from "../wire/call.ts";
import { FrameReader, FrameWriter, type MessageCodec } from "../wire/codec.ts";
import { executeTask, listDirectory, readFile, renderTemplate } from "../wire/messages/action.ts";
import { cancel, errorReply } from "../wire/messages/common.ts";
import { exec, fetch, put } from "../wire/messages/connection.ts";
import { describe } from "../wire/messages/handshake.ts";

/** How many damaged frames a plugin is told. */
const DAMAGED_FRAMES = 40;

/** A tag that no member of the union will have for a long time. */
const NEWER_TAG = 200;

/** An id that nothing else uses. */
const UNUSED_ID = 9_999;

function frame<T>(codec: MessageCodec<T>, message: T, correlationId: number): Uint8Array {
  return new FrameWriter().frame({ correlationId, parentId: 0 }, codec, message).slice();
}

/** Frames, and hosts, that put a plugin to the test. */
export const hostileFrames = {
  /** A cancellation of the call `id`. */
  cancel: (id: number): Uint8Array => frame(cancel, {}, id),

  /** A legal question. */
  describe: (id: number): Uint8Array => frame(describe.request, {}, id),

  /** Requests with one bit changed behind the header; always the same ones. */
  damaged(): Uint8Array[] {
    const random = generator(1);
    return Array.from({ length: DAMAGED_FRAMES }, (_, index) => {
      const request = {
        action: "any",
        arguments: new Map([["name", ["text", 1, 2.5]]]),
        host: "target",
        check: true,
        diff: false,
        verbosity: 0,
      };
      const bytes = frame(executeTask.request, request, 100_001 + index * 2);
      const bit = 12 * 8 + random() % ((bytes.length - 12) * 8);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      return bytes;
    });
  },

  /** A host that takes every request and answers none before it is cancelled. */
  silentHost(): Handlers {
    const never = (_: unknown, { signal }: ServedCall): Promise<never> =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    return new Handlers()
      .on(exec, never)
      .on(put, never)
      .on(fetch, never)
      .on(readFile, never)
      .on(listDirectory, never)
      .on(renderTemplate, never);
  },
};

/** The beginning of a frame that is one byte over the limit. */
export function overLimitHeader(maxFrameBytes: number): Uint8Array {
  const header = hostileFrames.describe(1).slice(0, 16);
  new DataView(header.buffer).setUint32(0, maxFrameBytes, true);
  return header;
}

/** A message that only a newer schema knows, and how to tell that it was refused. */
export function newerFrame(): {
  readonly frame: Uint8Array;
  readonly isRefusal: (frame: Uint8Array) => boolean;
} {
  const bytes = hostileFrames.describe(UNUSED_ID);
  const view = new DataView(bytes.buffer);
  const root = 4 + view.getUint32(4, true);
  const vtable = root - view.getInt32(root, true);
  bytes[root + view.getUint16(vtable + 10, true)] = NEWER_TAG;
  const reader = new FrameReader();
  const isRefusal = (answer: Uint8Array): boolean => {
    const { type, correlationId, envelope } = reader.open(answer);
    return type === Message.ErrorReply && correlationId === UNUSED_ID &&
      errorReply.read(envelope, reader).kind === "unsupported-message";
  };
  return { frame: bytes, isRefusal };
}

/** The same numbers on every run. @see https://en.wikipedia.org/wiki/Xorshift */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
