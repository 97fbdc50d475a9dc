/**
 * The words of a command line as flags and positional arguments, cut as Node's `parseArgs` cuts
 * them. That itself is not used because `node:util` takes 8 ms of CPU to load, half of what the
 * start of Deno does, in every run; a test holds the two against each other.
 *
 * @see https://nodejs.org/api/util.html#utilparseargsconfig
 * @module
 */

/** A flag, as it was typed. */
export interface FlagToken {
  /** With its dashes. */
  readonly rawName: string;
  /** What was given with it. */
  readonly value: string | undefined;
  /** Whether that stood in the same word: `--limit=web`, `-ihosts`. */
  readonly isInline: boolean;
}

/**
 * Cuts words into flags and positional arguments, which are plain text. Groups of short flags are
 * taken apart; behind `--` all is positional.
 *
 * @param takesValue Whether the flag that is typed so takes a value. An unknown one takes none.
 */
export function tokenize(
  words: readonly string[],
  takesValue: (rawName: string) => boolean,
): (FlagToken | string)[] {
  const tokens: (FlagToken | string)[] = [];
  const left = [...words];
  const flag = (rawName: string, inline: string | undefined): void => {
    const value = inline ?? (takesValue(rawName) ? left.shift() : undefined);
    tokens.push({ rawName, value, isInline: inline !== undefined });
  };
  while (left.length > 0) {
    const word = left.shift()!;
    if (word === "--") return [...tokens, ...left];
    if (word.startsWith("--")) flag(...longFlag(word));
    else if (word.startsWith("-") && word !== "-") {
      for (const [rawName, inline] of shortFlags(word, takesValue)) flag(rawName, inline);
    } else tokens.push(word);
  }
  return tokens;
}

/** `--name` or `--name=value`. */
function longFlag(word: string): [rawName: string, inline: string | undefined] {
  const equals = word.indexOf("=", 3);
  return equals === -1 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

/** `-abc`: each letter is a flag, up to one that takes a value, which is all that follows it. */
function* shortFlags(
  word: string,
  takesValue: (rawName: string) => boolean,
): Generator<[rawName: string, inline: string | undefined]> {
  for (let at = 1; at < word.length; at++) {
    const rawName = `-${word[at]}`;
    const rest = word.slice(at + 1);
    if (takesValue(rawName)) return yield [rawName, rest === "" ? undefined : rest];
    yield [rawName, undefined];
  }
}
