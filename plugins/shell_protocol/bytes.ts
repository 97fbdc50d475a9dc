/**
 * The few things done with bytes here.
 *
 * @module
 */

/** The pieces in one array; a single piece is returned as it is. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

/** Where `pattern` starts in `data`, or -1. */
export function indexOfBytes(data: Uint8Array, pattern: Uint8Array): number {
  const last = data.length - pattern.length;
  let start = data.indexOf(pattern[0]!);
  while (start >= 0 && start <= last) {
    let matched = 1;
    while (matched < pattern.length && data[start + matched] === pattern[matched]) matched++;
    if (matched === pattern.length) return start;
    start = data.indexOf(pattern[0]!, start + 1);
  }
  return -1;
}
