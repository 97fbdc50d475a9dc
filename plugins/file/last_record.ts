/**
 * Bytes that a script prints after its records: `name=`, a NUL, and all that follows.
 *
 * @module
 */

/** The bytes after the record `name`; nothing if it is not there. */
export function lastRecord(output: Uint8Array, name: string): Uint8Array | undefined {
  const mark = new TextEncoder().encode(`${name}=\0`);
  const isMark = (at: number): boolean => mark.every((byte, index) => output[at + index] === byte);
  for (let at = 0; at >= 0 && at < output.length;) {
    if (isMark(at)) return output.subarray(at + mark.length);
    const end = output.indexOf(0, at);
    at = end < 0 ? -1 : end + 1;
  }
  return undefined;
}
