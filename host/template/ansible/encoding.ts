/**
 * Filters that encode text and compute digests.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { valueError } from "../errors.ts";
import { decode } from "../methods/bytes.ts";
import { encode } from "../methods/string.ts";
import { textArgument } from "../methods/arguments.ts";
import { text } from "../values/text.ts";
import { startHash } from "./hash.ts";

function bytesOf(value: unknown, encoding = "utf-8"): Uint8Array {
  return value instanceof Uint8Array ? value : encode(text(value), encoding);
}

function toBase64(value: unknown, encoding: unknown = "utf-8"): string {
  const bytes = bytesOf(value, textArgument(encoding));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function fromBase64(value: unknown, encoding: unknown = "utf-8"): string {
  const compact = text(value).replace(/[^A-Za-z0-9+/=]/g, "");
  try {
    const binary = atob(compact);
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return decode(bytes, textArgument(encoding));
  } catch (error) {
    throw valueError(`not valid base64: ${(error as Error).message}`);
  }
}

/**
 * The hexadecimal digest of a value.
 *
 * @throws {EvaluationError} when there is no such algorithm
 */
export function digest(value: unknown, algorithm: string): string {
  const hash = startHash(algorithm);
  if (!hash) throw valueError(`unknown hash type '${algorithm}'`);
  return hash.update(bytesOf(value)).digest("hex");
}

const ANSIBLE_NAMESPACE = "361E6D51-FAEC-444A-9079-341386DA8E2E";

/** A version 5 UUID: the same for the same text. */
function toUuid(value: unknown, namespace: unknown = ANSIBLE_NAMESPACE): string {
  const hex = text(namespace).replaceAll("-", "");
  if (!/^[\da-f]{32}$/i.test(hex)) {
    throw valueError(`Invalid value '${text(namespace)}' for 'namespace'`);
  }
  const hash = startHash("sha1")!.update(Uint8Array.fromHex(hex)).update(bytesOf(value)).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const digits = hash.toString("hex");
  const groups = [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]] as const;
  return groups.map(([start, end]) => digits.slice(start, end)).join("-");
}

/** Text as one word of a POSIX shell. */
function quote(value: unknown): string {
  const word = value === null ? "" : text(value);
  if (word === "") return "''";
  return /[^\w@%+=:,./-]/.test(word) ? `'${word.replaceAll("'", `'"'"'`)}'` : word;
}

function urlDecode(value: unknown): string {
  const bytes: number[] = [];
  const spaced = text(value).replaceAll("+", " ");
  for (const [piece] of spaced.matchAll(/%[\da-f]{2}|[^]/giu)) {
    if (/^%[\da-f]{2}$/i.test(piece)) bytes.push(parseInt(piece.slice(1), 16));
    else bytes.push(...encode(piece, "utf-8"));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** Filters that encode text and compute digests, by name. */
export const ENCODING_FILTERS: ReadonlyMap<string, Filter> = table({
  b64decode: takes(["encoding?"], fromBase64),
  b64encode: takes(["encoding?"], toBase64),
  checksum: takes([], (value) => digest(value, "sha1")),
  hash: takes(["hashtype?"], (value, type = "sha1") => digest(value, textArgument(type))),
  md5: takes([], (value) => digest(value, "md5")),
  quote: takes([], quote),
  sha1: takes([], (value) => digest(value, "sha1")),
  to_uuid: takes(["namespace?"], toUuid),
  urldecode: takes([], urlDecode),
});
