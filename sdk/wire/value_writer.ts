/**
 * Writes values as the flat arena of `flatbuffers/value.fbs`.
 *
 * @module
 */
import { ValueKind, ValueTree } from "../fbs/wire.ts";
import type { Value } from "../value.ts";
import type { FrameBuilder, Offset } from "./builder.ts";

/** Longer text goes to `blobs`, so that no short text keeps a large one alive. */
const BIG_STRING = 2048;

const INITIAL_WORDS = 2048;
const INITIAL_TEXT = 4096;
const INITIAL_NUMBERS = 16;

/** Lengths have 28 bits. */
const MAX_LENGTH = 2 ** 28;

/** Deeper trees are refused by both sides. */
export const MAX_DEPTH = 200;

/**
 * From here on keys are looked up before they are written again. A lookup costs twice what it
 * saves on the 600 keys of a host's facts, and saves 31% of the bytes of 1,000 hosts' variables.
 */
const DEDUPLICATE_FROM_NODES = 4096;

/** Longer keys are written each time: readers bound how much text nodes may share. */
const DEDUPLICATE_UP_TO = 64;

/** Buffers beyond this are let go after the tree that needed them. */
const KEEP_BYTES = 1024 * 1024;

const LARGEST_INT64 = 2n ** 63n - 1n;
const SMALLEST_INT64 = -(2n ** 63n);

/** Collects one tree and writes it into a frame; its buffers are used again for the next. */
export class ValueWriter {
  readonly #encoder = new TextEncoder();
  readonly #keys = new Map<string, number>();
  #words = new Uint32Array(INITIAL_WORDS);
  #wordCount = 0;
  #ints = new BigInt64Array(INITIAL_NUMBERS);
  #intCount = 0;
  #doubles = new Float64Array(INITIAL_NUMBERS);
  #doubleCount = 0;
  #blobs: Uint8Array[] = [];
  #blobBytes = 0;
  /** Text while all of it is ASCII, when a code unit is a byte. */
  #text = "";
  #textBytes = 0;
  /** Text as bytes, once some of it was found not to be ASCII. */
  #utf8: Uint8Array = new Uint8Array(INITIAL_TEXT);
  #isAscii = true;

  /**
   * Writes `value` and returns where it is.
   *
   * @throws {RangeError} For what the format cannot hold: an integer over 64 bits, a tree deeper
   * than {@linkcode MAX_DEPTH}, a text over 256 MiB.
   */
  write(builder: FrameBuilder, value: Value): Offset {
    this.#release();
    this.#reset(true);
    this.#value(value, 0);
    if (!this.#encodeText()) {
      // A byte is no longer a code unit: lengths and offsets have to be counted again.
      this.#reset(false);
      this.#value(value, 0);
    }
    return this.#finish(builder);
  }

