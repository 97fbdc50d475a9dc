/**
 * Bytes as text.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 * @module
 */
import { Buffer } from "node:buffer";

/** The bytes in base64, with padding. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
