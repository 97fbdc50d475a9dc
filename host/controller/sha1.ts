/**
 * SHA-1 of a file, without holding the file.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** The checksum of what comes, in hex; what Ansible calls `checksum`. */
export async function sha1(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha1");
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest("hex");
}
