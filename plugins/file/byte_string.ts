/**
 * Byte strings: texts of one character for each byte, as regular expressions need them, because a
 * file need not be UTF-8. (`Buffer` would do, but a bundle loads `node:buffer` with the plugin: 4 ms of
 * every run.)
 *
 * @module
 */

/** How many arguments one call of a function is given. */
const PIECE = 8192;

/** A character for each byte. */
export function decodeBytes(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += PIECE) {
    text += String.fromCharCode(...bytes.subarray(start, start + PIECE));
  }
  return text;
}

/** A character for each byte of a text in UTF-8. */
export function byteString(text: string): string;
export function byteString(text: string | undefined): string | undefined;
export function byteString(text: string | undefined): string | undefined {
  return text === undefined ? undefined : decodeBytes(new TextEncoder().encode(text));
}

/** The bytes of a byte string. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
