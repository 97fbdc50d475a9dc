/**
 * Reads values from the flat arena of `flatbuffers/value.fbs`.
 *
 * The verifier has seen to it that the arena's vectors lie inside the frame. What the nodes say of
 * each other is checked here: nothing that a peer wrote can make the reader loop, recurse without
 * end or build more than the frame's size warrants.
 *
 * @module
 */
import { ValueKind, type ValueTree } from "../fbs/wire.ts";
import { Float, type Key, type Value } from "../value.ts";
import { WireError } from "./errors.ts";
import { MAX_DEPTH } from "./value_writer.ts";

const NODE_BYTES = 8;

/** Field slots of `ValueTree`, as the generated code names them only inside its accessors. */
const Slot = { nodes: 4, ints: 6, doubles: 8, text: 10, blobs: 12 } as const;

/**
 * Nodes may share text: eight bytes that name a long one must not become a bomb. Each node may
 * refer to this many bytes on average, beyond every byte once.
 */
const SHARED_BYTES_PER_NODE = 256;

/** Where a vector of the tree lies in the frame. */
interface Span {
  readonly start: number;
  /** In elements. */
  readonly count: number;
}

const NOTHING: Span = { start: 0, count: 0 };

/** Reads trees, one after another. */
export class ValueReader {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** The whole frame; everything is read from it in place. */
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView | undefined;
  #nodes = NOTHING;
  #ints = NOTHING;
  #doubles = NOTHING;
  #text = NOTHING;
  #blobs = NOTHING;
  /** All of the text, when it is ASCII: then a byte is a code unit. */
  #ascii: string | undefined;
  #at = 0;
  #textBudget = 0;

  /**
   * Reads a whole tree. Bytes are copied out of the frame.
   *
   * @throws {WireError} When the nodes contradict each other or the frame.
   */
  read(tree: ValueTree): Value {
    this.#open(tree);
    const value = this.#value(0);
    if (this.#at !== this.#nodes.count) this.#refuse("nodes are left over");
    return value;
  }

  #refuse(why: string): never {
    throw new WireError(`Not a valid value: ${why}`);
  }

  #open(tree: ValueTree): void {
    this.#bytes = tree.bb!.bytes();
    this.#view = undefined;
    this.#nodes = span(tree, Slot.nodes);
    this.#ints = span(tree, Slot.ints);
    this.#doubles = span(tree, Slot.doubles);
    this.#text = span(tree, Slot.text);
    this.#blobs = span(tree, Slot.blobs);
    this.#at = 0;
    this.#textBudget = this.#text.count + this.#blobs.count +
      this.#nodes.count * SHARED_BYTES_PER_NODE;
    this.#ascii = this.#asciiText();
  }

  #asciiText(): string | undefined {
    const { start, count } = this.#text;
    if (count === 0) return "";
    const decoded = this.#decoder.decode(this.#bytes.subarray(start, start + count));
    return decoded.length === count ? decoded : undefined;
  }

  /** The 32 bits at `at`, signed. */
  #word(at: number): number {
    const bytes = this.#bytes;
    return bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 | bytes[at + 3]! << 24;
  }

  /** What reads 64 bits: most trees have none. */
  get #wide(): DataView {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    return this.#view ??= new DataView(buffer, byteOffset, byteLength);
  }

  #value(depth: number): Value {
    const at = this.#at++;
    if (at >= this.#nodes.count) this.#refuse("a node is missing");
    const place = this.#nodes.start + at * NODE_BYTES;
    const head = this.#word(place);
    const argument = this.#word(place + 4) >>> 0;
    switch (head & 15) {
      case ValueKind.Null:
        return null;
      case ValueKind.False:
        return false;
      case ValueKind.True:
        return true;
      case ValueKind.Int32:
        return argument | 0;
      case ValueKind.Int64:
        return this.#int64(argument);
      case ValueKind.Double:
        return this.#double(argument);
      case ValueKind.String:
        return this.#string(argument, head >>> 4);
      case ValueKind.BigString:
        return this.#decoder.decode(this.#blob(argument, head >>> 4));
      case ValueKind.Bytes:
        return this.#blob(argument, head >>> 4).slice();
      case ValueKind.List:
        return this.#list(head >>> 4, argument, depth);
      case ValueKind.Map:
        return this.#map(head >>> 4, argument, depth);
      default:
        return this.#refuse(`there is no kind ${head & 15}`);
    }
  }

  #list(count: number, end: number, depth: number): Value[] {
    this.#enter(count, depth);
    const list = new Array<Value>(count);
    for (let i = 0; i < count; i++) list[i] = this.#value(depth + 1);
    if (this.#at !== end) this.#refuse("a list ends elsewhere than it says");
    return list;
  }

  #map(count: number, end: number, depth: number): Map<Key, Value> {
    this.#enter(count * 2, depth);
    const map = new Map<Key, Value>();
    for (let i = 0; i < count; i++) {
      const key = this.#key(depth + 1);
      map.set(key, this.#value(depth + 1));
    }
    if (this.#at !== end) this.#refuse("a map ends elsewhere than it says");
    return map;
  }

  #enter(nodes: number, depth: number): void {
    if (depth >= MAX_DEPTH) this.#refuse(`it nests deeper than ${MAX_DEPTH} levels`);
    if (nodes > this.#nodes.count - this.#at) this.#refuse("a container counts more than there is");
  }

  #key(depth: number): Key {
    const key = this.#value(depth);
    if (key === null || typeof key !== "object") return key;
    if (key instanceof Float) return key.valueOf();
    return this.#refuse("a key is a list, a map or bytes");
  }

  #int64(index: number): number | bigint {
    if (index >= this.#ints.count) this.#refuse("an integer is missing");
    const value = this.#wide.getBigInt64(this.#ints.start + index * 8, true);
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }

  #double(index: number): number | Float {
    if (index >= this.#doubles.count) this.#refuse("a double is missing");
    const value = this.#wide.getFloat64(this.#doubles.start + index * 8, true);
    return Number.isInteger(value) ? new Float(value) : value;
  }

  #blob(offset: number, length: number): Uint8Array {
    if (offset + length > this.#blobs.count) this.#refuse("bytes lie outside the frame");
    this.#spend(length);
    const start = this.#blobs.start + offset;
    return this.#bytes.subarray(start, start + length);
  }

  #string(offset: number, length: number): string {
    const end = offset + length;
    if (end > this.#text.count) this.#refuse("text lies outside the frame");
    this.#spend(length);
    if (this.#ascii !== undefined) return this.#ascii.substring(offset, end);
    const { start } = this.#text;
    return this.#decoder.decode(this.#bytes.subarray(start + offset, start + end));
  }

  #spend(bytes: number): void {
    this.#textBudget -= bytes;
    if (this.#textBudget < 0) this.#refuse("too many nodes share one text");
  }
}

/** A vector of the tree, which the verifier has seen to lie inside the frame. */
function span(tree: ValueTree, slot: number): Span {
  const buffer = tree.bb!;
  const offset = buffer.__offset(tree.bb_pos, slot);
  if (offset === 0) return NOTHING;
  const at = tree.bb_pos + offset;
  return { start: buffer.__vector(at), count: buffer.__vector_len(at) };
}
