/**
 * Splits template text into tokens.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#whitespace-control
 * @module
 */

import type { Syntax } from "../options.ts";
import { lexExpression } from "./expression_lexer.ts";
import { SyntaxProblem, type Token } from "./tokens.ts";

/**
 * The tokens of `text`, ending with one of kind `eof`.
 *
 * @throws {SyntaxProblem} when a tag, comment, string or bracket is not closed
 */
export function lex(text: string, syntax: Syntax): Token[] {
  return new Lexer(text, syntax).run();
}

type TagKind = "variable" | "block" | "comment";

/** What Python takes for a blank; unlike in JavaScript, no byte order mark is one. */
const BLANK = /[^\S\ufeff]|\x85/;

const RAW = /\s*raw\s*(-?)/y;

class Lexer {
  readonly #text: string;
  readonly #syntax: Syntax;
  readonly #tokens: Token[] = [];
  readonly #opening: RegExp;
  #offset = 0;

  constructor(text: string, syntax: Syntax) {
    this.#text = text;
    this.#syntax = syntax;
    this.#opening = openingOf(syntax);
  }

  run(): Token[] {
    while (this.#offset < this.#text.length) {
      this.#opening.lastIndex = this.#offset;
      const opening = this.#opening.exec(this.#text);
      if (opening === null) {
        this.#data(this.#text.slice(this.#offset), this.#offset);
        break;
      }
      this.#tag(opening.index, opening[0]);
    }
    this.#tokens.push({ kind: "eof", text: "", offset: this.#text.length });
    return this.#tokens;
  }

  /** Reads the data before a tag, then the tag. */
  #tag(start: number, opening: string): void {
    const kind = this.#kindOf(opening);
    let inside = start + opening.length;
    const sign = this.#text[inside] ?? "";
    if (sign === "-" || sign === "+") inside++;
    const lstrip = kind !== "variable";
    this.#data(
      this.#trimEnd(this.#text.slice(this.#offset, start), this.#offset, sign, lstrip),
      this.#offset,
    );
    if (kind === "comment") this.#comment(start, inside);
    else if (kind === "block" && this.#raw(start, inside)) return;
    else this.#expression(kind, start, inside);
  }

  #kindOf(opening: string): TagKind {
    if (opening === this.#syntax.variableStart) return "variable";
    return opening === this.#syntax.blockStart ? "block" : "comment";
  }

  #comment(start: number, inside: number): void {
    const end = this.#text.indexOf(this.#syntax.commentEnd, inside);
    if (end < 0) throw new SyntaxProblem("Missing end of comment tag", start);
    this.#offset = end + this.#syntax.commentEnd.length;
    this.#trimStart(end > inside ? this.#text[end - 1] ?? "" : "");
  }

  /** Reads a whole raw block when the tag begins one. */
  #raw(start: number, inside: number): boolean {
    RAW.lastIndex = inside;
    const raw = RAW.exec(this.#text);
    if (raw === null || !this.#text.startsWith(this.#syntax.blockEnd, RAW.lastIndex)) return false;
    this.#offset = RAW.lastIndex + this.#syntax.blockEnd.length;
    // Only its sign: `trimBlocks` is for what ends the block.
    if (raw[1] === "-") this.#trimStart("-");
    const endRaw = endRawOf(this.#syntax);
    endRaw.lastIndex = this.#offset;
    const end = endRaw.exec(this.#text);
    if (end === null) throw new SyntaxProblem("Missing end of raw directive", start);
    const body = this.#text.slice(this.#offset, end.index);
    this.#data(this.#trimEnd(body, this.#offset, end[1] ?? "", true), this.#offset);
    this.#offset = endRaw.lastIndex;
    this.#trimStart(end[2] ?? "");
    return true;
  }

  #expression(kind: "variable" | "block", start: number, inside: number): void {
    const closing = kind === "block" ? this.#syntax.blockEnd : this.#syntax.variableEnd;
    this.#tokens.push({
      kind: `${kind}_begin`,
      text: this.#text.slice(start, inside),
      offset: start,
    });
    const end = lexExpression(this.#text, inside, this.#tokens, {
      closing,
      plusAllowed: kind === "block",
      literalBackslashes: kind === "variable" && this.#syntax.escapeBackslashes,
      newline: this.#syntax.newlineSequence,
    });
    if (end === undefined) {
      this.#offset = this.#text.length;
      return;
    }
    this.#tokens.push({ kind: `${kind}_end`, text: closing, offset: end.offset });
    this.#offset = end.offset + end.sign.length + closing.length;
    if (kind === "block" || end.sign === "-") this.#trimStart(end.sign);
  }

  #data(text: string, offset: number): void {
    if (text === "") return;
    const { newlineSequence: newline } = this.#syntax;
    const written = newline === "\n" ? text : text.replaceAll("\n", newline);
    this.#tokens.push({ kind: "data", text: written, offset });
  }

  /** Applies a tag's opening sign, or `lstripBlocks`, to the text before it. */
  #trimEnd(text: string, offset: number, sign: string, lstrip: boolean): string {
    if (sign === "-") return withoutBlanksAtEnd(text);
    if (sign === "+" || !lstrip || !this.#syntax.lstripBlocks) return text;
    const lineStart = text.lastIndexOf("\n") + 1;
    const beginsLine = lineStart > 0 || offset === 0 || this.#text[offset - 1] === "\n";
    return beginsLine && withoutBlanksAtEnd(text).length <= lineStart
      ? text.slice(0, lineStart)
      : text;
  }

  /** Applies a tag's closing sign, or `trimBlocks`, to the text after it. */
  #trimStart(sign: string): void {
    if (sign === "-") {
      while (BLANK.test(this.#text[this.#offset] ?? "")) this.#offset++;
    } else if (sign !== "+" && this.#syntax.trimBlocks && this.#text[this.#offset] === "\n") {
      this.#offset++;
    }
  }
}

function withoutBlanksAtEnd(text: string): string {
  let end = text.length;
  while (BLANK.test(text[end - 1] ?? "")) end--;
  return text.slice(0, end);
}

const USUAL_OPENING = /\{[#%{]/g;

/** What finds the beginning of a tag. */
function openingOf({ commentStart, blockStart, variableStart }: Syntax): RegExp {
  // Making it anew for each of the thousands of texts of a playbook would be half of the work.
  if (commentStart === "{#" && blockStart === "{%" && variableStart === "{{") return USUAL_OPENING;
  const openings = [commentStart, blockStart, variableStart];
  const longestFirst = openings.sort((a, b) => b.length - a.length).map(escapeRegExp);
  return new RegExp(longestFirst.join("|"), "g");
}

/** What finds the end of a raw block. */
function endRawOf({ blockStart, blockEnd }: Syntax): RegExp {
  const [start, end] = [escapeRegExp(blockStart), escapeRegExp(blockEnd)];
  return new RegExp(`${start}([-+]?)\\s*endraw\\s*([-+]?)${end}`, "g");
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
