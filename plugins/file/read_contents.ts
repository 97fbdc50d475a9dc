/**
 * Several files of the target, printed by one script: `content=SIZE`, a NUL, and as many bytes.
 *
 * @module
 */

/**
 * The files, in their order; none for one that could not be read. Records before the first are
 * passed over.
 */
export function readContents(output: Uint8Array): (Uint8Array | undefined)[] {
  const contents: (Uint8Array | undefined)[] = [];
  const text = new TextDecoder();
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at);
    if (end < 0) break;
    const [, size] = /^content=(-?\d+)$/.exec(text.decode(output.subarray(at, end))) ?? [];
    at = end + 1 + Math.max(Number(size ?? 0), 0);
    if (size !== undefined) contents.push(size === "-1" ? undefined : output.subarray(end + 1, at));
  }
  return contents;
}
