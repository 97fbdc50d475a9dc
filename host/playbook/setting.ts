/**
 * Values of keywords.
 *
 * @module
 */
import { coerce, didYouMean } from "@shep/sdk";
import { shortName } from "../short_name.ts";
import type { Setting } from "./model.ts";
import { refuse } from "./problem.ts";
import { describeNode, positionOf, type SyntaxNode, templateOf, valueOf } from "./syntax_node.ts";

/** Any value with its place. */
export function settingOf(node: SyntaxNode): Setting {
  return { value: valueOf(node), position: positionOf(node) };
}

const EXPECTED = {
  bool: "true or false",
  int: "a whole number",
  float: "a number",
  str: "text",
} as const;

/** The value of a keyword as the type that the keyword takes, or a template. */
export function readScalar(
  node: SyntaxNode,
  keyword: string,
  type: keyof typeof EXPECTED,
): Setting {
  const position = positionOf(node);
  const template = templateOf(node);
  if (template !== undefined) return { value: template, position };
  const value = node.kind === "scalar" ? coerce(type, node.value as never) : undefined;
  if (value === undefined || value === null) {
    refuse(node, `'${keyword}' takes ${EXPECTED[type]}, not ${describeNode(node)}`);
  }
  return { value: value as Setting["value"], position };
}

/** One of some names, of which a full name such as `ansible.builtin.free` is one too. */
export function readChoice(
  node: SyntaxNode,
  keyword: string,
  choices: readonly string[],
): Setting {
  const setting = readScalar(node, keyword, "str");
  if (templateOf(node) !== undefined) return setting;
  const value = shortName(String(setting.value));
  if (choices.includes(value)) return { ...setting, value };
  refuse(node, `there is no ${keyword} '${value}'`, {
    hint: didYouMean(value, choices) ?? `It is one of ${choices.join(", ")}.`,
  });
}
