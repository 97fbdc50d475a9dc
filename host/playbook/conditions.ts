/**
 * `when`, `changed_when`, `failed_when` and `until`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_conditionals.html
 * @module
 */
import { hasMarkup, TemplateText } from "../template/mod.ts";
import type { LoadContext } from "./load_context.ts";
import type { Condition } from "./model.ts";
import { diagnosticAt, refuse } from "./problem.ts";
import {
  describeNode,
  positionOf,
  type ScalarNode,
  type SyntaxNode,
  templateOf,
  textOf,
} from "./syntax_node.ts";

/** The conditions of a keyword: one, or a list of which all must hold. */
export function readConditions(
  node: SyntaxNode | undefined,
  keyword: string,
  context: LoadContext,
): Condition[] {
  if (node === undefined) return [];
  const items = node.kind === "sequence" ? node.items : [node];
  return items.flatMap((item) => {
    if (item.kind !== "scalar") {
      refuse(item, `'${keyword}' takes an expression or a list of them, not ${describeNode(item)}`);
    }
    const expression = readExpression(item, keyword, context);
    return expression === undefined ? [] : [{ expression, position: positionOf(item) }];
  });
}

/** Nothing where nothing was written, which always holds. */
function readExpression(
  node: ScalarNode,
  keyword: string,
  context: LoadContext,
): TemplateText | boolean | undefined {
  const { value } = node;
  if (value === null || value === "") return undefined;
  if (typeof value === "boolean") return value;
  const text = textOf(node) ?? String(value);
  if (hasMarkup(text)) {
    context.warn(diagnosticAt(node, `'${keyword}' is an expression already`, {
      hint: "Remove the braces: write the name of a variable as it is.",
    }));
  }
  const start = node.source.textStart(node.line, node.column);
  return templateOf(node) ?? new TemplateText(text, { file: node.source.name, ...start });
}
