/**
 * Which characters passwords are made of, and chance.
 *
 * @module
 */
import { Fault } from "@shep/sdk";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
const WHITESPACE = " \t\n\r\v\f";

/** Python's names of sets of characters. */
const SETS: ReadonlyMap<string, string> = new Map([
  ["ascii_letters", LOWER + UPPER],
  ["ascii_lowercase", LOWER],
  ["ascii_uppercase", UPPER],
  ["digits", DIGITS],
  ["hexdigits", `${DIGITS}abcdefABCDEF`],
  ["octdigits", "01234567"],
  ["printable", DIGITS + LOWER + UPPER + PUNCTUATION + WHITESPACE],
  ["punctuation", PUNCTUATION],
  ["whitespace", WHITESPACE],
]);

/** What is used if nothing is said. */
export const DEFAULT_CHARACTERS: readonly string[] = ["ascii_letters", "digits", ".,:-_"];

/** The parts of `chars=digits,abc,,`: two commas stand for one that is a character. */
export function splitCharacters(text: string): string[] {
  const parts = text.replaceAll(",,", "\0").split(",").map((part) => part.replaceAll("\0", ","));
  return parts.filter((part) => part !== "");
}

/** The characters that names of sets, and other texts, stand for; each once. */
export function characters(parts: readonly string[]): string[] {
  return [...new Set(parts.flatMap((part) => [...SETS.get(part) ?? part]))];
}

/**
 * A text of characters that nobody can guess, unless `draw` says which.
 *
 * @throws {Fault} `invalid-argument`, when there is nothing to choose from.
 */
export function randomText(
  length: number,
  choices: readonly string[],
  draw: (limit: number) => number = below,
): string {
  if (length > 0 && choices.length === 0) {
    throw new Fault("invalid-argument", "'chars' leaves no character for a password");
  }
  return Array.from({ length }, () => choices[draw(choices.length)]).join("");
}

/** Integers below a limit as Python draws them: of random words, those that are below it. */
export function drawnFrom(words: readonly number[]): (limit: number) => number {
  let next = 0;
  return (limit) => {
    const excess = Math.clz32(limit);
    while (next < words.length) {
      const value = words[next++]! >>> excess;
      if (value < limit) return value;
    }
    throw new Fault("failed", "the words of a seed are used up");
  };
}

/** An integer below `limit`, all of them as likely. */
export function below(limit: number): number {
  const fair = 2 ** 32 - 2 ** 32 % limit;
  const word = new Uint32Array(1);
  do crypto.getRandomValues(word); while (word[0]! >= fair);
  return word[0]! % limit;
}
