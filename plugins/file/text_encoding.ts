/**
 * Text in encodings other than UTF-8, by Python's names for them.
 *
 * @see https://docs.python.org/3/library/codecs.html#standard-encodings
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 * @module
 */
import { TaskFailure } from "@shep/sdk";

/** Both directions of an encoding. */
export interface TextCodec {
  /** @throws {TypeError} For bytes that are no text in it. */
  readonly decode: (bytes: Uint8Array) => string;
  /** @throws {TaskFailure} For a character that it does not have. */
  readonly encode: (text: string) => Uint8Array;
}

/**
 * The codec of a name: UTF-8, UTF-16 and whatever has a byte for each character.
 *
 * @throws {TaskFailure} For a name that there is not, or is not supported.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...textCodec("latin-1").encode("é")], [0xe9]);
 * ```
 */
export function textCodec(name: string): TextCodec {
  const label = name.toLowerCase().replaceAll("_", "-");
  if (/^utf-?8$/.test(label)) return UTF_8;
  if (/^(?:latin-?1|l1|iso-?8859-1|8859|cp819)$/.test(label)) return byteCodec(name, LATIN_1);
  if (/^(?:us-)?ascii$/.test(label)) return byteCodec(name, LATIN_1.slice(0, 0x80));
  const order = /^utf-?16(?:-?(le|be))?$/.exec(label);
  if (order !== null) return utf16(order[1]);
  return byteCodec(name, byteTable(name, label));
}

const UTF_8: TextCodec = {
  decode: (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
  encode: (text) => new TextEncoder().encode(text),
};

const LATIN_1: readonly string[] = Array.from({ length: 0x100 }, (_, i) => String.fromCharCode(i));

/** Without an order it is the usual one, and says so by a mark. */
function utf16(order: string | undefined): TextCodec {
  const label = order === "be" ? "utf-16be" : "utf-16le";
  return {
    decode: (bytes) =>
      new TextDecoder(label, { fatal: true, ignoreBOM: order !== undefined }).decode(bytes),
    encode: (text) => {
      const marked = order === undefined ? `\ufeff${text}` : text;
      const view = new DataView(new ArrayBuffer(marked.length * 2));
      for (let at = 0; at < marked.length; at++) {
        view.setUint16(at * 2, marked.charCodeAt(at), order !== "be");
      }
      return new Uint8Array(view.buffer);
    },
  };
}

/** What each byte means in an encoding that has a byte for each character. */
function byteTable(name: string, label: string): string[] {
  const table: string[] = [];
  try {
    const decoder = new TextDecoder(label.replace(/^cp-?125/, "windows-125"), { fatal: true });
    for (let byte = 0; byte < 0x100; byte++) {
      table.push(isDefined(decoder, byte) ? decoder.decode(Uint8Array.of(byte)) : "");
    }
  } catch {
    throw new TaskFailure(`unknown encoding: ${name}`);
  }
  // In one with longer sequences the bytes that begin them mean nothing alone.
  if (table.filter((each) => each === "").length > 0x30) {
    throw new TaskFailure(`The encoding ${name} is not supported yet`);
  }
  return table;
}

function isDefined(decoder: TextDecoder, byte: number): boolean {
  try {
    decoder.decode(Uint8Array.of(byte));
    return true;
  } catch {
    return false;
  }
}

function byteCodec(name: string, table: readonly string[]): TextCodec {
  const bytes = new Map(table.map((char, byte) => [char, byte]));
  return {
    decode: (data) => Array.from(data, (byte) => table[byte] || bad(name, byte)).join(""),
    encode: (text) =>
      Uint8Array.from(text, (char) => {
        const byte = bytes.get(char);
        if (byte !== undefined) return byte;
        throw new TaskFailure(`'${char}' cannot be written in ${name}`);
      }),
  };
}

function bad(name: string, byte: number): never {
  throw new TypeError(`The byte 0x${byte.toString(16)} means nothing in ${name}`);
}
