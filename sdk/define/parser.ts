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

/**
 * Declares a parser.
 *
 * @example
 * ```ts
 * import { defineParser } from "@shep/sdk";
 *
 * export const text = defineParser({
 *   name: "text",
 *   parse: (source, file) => ({
 *     tree: { file, value: source, positions: Uint32Array.of(1, 1), tags: new Map() },
 *     warnings: [],
 *   }),
 * });
 * ```
 */
export function defineParser(parser: ParserDefinition): ParserDefinition {
  return parser;
}
