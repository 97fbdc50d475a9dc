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

const EMPTY: DataView = new DataView(new ArrayBuffer(0));

/** Reads trees, one after another. */
export class ValueReader {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #nodes = EMPTY;
  #ints = EMPTY;
  #doubles = EMPTY;
  #text: Uint8Array = new Uint8Array(0);
  #blobs: Uint8Array = new Uint8Array(0);
  /** All of the text, when it is ASCII: then a byte is a code unit. */
  #ascii: string | undefined;
  #nodeCount = 0;
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
    if (this.#at !== this.#nodeCount) this.#refuse("nodes are left over");
    return value;
  }

  #refuse(why: string): never {
    throw new WireError(`Not a valid value: ${why}`);
  }

  #open(tree: ValueTree): void {
    this.#nodes = view(tree, Slot.nodes, NODE_BYTES);
    this.#ints = view(tree, Slot.ints, 8);
    this.#doubles = view(tree, Slot.doubles, 8);
    this.#text = bytesOf(view(tree, Slot.text, 1));
    this.#blobs = bytesOf(view(tree, Slot.blobs, 1));
    this.#nodeCount = this.#nodes.byteLength / NODE_BYTES;
    this.#at = 0;
    this.#textBudget = this.#text.length + this.#blobs.length +
      this.#nodeCount * SHARED_BYTES_PER_NODE;
    const decoded = this.#text.length === 0 ? "" : this.#decoder.decode(this.#text);
    this.#ascii = decoded.length === this.#text.length ? decoded : undefined;
  }

  #value(depth: number): Value {
    const at = this.#at++;
    if (at >= this.#nodeCount) this.#refuse("a node is missing");
    const head = this.#nodes.getUint32(at * NODE_BYTES, true);
    const argument = this.#nodes.getUint32(at * NODE_BYTES + 4, true);
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
    if (nodes > this.#nodeCount - this.#at) this.#refuse("a container counts more than there is");
  }

  #key(depth: number): Key {
    const key = this.#value(depth);
    if (key === null || typeof key !== "object") return key;
    if (key instanceof Float) return key.valueOf();
    return this.#refuse("a key is a list, a map or bytes");
  }

  #int64(index: number): number | bigint {
    if ((index + 1) * 8 > this.#ints.byteLength) this.#refuse("an integer is missing");
    const value = this.#ints.getBigInt64(index * 8, true);
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }

  #double(index: number): number | Float {
    if ((index + 1) * 8 > this.#doubles.byteLength) this.#refuse("a double is missing");
    const value = this.#doubles.getFloat64(index * 8, true);
    return Number.isInteger(value) ? new Float(value) : value;
  }

  #blob(offset: number, length: number): Uint8Array {
    if (offset + length > this.#blobs.length) this.#refuse("bytes lie outside the frame");
    this.#spend(length);
    return this.#blobs.subarray(offset, offset + length);
  }

  #string(offset: number, length: number): string {
    const end = offset + length;
    if (end > this.#text.length) this.#refuse("text lies outside the frame");
    this.#spend(length);
    if (this.#ascii !== undefined) return this.#ascii.substring(offset, end);
    return this.#decoder.decode(this.#text.subarray(offset, end));
  }

  #spend(bytes: number): void {
    this.#textBudget -= bytes;
    if (this.#textBudget < 0) this.#refuse("too many nodes share one text");
  }
}

/** A vector of the tree as it lies in the frame. */
function view(tree: ValueTree, slot: number, elementBytes: number): DataView {
  const buffer = tree.bb!;
  const offset = buffer.__offset(tree.bb_pos, slot);
  if (offset === 0) return EMPTY;
  const start = buffer.__vector(tree.bb_pos + offset);
  const count = buffer.__vector_len(tree.bb_pos + offset);
  const bytes = buffer.bytes();
  return new DataView(bytes.buffer, bytes.byteOffset + start, count * elementBytes);
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
