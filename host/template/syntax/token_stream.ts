/**
 * A cursor over tokens, with the expectations every parser has.
 *
 * @module
 */

import { describe, SyntaxProblem, type Token, type TokenKind } from "./tokens.ts";

const KIND_NAMES: Partial<Record<TokenKind, string>> = {
  variable_end: "end of print statement",
  block_end: "end of statement block",
};

/** Reads tokens one after another; the last one, of kind `eof`, is never passed. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token to be read next. */
  get current(): Token {
    return this.#at(this.#index);
  }

  /** The token after that. */
  get following(): Token {
    return this.#at(this.#index + 1);
  }

  #at(index: number): Token {
    const token = this.#tokens[Math.min(index, this.#tokens.length - 1)];
    if (token === undefined) throw new RangeError("a token stream cannot be empty");
    return token;
  }

  /** Reads a token. */
  next(): Token {
    const token = this.current;
    if (this.#index < this.#tokens.length - 1) this.#index++;
    return token;
  }

  /** Whether the next token is the operator `text`. */
  atOperator(text: string): boolean {
    const { kind, text: found } = this.current;
    return kind === "operator" && found === text;
  }

  /** Whether the next token is the word `name`. */
  atName(name: string): boolean {
    const { kind, text } = this.current;
    return kind === "name" && text === name;
  }

  /** Whether the token after the next is the word `name`. */
  beforeName(name: string): boolean {
    const { kind, text } = this.following;
    return kind === "name" && text === name;
  }

  /** Reads the operator `text` if it is next. */
  skipOperator(text: string): boolean {
    const found = this.atOperator(text);
    if (found) this.next();
    return found;
  }

  /** Reads the word `name` if it is next. */
  skipName(name: string): boolean {
    const found = this.atName(name);
    if (found) this.next();
    return found;
  }

  /** Reads the operator `text`, which must be next. */
  expectOperator(text: string): Token {
    return this.atOperator(text) ? this.next() : this.#unexpected(text);
  }

  /** Reads a word, which must be next; a certain one if `name` is given. */
  expectName(name?: string): Token {
    const matches = this.current.kind === "name" && (name === undefined || this.atName(name));
    return matches ? this.next() : this.#unexpected(name ?? "name");
  }

  /** Reads a token of the given kind, which must be next. */
  expect(kind: TokenKind): Token {
    return this.current.kind === kind ? this.next() : this.#unexpected(KIND_NAMES[kind] ?? kind);
  }

  #unexpected(expected: string): never {
    const { kind } = this.current;
    this.fail(
      kind === "eof"
        ? `unexpected end of template, expected '${expected}'`
        : `expected token '${expected}', got '${describe(this.current)}'`,
    );
  }

  /** Gives up, at the next token unless told otherwise. */
  fail(message: string, at: Token = this.current): never {
    throw new SyntaxProblem(message, at.offset);
  }
}
