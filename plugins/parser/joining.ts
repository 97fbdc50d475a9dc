/**
 * Indentation inside brackets and quotes.
 *
 * PyYAML ignores it, but the grammar library refuses what is indented less than the block around:
 *
 *     packages: [
 *       git
 *     ]
 *
 * So the offending lines are joined, and the joined text is what the library reads. Only line
 * breaks, tabs and comments in it differ from the original, all of them by being spaces: an offset
 * into one is an offset into the other, and values are taken from the original.
 *
 * @module
 */

import { startOfLine } from "./position.ts";

/** What a text can be in the middle of. */
export type Open = "bracket" | "single quote" | "double quote";

/** A part of a text. */
export interface Range {
  /** Index of its first character. */
  readonly start: number;
  /** Index after its last character. */
  readonly end: number;
}

const QUOTED = String.raw`"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'`;

/** What matters in a flow collection; inside a word a quote is only a character. */
const FLOW_TOKEN = new RegExp(String.raw`(?<=[\s,:[{])(?:${QUOTED}|#.*)|[[\]{}]`, "g");

/** A comment, or quotes that may hold a "#". */
const COMMENT_OR_QUOTED = new RegExp(String.raw`${QUOTED}|(?<=^|\s)#.*`, "g");

const REST_OF_QUOTED = { "single quote": /(?:[^']|'')*'/y, "double quote": /(?:[^"\\]|\\[^])*"/y };

/**
 * What to join so that `offset`, in the middle of what is `open`, does not begin a line: from the
 * end of the text before it to the next thing that closes; undefined when nothing does.
 */
export function rangeToJoin(text: string, offset: number, open: Open): Range | undefined {
  const end = open === "bracket" ? endOfBracket(text, offset) : endOfQuoted(text, offset, open);
  return end === undefined ? undefined : { start: endOfContent(text, offset, open), end };
}

/** `text` with `range` on one line. */
export function join(text: string, range: Range): string {
  const part = text.slice(range.start, range.end)
    .replace(COMMENT_OR_QUOTED, (token) => token.startsWith("#") ? " ".repeat(token.length) : token)
    .replace(/[\r\n\t]/g, " ");
  return text.slice(0, range.start) + part + text.slice(range.end);
}

/** `text` with spaces for the tabs between the start of the line and `offset`. */
export function expandTabs(text: string, offset: number): string {
  const start = startOfLine(text, offset);
  const line = text.slice(start, offset).replaceAll("\t", " ");
  return text.slice(0, start) + line + text.slice(offset);
}

function endOfQuoted(
  text: string,
  offset: number,
  open: Exclude<Open, "bracket">,
): number | undefined {
  const rest = new RegExp(REST_OF_QUOTED[open]);
  rest.lastIndex = offset;
  return rest.test(text) ? rest.lastIndex : undefined;
}

/** After the first bracket that closes one which was open at `offset`. */
function endOfBracket(text: string, offset: number): number | undefined {
  const token = new RegExp(FLOW_TOKEN);
  token.lastIndex = offset;
  let depth = 1;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === "[" || found === "{") depth++;
    if ((found === "]" || found === "}") && --depth === 0) return token.lastIndex;
  }
  return undefined;
}

/** Where the text before `offset` ends, not counting white space and, between brackets, comments. */
function endOfContent(text: string, offset: number, open: Open): number {
  for (let end = offset; end > 0;) {
    const start = startOfLine(text, end);
    const line = text.slice(start, end);
    const content = (open === "bracket" ? withoutComment(line) : line).trimEnd();
    if (content !== "") return start + content.length;
    end = start - 1;
  }
  return 0;
}

function withoutComment(line: string): string {
  return line.replace(COMMENT_OR_QUOTED, (token) => token.startsWith("#") ? "" : token);
}
