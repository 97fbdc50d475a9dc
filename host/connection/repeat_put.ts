/**
 * Files that were lost on their way to a host.
 *
 * @module
 */
import { Fault } from "@shep/sdk";

/** Opens what is to be written, from its beginning. */
export type Content = () => AsyncIterable<Uint8Array>;

/**
 * From how many bytes sent on it is worth connecting anew. That costs a key exchange and a few round
 * trips, half a second where the network is slow: as long as 8 MiB take at 100 Mbit/s. It is also
 * more than a stream's window, so that the host had answered when it was lost: one that cannot be
 * reached costs its timeout once.
 */
export const REPEATED_BYTES: number = 8 * 1024 * 1024;

/**
 * Makes a call that writes a file. Where the host was lost in the middle, it is made again, once,
 * with the same content: a file is replaced as a whole or not at all, so that is no harm, and a
 * connection that kept a part of it goes on from there.
 */
export async function repeatPut<Reply>(
  content: Content,
  put: (data: AsyncIterable<Uint8Array>) => Promise<Reply>,
): Promise<Reply> {
  let sent = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of content()) {
      yield chunk;
      sent += chunk.length;
    }
  }
  try {
    return await put(counted());
  } catch (error) {
    const isLost = error instanceof Fault && error.kind === "unreachable";
    if (!isLost || sent < REPEATED_BYTES) throw error;
    return await put(content());
  }
}