  #release(): void {
    if (this.#words.byteLength > KEEP_BYTES) this.#words = new Uint32Array(INITIAL_WORDS);
    if (this.#utf8.byteLength > KEEP_BYTES) this.#utf8 = new Uint8Array(INITIAL_TEXT);
    if (this.#ints.byteLength > KEEP_BYTES) this.#ints = new BigInt64Array(INITIAL_NUMBERS);
    if (this.#doubles.byteLength > KEEP_BYTES) this.#doubles = new Float64Array(INITIAL_NUMBERS);
  }

  #reset(isAscii: boolean): void {
    this.#wordCount =
      this.#intCount =
      this.#doubleCount =
      this.#blobBytes =
      this.#textBytes =
        0;
    this.#text = "";
    this.#isAscii = isAscii;
    if (this.#keys.size > 0) this.#keys.clear();
    if (this.#blobs.length > 0) this.#blobs = [];
  }

  /** Encodes what was collected as text; false when it was not ASCII after all. */
  #encodeText(): boolean {
    if (this.#textBytes === 0) return true;
    this.#reserveText(this.#textBytes * 3);
    const { written } = this.#encoder.encodeInto(this.#text, this.#utf8);
    return written === this.#textBytes;
  }

  #finish(builder: FrameBuilder): Offset {
    const blobs = this.#blobBytes === 0 ? 0 : builder.concatenated(this.#blobs, this.#blobBytes);
    const text = this.#textBytes === 0
      ? 0
      : builder.vector(this.#utf8.subarray(0, this.#textBytes), this.#textBytes, 1);
    const doubles = vector64(builder, this.#doubles.buffer, this.#doubleCount);
    const ints = vector64(builder, this.#ints.buffer, this.#intCount);
    const nodes = new Uint8Array(this.#words.buffer, 0, this.#wordCount * 4);
    const nodeVector = builder.vector(nodes, this.#wordCount >> 1, 4);
    ValueTree.startValueTree(builder);
    ValueTree.addNodes(builder, nodeVector);
    if (ints !== 0) ValueTree.addInts(builder, ints);
    if (doubles !== 0) ValueTree.addDoubles(builder, doubles);
    if (text !== 0) ValueTree.addText(builder, text);
    if (blobs !== 0) ValueTree.addBlobs(builder, blobs);
    return ValueTree.endValueTree(builder);
  }

  #node(kind: ValueKind, length: number, argument: number): void {
    if (length >= MAX_LENGTH) throw new RangeError(`A value of ${length} parts is over 2^28`);
    const at = this.#wordCount;
    if (at + 2 > this.#words.length) {
      const larger = new Uint32Array(this.#words.length * 2);
      larger.set(this.#words);
      this.#words = larger;
    }
    this.#words[at] = kind | length << 4;
    this.#words[at + 1] = argument;
    this.#wordCount = at + 2;
  }

  #value(value: Value, depth: number): void {
    if (value === null) return this.#node(ValueKind.Null, 0, 0);
    switch (typeof value) {
      case "string":
        return this.#string(value);
      case "number":
        return this.#number(value);
      case "boolean":
        return this.#node(value ? ValueKind.True : ValueKind.False, 0, 0);
      case "bigint":
        return this.#bigint(value);
    }
    if (value instanceof Number) return this.#double(value.valueOf());
    if (value instanceof Uint8Array) return this.#bytes(ValueKind.Bytes, value);
    if (depth >= MAX_DEPTH) throw new RangeError(`A value nests deeper than ${MAX_DEPTH} levels`);
    if (value instanceof Map) return this.#map(value, depth);
    if (Array.isArray(value)) return this.#list(value, depth);
    throw new TypeError(`A ${describeType(value)} is not a value`);
  }

  #list(list: Value[], depth: number): void {
    const head = this.#wordCount;
    this.#node(ValueKind.List, list.length, 0);
    for (let i = 0; i < list.length; i++) this.#value(list[i]!, depth + 1);
    this.#words[head + 1] = this.#wordCount >> 1;
  }

  #map(map: Extract<Value, Map<unknown, unknown>>, depth: number): void {
    const head = this.#wordCount;
    this.#node(ValueKind.Map, map.size, 0);
    for (const [key, value] of map) {
      if (typeof key === "string") this.#key(key);
      else this.#value(key, depth + 1);
      this.#value(value, depth + 1);
    }
    this.#words[head + 1] = this.#wordCount >> 1;
  }

  #key(key: string): void {
    if (this.#wordCount < DEDUPLICATE_FROM_NODES * 2 || key.length > DEDUPLICATE_UP_TO) {
      return this.#string(key);
    }
    const known = this.#keys.get(key);
    if (known === undefined) {
      this.#keys.set(key, this.#wordCount);
      return this.#string(key);
    }
    const words = this.#words;
    this.#node(words[known]! & 15, words[known]! >>> 4, words[known + 1]!);
  }

  #number(value: number): void {
    if (value === (value | 0) && !Object.is(value, -0)) {
      return this.#node(ValueKind.Int32, 0, value);
    }
    if (Number.isSafeInteger(value) && value !== 0) return this.#int64(BigInt(value));
    this.#double(value);
  }

  #bigint(value: bigint): void {
    if (value > LARGEST_INT64 || value < SMALLEST_INT64) {
      throw new RangeError(`The integer ${value} needs more than 64 bits`);
    }
    this.#int64(value);
  }

  #int64(value: bigint): void {
    if (this.#intCount === this.#ints.length) {
      const larger = new BigInt64Array(this.#ints.length * 2);
      larger.set(this.#ints);
      this.#ints = larger;
    }
    this.#node(ValueKind.Int64, 0, this.#intCount);
    this.#ints[this.#intCount++] = value;
  }

  #double(value: number): void {
    if (this.#doubleCount === this.#doubles.length) {
      const larger = new Float64Array(this.#doubles.length * 2);
      larger.set(this.#doubles);
      this.#doubles = larger;
    }
    this.#node(ValueKind.Double, 0, this.#doubleCount);
    this.#doubles[this.#doubleCount++] = value;
  }

  #bytes(kind: ValueKind, bytes: Uint8Array): void {
    this.#node(kind, bytes.length, this.#blobBytes);
    this.#blobs.push(bytes);
    this.#blobBytes += bytes.length;
  }

  #string(text: string): void {
    const length = text.length;
    if (length > BIG_STRING) {
      return this.#bytes(ValueKind.BigString, this.#encoder.encode(text));
    }
    if (this.#isAscii) {
      this.#node(ValueKind.String, length, this.#textBytes);
      this.#text += text;
      this.#textBytes += length;
      return;
    }
    this.#reserveText(this.#textBytes + length * 3);
    const { written } = this.#encoder.encodeInto(text, this.#utf8.subarray(this.#textBytes));
    this.#node(ValueKind.String, written, this.#textBytes);
    this.#textBytes += written;
  }

  #reserveText(bytes: number): void {
    if (this.#utf8.length >= bytes) return;
    const larger = new Uint8Array(Math.max(bytes, this.#utf8.length * 2));
    larger.set(this.#utf8.subarray(0, this.#textBytes));
    this.#utf8 = larger;
  }
}

function vector64(builder: FrameBuilder, buffer: ArrayBufferLike, count: number): Offset {
  return count === 0 ? 0 : builder.vector(new Uint8Array(buffer, 0, count * 8), count, 8);
}

function describeType(value: unknown): string {
  return value === undefined ? "value that is undefined" : Object.prototype.toString.call(value);
}
