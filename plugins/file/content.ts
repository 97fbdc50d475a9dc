/**
 * Content on its way to the target: inside the script when it is short.
 *
 * @module
 */
import * as noble from "@noble/hashes/legacy";
import { shellQuote, ShellText } from "@shep/sdk";

/**
 * What is sent inside the script, in bytes; more goes by a transfer of its own. In a script it
 * saves a round trip, but bash reads scripts from a pipe byte by byte, at some 1.4 MiB/s.
 */
export const MAX_INLINE_BYTES = 32 * 1024;

/** To read a file of more bytes takes longer than a round trip, or than to start another program. */
export const LARGE_BYTES: number = 8 * 1024 * 1024;

/**
 * A command that prints exactly these bytes. They are printf's format: its escapes have three octal
 * digits, all else is sent as it is, unless it would not be text. (Of `%b` FreeBSD's prints nothing
 * behind a NUL.)
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const bytes = new TextEncoder().encode("it's\\0");
 * assert.equal(String(printCommand(bytes)), "printf 'it'\\''s\\\\0'");
 * ```
 */
export function printCommand(bytes: Uint8Array): ShellText {
  return new ShellText(`printf ${shellQuote(asText(bytes) ?? asOctal(bytes))}`);
}

function asText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.replaceAll("\\", "\\\\").replaceAll("%", "%%").replaceAll("\0", "\\000")
      .replace(/^-/, "\\055");
  } catch {
    return undefined;
  }
}

function asOctal(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    // But for the backslash, the percent sign, and the hyphen that an option begins with.
    const isPlain = byte >= 0x20 && byte < 0x7f && ![0x5c, 0x25, 0x2d].includes(byte);
    text += isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  }
  return text;
}

/** The SHA-1 of bytes, in hex. */
export async function sha1(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-1", bytes.slice())).toHex();
}

/** The MD5 in hex. WebCrypto has none, and `node:crypto` takes 20 ms to load, where this takes 3. */
export function md5(bytes: Uint8Array): string {
  return noble.md5(bytes).toHex();
}
