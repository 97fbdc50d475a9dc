/**
 * Escapes and quotes in the value of an argument.
 *
 * @module
 */

const ESCAPE = /\\(?:U([\da-fA-F]{8})|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\\'"abfnrtv]))/g;

const CHARACTERS: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** `text` with the characters that escapes such as `\n` and `\u00e9` stand for; others stay. */
export function decodeEscapes(text: string): string {
  return text.replace(ESCAPE, (escape, long, short, byte, character) => {
    if (character !== undefined) return CHARACTERS[character] ?? character;
    const codePoint = Number.parseInt(long ?? short ?? byte, 16);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : escape;
  });
}

/** `text` without the quotes around it. */
export function unquote(text: string): string {
  const isQuoted = text.length > 1 && /^["']/.test(text) && text.endsWith(text.charAt(0)) &&
    text.at(-2) !== "\\";
  return isQuoted ? text.slice(1, -1) : text;
}
