/**
 * What Ansible expands on the target: `~` at the beginning, `$NAME` and `${NAME}` anywhere. It does
 * so for arguments that are paths, and for every word of a `command`.
 *
 * @see https://docs.python.org/3/library/os.path.html#os.path.expandvars
 * @module
 */
import { sh, shellQuote, ShellText } from "@shep/sdk";

/** With the slash: quoted, it would end no name. */
const TILDE = /^~(?:[A-Za-z_][\w.-]*)?(?:\/|$)/;
const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;
const WILDCARD = /[*?]|\[!?[\w-]+\]/g;

/** Whether there is anything in `text` that only the target can expand. */
export function isExpandable(text: string): boolean {
  return TILDE.test(text) || text.search(VARIABLE) >= 0;
}

/**
 * `text` as one shell word that expands to what Ansible would make of it. A variable that is not
 * set stays as it is.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.equal(String(expandingWord("/etc/my file")), "'/etc/my file'");
 * assert.equal(String(expandingWord("~/.bashrc")), "~/'.bashrc'");
 * assert.equal(String(expandingWord("$HOME/x")), `"\${HOME-\\$HOME}"'/x'`);
 * ```
 */
export function expandingWord(text: string): ShellText {
  return expand(text, shellQuote);
}

/** Like {@linkcode expandingWord}, with `*`, `?` and `[…]` as patterns: as many words as match. */
export function globbingWord(text: string): ShellText {
  return expand(text, (literal) => between(literal, WILDCARD, shellQuote, ([match]) => match));
}

function expand(text: string, quote: (literal: string) => string): ShellText {
  if (text === "") return sh`${text}`;
  const tilde = TILDE.exec(text)?.[0] ?? "";
  const rest = between(
    text.slice(tilde.length),
    VARIABLE,
    quote,
    ([match, bare, braced]) => `"\${${bare ?? braced}-\\${match.replace("}", "\\}")}}"`,
  );
  return new ShellText(tilde + rest);
}

/** Puts together what `each` makes of the matches and `quote` of the text between them. */
function between(
  text: string,
  pattern: RegExp,
  quote: (literal: string) => string,
  each: (match: RegExpExecArray) => string,
): string {
  let result = "";
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) result += quote(text.slice(end, match.index));
    result += each(match);
    end = match.index + match[0].length;
  }
  return end < text.length ? result + quote(text.slice(end)) : result;
}
