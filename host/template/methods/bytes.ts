/**
 * The methods of bytes.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { valueError } from "../errors.ts";
import { textArgument } from "./arguments.ts";

/**
 * The text that `bytes` are in a character encoding.
 *
 * @throws {EvaluationError} when the encoding is unknown or the bytes are not text in it
 */
export function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw valueError(`'${encoding}' codec can't decode the bytes: ${(error as Error).message}`);
  }
}

/** The methods of `bytes` by name. */
export const BYTES_METHODS: ReadonlyMap<string, Filter> = table({
  decode: takes(
    ["encoding?", "errors?"],
    (self, encoding) =>
      decode(self as Uint8Array, encoding === undefined ? "utf-8" : textArgument(encoding)),
  ),
  hex: takes(
    [],
    (self) => Array.from(self as Uint8Array, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  ),
}, "bytes.");
