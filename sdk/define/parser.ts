/**
 * Parsers: text in, a tree of values with positions out.
 *
 * @module
 */
import type { ParseReply } from "../wire/messages/parser.ts";

/** A parser of one language. */
export interface ParserDefinition {
  /** The language: `yaml`, … */
  readonly name: string;
  /**
   * Parses a text; `file` is only for messages.
   *
   * @throws {Fault} `syntax`, with the position.
   */
  parse(source: string, file: string): ParseReply | Promise<ParseReply>;
}

/** Declares a parser. */
export function defineParser(parser: ParserDefinition): ParserDefinition {
  return parser;
}
