/**
 * Variables that a play, a block, a task or a file sets.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html
 * @module
 */
import { KEYWORDS } from "./keywords.ts";
import type { LoadContext } from "./load_context.ts";
import type { VariableSet } from "./model.ts";
import { checkVariableName } from "./names.ts";
import { diagnosticAt, refuse } from "./problem.ts";
import {
  describeNode,
  isNull,
  mapOf,
  type MappingNode,
  positionOf,
  type SyntaxNode,
} from "./syntax_node.ts";

/** What `vars` sets: a dictionary, or (as older playbooks have it) a list of them. */
export function readVariables(node: SyntaxNode, context: LoadContext): VariableSet[] {
  if (isNull(node)) return [];
  const items = node.kind === "sequence" ? node.items : [node];
  return items.map((item) => {
    if (item.kind === "mapping") return readVariableSet(item, context);
    refuse(item, `'vars' takes a dictionary, not ${describeNode(item)}`, {
      hint: "Write 'name: value', a line for each variable.",
    });
  });
}

/** The variables of one dictionary. */
export function readVariableSet(node: MappingNode, context: LoadContext): VariableSet {
  for (const { key } of node.entries) {
    const name = String(key.value);
    checkVariableName(name, key, "a variable");
    if (KEYWORDS.has(name)) {
      context.warn(diagnosticAt(key, `the variable '${name}' has the name of a keyword`, {
        hint: `Give it another name: it can be mistaken for the keyword.`,
      }));
    }
  }
  return { values: mapOf(node), position: positionOf(node) };
}
