/**
 * How a message of the schema becomes a plain object and back.
 *
 * @module
 */
import { Envelope, Message, type ValueTree } from "../fbs/wire.ts";
import { LAYOUT } from "../fbs/layout.ts";
import type { Value } from "../value.ts";
import { FrameBuffer, FrameBuilder, type Offset } from "./builder.ts";
import { WireError } from "./errors.ts";
import { ValueReader } from "./value_reader.ts";
import { ValueWriter } from "./value_writer.ts";
import { Verifier } from "./verify.ts";

/** The version of the protocol that this code speaks; raised only by a breaking change. */
export const PROTOCOL_VERSION = 1;

/**
 * One member of the union `Message`.
 *
 * @internal
 */
export interface MessageCodec<T> {
  /** Which member it is. */
  readonly type: Message;
  /** Writes the message's table and returns where it is. */
  write(out: FrameWriter, message: T): Offset;
  /** Reads the message that the envelope holds. What it returns keeps nothing of the frame. */
  read(envelope: Envelope, values: FrameReader): T;
}

/** A request and what answers it. */
export interface CallType<Request, Reply> {
  /** As the schema names it, for messages and traces. */
  readonly name: string;
  /** What is asked. */
  readonly request: MessageCodec<Request>;
  /** What answers it. */
  readonly reply: MessageCodec<Reply>;
}

/** What stands around a message. */
export interface Header {
  /** The call that the message belongs to; 0 outside of any. */
  readonly correlationId: number;
  /** The call in whose name this one is made; 0 for none. */
  readonly parentId: number;
}

/**
 * A frame read as far as its header.
 *
 * @internal
 */
export interface Incoming extends Header {
  /** Which member it is. */
  readonly type: Message;
  /** What the peer says that it speaks. */
  readonly protocolVersion: number;
  /** Where a codec reads the message from. */
  readonly envelope: Envelope;
}

/**
 * A frame ends with a newline. Deno's stdout is written up to the last newline and then the rest,
 * and nearly every frame has a 10 somewhere: this makes one write of the two that woke the host twice.
 * Readers have no need of it: nothing in a FlatBuffer leads there.
 */
const LAST_BYTE = 0x0a;

/**
 * Writes frames, one after another.
 *
 * @internal
 */
export class FrameWriter extends FrameBuilder {
  readonly #values = new ValueWriter();

  /** Writes a freeform value. */
  value(value: Value): Offset {
    return this.#values.write(this, value);
  }

  /** Writes text that may be absent, which takes no room at all. */
  text(text: string | undefined): Offset {
    return text === undefined || text === "" ? 0 : this.createString(text);
  }

  /** Writes bytes that may be absent; none at all are not the same as absent ones. */
  bytes(bytes: Uint8Array | undefined): Offset {
    return bytes === undefined ? 0 : this.vector(bytes, bytes.length, 1);
  }

  /** Writes a list of texts that may be absent. */
  texts(texts: readonly string[] | undefined): Offset {
    return texts === undefined || texts.length === 0 ? 0 : this.strings(texts);
  }

  /** The frame of one message; a view that is good until the next one is written. */
  frame<T>(header: Header, codec: MessageCodec<T>, message: T): Uint8Array {
    this.clear();
    // Built from its end: this is its last byte.
    this.addInt8(LAST_BYTE);
    const body = codec.write(this, message);
    Envelope.startEnvelope(this);
    Envelope.addMessage(this, body);
    Envelope.addParentId(this, header.parentId);
    Envelope.addCorrelationId(this, header.correlationId);
    Envelope.addProtocolVersion(this, PROTOCOL_VERSION);
    Envelope.addMessageType(this, codec.type);
    Envelope.finishSizePrefixedEnvelopeBuffer(this, Envelope.endEnvelope(this));
    return this.asUint8Array();
  }
}

/**
 * Verifies and reads frames, one after another.
 *
 * @internal
 */
export class FrameReader {
  readonly #verifier = new Verifier(LAYOUT);
  readonly #buffer = new FrameBuffer();
  readonly #envelope = new Envelope();
  readonly #values = new ValueReader();

  /**
   * Reads a frame as far as its header; the codec of its type reads the rest, before the next
   * frame is opened.
   *
   * @throws {WireError} When the frame is not a legal one.
   */
  open(frame: Uint8Array): Incoming {
    this.#verifier.verify(frame);
    const envelope = Envelope.getSizePrefixedRootAsEnvelope(
      this.#buffer.load(frame),
      this.#envelope,
    );
    return {
      type: envelope.messageType(),
      protocolVersion: envelope.protocolVersion(),
      correlationId: envelope.correlationId(),
      parentId: envelope.parentId(),
      envelope,
    };
  }

  /** Reads a freeform value; `null` where there is none. */
  value(tree: ValueTree | null): Value {
    return tree === null ? null : this.#values.read(tree);
  }
}

/** A field that the schema allows to be absent, as a field of an object that may be. */
export function optional<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  return value === null ? {} : { [key]: value } as { [P in K]: V };
}

/** A vector by its length and its accessor. */
export function list<T>(length: number, at: (index: number) => T | null): T[] {
  const items: T[] = [];
  for (let index = 0; index < length; index++) {
    const item = at(index);
    if (item === null) throw new WireError("Not a valid frame: a vector's element is missing");
    items.push(item);
  }
  return items;
}

/** Turns a closed set of names into the numbers of the schema's enum, in its order, and back. */
export class EnumCodec<Name extends string> {
  readonly #names: readonly Name[];
  readonly #what: string;

  constructor(what: string, names: readonly Name[]) {
    this.#what = what;
    this.#names = names;
  }

  /** The enum's number of `name`. */
  number(name: Name): number {
    return this.#names.indexOf(name);
  }

  /**
   * The name of the enum's `number`.
   *
   * @throws {WireError} For a number of a newer schema.
   */
  name(number: number): Name {
    const name = this.#names[number];
    if (name === undefined) throw new WireError(`Not a valid frame: no ${this.#what} ${number}`);
    return name;
  }
}

/**
 * The name of a message type, for errors.
 *
 * @internal
 */
export function messageName(type: Message): string {
  return Message[type] ?? `message ${type}`;
}

/** A message without fields. */
export function emptyCodec(
  type: Message,
  table: { start(out: FrameBuilder): void; end(out: FrameBuilder): Offset },
): MessageCodec<Record<never, never>> {
  return {
    type,
    write: (out) => {
      table.start(out);
      return table.end(out);
    },
    read: () => ({}),
  };
}
