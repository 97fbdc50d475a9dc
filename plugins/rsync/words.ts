/**
 * The words that a program was called with, before what it has to say.
 *
 * @module
 */

/** The words, and what came behind them. */
export interface SpokenWords {
  readonly words: readonly string[];
  readonly rest: Uint8Array;
}

const NUL = 0;

/**
 * Reads how many words there are, and then the words: each with a NUL behind it.
 *
 * @returns Nothing where the end comes first.
 */
export async function readWords(
  chunks: AsyncIterator<Uint8Array>,
): Promise<SpokenWords | undefined> {
  const decoder = new TextDecoder();
  const words: string[] = [];
  let held = new Uint8Array(0);
  for (;;) {
    for (let end = held.indexOf(NUL); end >= 0; end = held.indexOf(NUL)) {
      words.push(decoder.decode(held.subarray(0, end)));
      held = held.slice(end + 1);
      if (words.length > Number(words[0])) return { words: words.slice(1), rest: held };
    }
    const { value, done } = await chunks.next();
    if (done) return undefined;
    held = joined(held, value);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
