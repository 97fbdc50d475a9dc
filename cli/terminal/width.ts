/**
 * How many columns a text takes on a terminal.
 *
 * @see https://www.unicode.org/reports/tr11/
 * @module
 */

/** What is most common: a column for each character. It takes a twentieth of the time. */
const PLAIN = /^[ -~]*$/;
const INVISIBLE = /[\p{M}\p{Cf}\p{Cc}]/u;
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** The columns of a text without line ends. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (INVISIBLE.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}
