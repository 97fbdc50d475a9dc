/**
 * Text in encodings other than UTF-8, by Python's names for them.
 *
 * @see https://docs.python.org/3/library/codecs.html#standard-encodings
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 * @module
 */
import { TaskFailure } from "@shep/sdk";
import { bytesOf, byteString, decodeBytes } from "./byte_string.ts";

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
  return codecOf(name, { utf8: UTF_8, ofTable: (table) => byteCodec(name, table) });
}

/**
 * The codec of a name that keeps bytes that are no text in it: each is an unpaired surrogate, as with
 * Python's `surrogateescape`, and is written as it was. In UTF-16 there are none.
 *
 * @see https://peps.python.org/pep-0383/
 * @throws {TaskFailure} For a name that there is not, or is not supported.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const { decode, encode } = keepingCodec("utf-8");
 * assert.deepEqual([...encode(decode(Uint8Array.of(0x61, 0xff)))], [0x61, 0xff]);
 * ```
 */
export function keepingCodec(name: string): TextCodec {
  return codecOf(name, {
    utf8: KEEPING_UTF_8,
    ofTable: (table) => byteCodec(name, LATIN_1.map((_, byte) => table[byte] || keptByte(byte))),
  });
}

interface Codecs {
  readonly utf8: TextCodec;
  readonly ofTable: (table: readonly string[]) => TextCodec;
}

function codecOf(name: string, { utf8, ofTable }: Codecs): TextCodec {
  const label = name.toLowerCase().replaceAll("_", "-");
  if (/^(?:utf-?8|u8|cp65001)$/.test(label)) return utf8;
  if (/^utf-?8-sig$/.test(label)) return signed(utf8);
  if (/^(?:latin-?1|l1|iso-?8859-1|8859|cp819)$/.test(label)) return ofTable(LATIN_1);
  if (/^(?:us-)?ascii$/.test(label)) return ofTable(LATIN_1.slice(0, 0x80));
  const order = /^utf-?16(?:-?(le|be))?$/.exec(label);
  if (order !== null) return utf16(order[1]);
  return ofTable(byteTable(name, label));
}

const UTF_8: TextCodec = {
  decode: (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
  encode: (text) => new TextEncoder().encode(text),
};

/** Well-formed UTF-8, as far as it goes, or one byte that is none. */
const UTF_8_PIECE =
  /((?:[\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|\xed[\x80-\x9f]|[\xe1-\xec\xee\xef][\x80-\xbf])[\x80-\xbf]|(?:\xf0[\x90-\xbf]|\xf4[\x80-\x8f]|[\xf1-\xf3][\x80-\xbf])[\x80-\xbf]{2})+)|[\x80-\xff]/g;

const KEEPING_UTF_8: TextCodec = {
  decode: (bytes) =>
    decodeBytes(bytes).replace(
      UTF_8_PIECE,
      (piece, text) =>
        text === undefined ? keptByte(piece.charCodeAt(0)) : UTF_8.decode(bytesOf(text)),
    ),
  encode: (text) => {
    // A surrogate that has no partner is a piece of its own.
    const pieces = text.split(/([\udc80-\udcff])/u);
    const bytes = pieces.map((piece, index) =>
      index % 2 === 0 ? byteString(piece) : String.fromCharCode(piece.charCodeAt(0) & 0xff)
    );
    return bytesOf(bytes.join(""));
  },
};

function keptByte(byte: number): string {
  return String.fromCharCode(0xdc00 + byte);
}

const LATIN_1: readonly string[] = Array.from({ length: 0x100 }, (_, i) => String.fromCharCode(i));

/** With a mark at the beginning, which is no part of the text. */
function signed({ decode, encode }: TextCodec): TextCodec {
  return {
    decode: (bytes) => decode(bytes).replace(/^\ufeff/, ""),
    encode: (text) => encode(`\ufeff${text}`),
  };
}

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

/** How the Web calls what Python calls otherwise. */
const WEB_LABELS: readonly (readonly [pattern: RegExp, label: string])[] = [
  [/^cp-?(125\d|874)$/, "windows-$1"],
  [/^(?:iso-?)?8859-?(\d+)$/, "iso-8859-$1"],
  [/^mac-?(?:roman|intosh)$/, "macintosh"],
  [/^mac-?cyrillic$/, "x-mac-cyrillic"],
];

/** Those that the Web takes for the encoding of Windows that has characters for more bytes. */
const WITHOUT_WINDOWS = /^(?:iso|latin|l\d|tis|thai)/;

/** What each byte means in an encoding that has a byte for each character. */
function byteTable(name: string, label: string): string[] {
  const [pattern = "", web = ""] = WEB_LABELS.find(([pattern]) => pattern.test(label)) ?? [];
  const table: string[] = [];
  try {
    const decoder = new TextDecoder(label.replace(pattern, web), { fatal: true });
    for (let byte = 0; byte < 0x100; byte++) {
      table.push(isDefined(decoder, byte) ? decoder.decode(Uint8Array.of(byte)) : "");
    }
  } catch {
    throw new TaskFailure(
      `unknown encoding: ${name}. There are UTF-8, UTF-16, ASCII, ISO 8859, those of Windows, ` +
        "KOI8, IBM866 and two of Mac OS",
    );
  }
  if (WITHOUT_WINDOWS.test(label)) table.splice(0x80, 0x20, ...LATIN_1.slice(0x80, 0xa0));
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
