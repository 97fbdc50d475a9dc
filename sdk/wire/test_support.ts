/**
 * What the tests of the wire share.
 *
 * @module
 */
import fc from "fast-check";
import { Float, float, type Key, type Value } from "../value.ts";
import { Channel, type ChannelOptions } from "./channel.ts";
import { Handlers } from "./call.ts";
import { FrameReader, FrameWriter } from "./codec.ts";
import { WireError } from "./errors.ts";
import { MAX_FRAME_BYTES } from "./frame.ts";
import { applyFilter } from "./messages/extension.ts";
import type { Hello } from "./messages/handshake.ts";
import { STREAM_WINDOW_BYTES } from "./streams.ts";

/** A frame that carries `value`. */
export function frameOf(value: Value, writer: FrameWriter = new FrameWriter()): Uint8Array {
  return writer.frame({ correlationId: 2, parentId: 0 }, applyFilter.reply, { value }).slice();
}

/** The value that a frame of {@linkcode frameOf} carries. */
export function valueOf(frame: Uint8Array, reader: FrameReader = new FrameReader()): Value {
  const { type, envelope } = reader.open(frame);
  if (type !== applyFilter.reply.type) throw new WireError("This frame carries something else");
  return applyFilter.reply.read(envelope, reader).value;
}

/** Text with everything that codecs have been known to lose. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "\0", "\ufeff", "\ufeffa", "__proto__", "ä".repeat(100), "x".repeat(3000)),
);

const key: fc.Arbitrary<Key> = fc.oneof(
  { weight: 5, arbitrary: text },
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(1.5, 2n ** 53n, -(2n ** 63n)),
);

/** Any value that survives the wire unchanged. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Value>(null, true, false, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n),
    fc.constantFrom<Value>(new Float(-0), NaN, Infinity, -Infinity, new Float(1e300), new Float(3)),
    fc.maxSafeInteger().map((number) => number + 0),
    fc.double().map(float),
    text,
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie("value"), { maxLength: 6 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }).map((pairs) => new Map(pairs)),
  ),
})).value;

/** The greeting of a well-behaved peer. */
export const GREETING: Hello = {
  protocolVersion: 1,
  name: "test",
  version: "1.0.0",
  kinds: [],
  features: [],
  maxFrameBytes: MAX_FRAME_BYTES,
  streamWindowBytes: STREAM_WINDOW_BYTES,
};

/** Two channels back to back. */
export interface Pair {
  readonly host: Channel;
  readonly plugin: Channel;
  readonly oddities: string[];
  /** What either side sent, by the name of the message's type. */
  readonly errors: unknown[];
}

/** How a {@linkcode pair} differs from two plain channels. */
export interface PairOptions {
  readonly host?: Handlers;
  readonly plugin?: Handlers;
  readonly hostGreeting?: Partial<Hello>;
  readonly pluginGreeting?: Partial<Hello>;
  readonly hostOptions?: Partial<ChannelOptions>;
}

/** Two channels back to back, greeted; frames arrive a microtask after they were sent. */
export function pair(options: PairOptions = {}): Pair {
  const oddities: string[] = [];
  const errors: unknown[] = [];
  const deliver = (peer: () => Channel) => (frame: Uint8Array): void => {
    const copy = frame.slice();
    queueMicrotask(() => {
      try {
        peer().receive(copy);
      } catch (error) {
        errors.push(error);
      }
    });
  };
  const onOddity = (what: string): void => void oddities.push(what);
  const host: Channel = new Channel({
    side: "host",
    handlers: options.host ?? new Handlers(),
    send: deliver(() => plugin),
    onOddity,
    ...options.hostOptions,
  });
  const plugin: Channel = new Channel({
    side: "plugin",
    handlers: options.plugin ?? new Handlers(),
    send: deliver(() => host),
    onOddity,
  });
  host.greet({ ...GREETING, ...options.hostGreeting });
  plugin.greet({ ...GREETING, ...options.pluginGreeting });
  return { host, plugin, oddities, errors };
}

/** Lets everything that waits for nothing but microtasks happen. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The parts one behind the other. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Bytes that tell where they belong: a prime cycle, so that a lost chunk shows. */
export function numbered(length: number, from = 0): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = (from + index) % 251;
  return bytes;
}
