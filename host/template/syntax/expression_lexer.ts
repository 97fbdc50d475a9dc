/**
 * The tokens between the delimiters of a tag.
 *
 * @module
 */

import { repr } from "../values/text.ts";
import { unescape } from "./string_literal.ts";
import { SyntaxProblem, type Token } from "./tokens.ts";

/** How the tag around an expression is written. */
export interface TagSyntax {
  /** The delimiter that ends the tag. */
  readonly closing: string;
  /** Whether `+` before the delimiter is a whitespace sign. */
  readonly plusAllowed: boolean;
  /** Whether `\` in strings stands for itself. */
  readonly literalBackslashes: boolean;
  /** What stands for a line break in strings. */
  readonly newline: string;
}

/** Where a tag ends: the offset of its sign or delimiter, and the sign. */
export interface TagEnd {
  readonly offset: number;
  readonly sign: "" | "-" | "+";
}

const SPACE = /\s*/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const STRING = /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/y;
const OPERATOR = /\/\/|\*\*|[=!<>]=|[-+/*%~[\](){}<>=.:|,;]/y;
const CLOSING_BRACKETS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Appends the tokens of the expression that begins at `offset` to `tokens`, up to the tag's end;
 * returns where that is, or `undefined` when the text ends first.
 *
 * @throws {SyntaxProblem} at a character no token begins with, or a bracket that does not match
 */
export function lexExpression(
  text: string,
  offset: number,
  tokens: Token[],
  tag: TagSyntax,
): TagEnd | undefined {
  const brackets: string[] = [];
  for (;;) {
    offset = matchEnd(SPACE, text, offset) ?? offset;
    if (offset >= text.length) return undefined;
    const end = brackets.length === 0 ? tagEnd(text, offset, tag) : undefined;
    if (end !== undefined) return end;
    const token = nextToken(text, offset, tag);
    if (token === undefined) {
      throw new SyntaxProblem(
        `unexpected character ${repr(text[offset])}`,
        offset,
      );
    }
    if (token.kind === "operator") matchBracket(token, brackets);
    tokens.push(token);
    offset = token.end;
  }
}

function tagEnd(text: string, offset: number, tag: TagSyntax): TagEnd | undefined {
  const character = text[offset];
  const signed = character === "-" || character === "+" && tag.plusAllowed;
  if (signed && text.startsWith(tag.closing, offset + 1)) return { offset, sign: character };
  return text.startsWith(tag.closing, offset) ? { offset, sign: "" } : undefined;
}

function nextToken(
  text: string,
  offset: number,
  tag: TagSyntax,
): Token & { readonly end: number } | undefined {
  const first = text[offset] ?? "";
  let end: number | undefined;
  if (first >= "0" && first <= "9") {
    // After a dot digits are an index: `a.0.1` must not be read as `a` and `0.1`.
    end = text[offset - 1] === "." ? undefined : matchEnd(FLOAT, text, offset);
    if (end !== undefined) return { kind: "float", text: text.slice(offset, end), offset, end };
    end = matchEnd(INTEGER, text, offset);
    if (end !== undefined) return { kind: "integer", text: text.slice(offset, end), offset, end };
  }
  end = matchEnd(NAME, text, offset);
  if (end !== undefined) return { kind: "name", text: text.slice(offset, end), offset, end };
  if (first === "'" || first === '"') {
    end = matchEnd(STRING, text, offset);
    if (end === undefined) return undefined;
    const body = text.slice(offset + 1, end - 1).replaceAll("\n", tag.newline);
    return { kind: "string", text: unescape(body, tag.literalBackslashes), offset, end };
  }
  end = matchEnd(OPERATOR, text, offset);
  return end === undefined
    ? undefined
    : { kind: "operator", text: text.slice(offset, end), offset, end };
}

function matchEnd(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function matchBracket({ text, offset }: Token, open: string[]): void {
  const closing = CLOSING_BRACKETS[text];
  if (closing !== undefined) open.push(closing);
  if (text !== ")" && text !== "]" && text !== "}") return;
  const expected = open.pop();
  if (expected === undefined) throw new SyntaxProblem(`unexpected '${text}'`, offset);
  if (expected !== text) {
    throw new SyntaxProblem(`unexpected '${text}', expected '${expected}'`, offset);
  }
}
