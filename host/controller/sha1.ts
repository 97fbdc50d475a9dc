/**
 * SHA-1 of a file: what Ansible calls its `checksum`.
 *
 * @module
 */

/** Up to here a file is read at once: WebCrypto hashes only what it is given whole. */
const WHOLE_BYTES = 1024 * 1024;

/** The checksum of a file of the controller, in hex. */
export async function sha1OfFile(path: string, size: number): Promise<string> {
  if (size > WHOLE_BYTES) return await sha1OfStream(path);
  return await sha1OfBytes(await Deno.readFile(path));
}

/** The checksum of bytes, in hex. */
export async function sha1OfBytes(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", bytes.slice());
  return new Uint8Array(digest).toHex();
}

async function sha1OfStream(path: string): Promise<string> {
  // Loading node:crypto costs 21 ms, which only a run that copies large files should pay.
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha1");
  using file = await Deno.open(path);
  const buffer = new Uint8Array(WHOLE_BYTES);
  for (let length = await file.read(buffer); length !== null; length = await file.read(buffer)) {
    hash.update(buffer.subarray(0, length));
  }
  return hash.digest("hex");
}
