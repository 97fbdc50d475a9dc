/**
 * The `#jinja2:` line of a template file, which changes how the file is read.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/template_module.html#notes
 * @module
 */

import { EvaluationError, nearest } from "./errors.ts";
import { literalEval } from "./literal.ts";
import { DEFAULT_SYNTAX, type Syntax } from "./options.ts";

const HEADER = /^#jinja2:([^\n]*)\n?/;

const OPTIONS: ReadonlyMap<string, keyof Syntax> = new Map([
  ["trim_blocks", "trimBlocks"],
  ["lstrip_blocks", "lstripBlocks"],
  ["keep_trailing_newline", "keepTrailingNewline"],
  ["newline_sequence", "newlineSequence"],
  ["block_start_string", "blockStart"],
  ["block_end_string", "blockEnd"],
  ["variable_start_string", "variableStart"],
  ["variable_end_string", "variableEnd"],
  ["comment_start_string", "commentStart"],
  ["comment_end_string", "commentEnd"],
]);

/**
 * The text without its header, and what the header says.
 *
 * @throws {EvaluationError} when the header names an unknown option or gives it a wrong value
 */
export function readHeader(text: string): { rest: string; syntax: Partial<Syntax> } {
  const match = HEADER.exec(text);
  if (match === null) return { rest: text, syntax: {} };
  const pairs = (match[1] ?? "").split(",");
  return { rest: text.slice(match[0].length), syntax: Object.fromEntries(pairs.map(readOption)) };
}

function readOption(pair: string): [keyof Syntax, string | boolean] {
  const colon = pair.indexOf(":");
  const name = pair.slice(0, colon).trim();
  const option = colon < 0 ? undefined : OPTIONS.get(name);
  if (option === undefined) {
    const near = nearest(name, OPTIONS.keys());
    const advice = near === undefined ? "" : ` Did you mean '${near}'?`;
    throw new EvaluationError(
      "ValueError",
      `unknown option in #jinja2 header: '${pair.trim()}'.${advice}`,
    );
  }
  const value = literalEval(pair.slice(colon + 1).trim());
  const isSwitch = typeof DEFAULT_SYNTAX[option] === "boolean";
  if (isSwitch && typeof value === "boolean") return [option, value];
  if (!isSwitch && typeof value === "string" && value !== "") return [option, value];
  throw new EvaluationError(
    "ValueError",
    `the #jinja2 header gives '${name}' the value '${pair.slice(colon + 1).trim()}'; ` +
      (isSwitch ? "use True or False" : "use quoted text"),
  );
}
