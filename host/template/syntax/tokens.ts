/**
 * The tokens of a template.
 *
 * @module
 */

import { EvaluationError } from "../errors.ts";

/** What a token is: text outside tags, a tag's delimiter, or part of an expression. */
export type TokenKind =
  | "data"
  | "variable_begin"
  | "variable_end"
  | "block_begin"
  | "block_end"
  | "name"
  | "operator"
  | "string"
  | "integer"
  | "float"
  | "eof";

/** A token: its kind, its text (unescaped, for strings) and where it begins. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
}

/** A template that is not well-formed; the environment adds the file. */
export class SyntaxProblem extends EvaluationError {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super("ValueError", message);
    this.offset = offset;
  }
}

/** How an error message names a token. */
export function describe(token: Token): string {
  switch (token.kind) {
    case "variable_end":
      return "end of print statement";
    case "block_end":
      return "end of statement block";
    case "variable_begin":
      return "begin of print statement";
    case "block_begin":
      return "begin of statement block";
    case "eof":
      return "end of template";
    case "data":
      return "template data / text";
    case "string":
    case "integer":
    case "float":
      return token.kind;
    default:
      return token.text;
  }
}
