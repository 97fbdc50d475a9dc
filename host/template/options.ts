/**
 * How template text is read, and what becomes of its result.
 *
 * @module
 */

import type { CallContext, Filter, Invoke, Test } from "./call.ts";

/**
 * What a rendered template is worth.
 *
 * - `native`: a single expression keeps its type, anything else is text (ansible-core 2.19 and later)
 * - `convert`: text, but text that looks like a list, a dict or a boolean is read as one (before 2.19)
 * - `either`: a single expression keeps its type, and text that looks like a list, a dict or a
 *   boolean is read as one, so that what was written for either of the two works
 * - `text`: text
 */
export type Mode = "native" | "convert" | "either" | "text";

/** The delimiters and whitespace rules of a template. */
export interface Syntax {
  /** Drop the newline after a block tag. Ansible's default. */
  readonly trimBlocks: boolean;
  /** Drop blanks before a block tag that stands first on its line. */
  readonly lstripBlocks: boolean;
  /** Keep the newline at the very end of the text. */
  readonly keepTrailingNewline: boolean;
  /** What a newline of the source becomes. */
  readonly newlineSequence: string;
  /** Take `\` in the strings of `{{ }}` literally, as Ansible does in playbooks. */
  readonly escapeBackslashes: boolean;
  /** What begins a statement, `{%`. */
  readonly blockStart: string;
  /** What ends a statement, `%}`. */
  readonly blockEnd: string;
  /** What begins an expression, `{{`. */
  readonly variableStart: string;
  /** What ends an expression, `}}`. */
  readonly variableEnd: string;
  /** What begins a comment, `{#`. */
  readonly commentStart: string;
  /** What ends a comment, `#}`. */
  readonly commentEnd: string;
}

/** Ansible's defaults. */
export const DEFAULT_SYNTAX: Syntax = {
  trimBlocks: true,
  lstripBlocks: false,
  keepTrailingNewline: false,
  newlineSequence: "\n",
  escapeBackslashes: false,
  blockStart: "{%",
  blockEnd: "%}",
  variableStart: "{{",
  variableEnd: "}}",
  commentStart: "{#",
  commentEnd: "#}",
};

/** What an {@linkcode Environment} is made of. */
export interface EnvironmentOptions {
  /** Filters besides the built-in ones; one of the same name replaces it. */
  readonly filters?: ReadonlyMap<string, Filter>;
  /** Looks elsewhere for a filter that is not known. */
  readonly findFilter?: (name: string) => Filter | undefined;
  /** Tests besides the built-in ones. */
  readonly tests?: ReadonlyMap<string, Test>;
  /** Global functions besides the built-in ones; variables of the same name hide them. */
  readonly globals?: ReadonlyMap<string, Invoke>;
  /** The source of a template named by `include`, `import` or `extends`; `undefined` when missing. */
  readonly loader?: (name: string, call: CallContext) => string | undefined;
  /** What variables and texts evaluate to. Default `native`. */
  readonly mode?: Mode;
  /** Departures from {@linkcode DEFAULT_SYNTAX}. */
  readonly syntax?: Partial<Syntax>;
  /** How many compiled texts are kept. Default 5000. */
  readonly cacheSize?: number;
}
