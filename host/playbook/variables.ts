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
  mapOf,
  type MappingNode,
  positionOf,
  type SyntaxNode,
} from "./syntax_node.ts";

/** What `vars` sets: a dictionary, or (as older playbooks have it) a list of them. */
export function readVariables(node: SyntaxNode): VariableSet[] {
  return dictionaries(node).map((item) => {
    for (const { key } of item.entries) checkVariableName(String(key.value), key);
    return { values: mapOf(item), position: positionOf(item) };
  });
}

function dictionaries(node: SyntaxNode): MappingNode[] {
  const items = node.kind === "sequence" ? node.items : [node];
  return items.map((item) => {
    if (item.kind === "mapping") return item;
    refuse(item, `'vars' takes a dictionary, not ${describeNode(item)}`, {
      hint: "Write 'name: value', a line for each variable.",
    });
  });
}

/** Warns of variables of a play that have the names of keywords, as Ansible does. */
export function warnOfReservedNames(node: SyntaxNode, context: LoadContext): void {
  for (const { key } of dictionaries(node).flatMap(({ entries }) => entries)) {
    if (!isReserved(String(key.value))) continue;
    context.warn(diagnosticAt(key, `the variable '${key.value}' has the name of a keyword`, {
      hint: "Give it another name: it can be mistaken for the keyword.",
    }));
  }
}

/** Whether a name is that of a keyword of plays, blocks or tasks. */
function isReserved(name: string): boolean {
  const places = KEYWORDS.get(name)?.places ?? [];
  const isInUse = places.some((place) => place === "play" || place === "block" || place === "task");
  return isInUse && name !== "user" && name !== "vars";
}
