/**
 * What a target wrote may hold anything, also what would move the cursor or set the window's title.
 *
 * @module
 */

// deno-lint-ignore no-control-regex -- control characters are what is looked for
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** Makes every control character visible, except line ends and tabs. */
export function escapeControls(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(
    CONTROL,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** The same for a text that has to stay on its line. */
export function escapeLine(text: string): string {
  return escapeControls(text).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}
