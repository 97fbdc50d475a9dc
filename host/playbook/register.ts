/**
 * `register`: what is kept of a task's result.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#registering-variables
 * @module
 */
import { hasMarkup, TemplateText } from "../template/mod.ts";
import type { Task } from "./model.ts";
import { checkVariableName } from "./names.ts";
import { refuse } from "./problem.ts";
import type { Note } from "./prospect.ts";
import { readScalar } from "./setting.ts";
import {
  describeNode,
  type MappingNode,
  type SyntaxNode,
  templateOf,
  textOf,
} from "./syntax_node.ts";
import { checkCondition } from "./template_syntax.ts";

/** The variable that keeps the result, or what is made of it by the variables that keep that. */
export function readRegister(
  node: SyntaxNode | undefined,
  note: Note,
): Pick<Task, "register" | "projections"> {
  if (node === undefined) return {};
  if (node.kind === "mapping") return { projections: readProjections(node, note) };
  if (templateOf(node) !== undefined) {
    refuse(node, "'register' takes the name of a variable, not a template", {
      hint: "Choose a fixed name, or keep the result with 'set_fact' in a further task.",
    });
  }
  const name = String(readScalar(node, "register", "str").value);
  checkVariableName(name, node);
  return { register: name };
}

/** Expressions, by the names of variables. */
function readProjections(
  node: MappingNode,
  note: Note,
): ReadonlyMap<string, TemplateText> {
  return new Map(node.entries.map(({ key, value }) => {
    const name = String(key.value);
    checkVariableName(name, key);
    const expression = textOf(value);
    if (expression === undefined || hasMarkup(expression)) {
      refuse(value, `'register' takes expressions without braces, not ${describeNode(value)}`, {
        hint: "Write what to keep of '_task.result'.",
      });
    }
    checkCondition(value, note);
    const { line, column } = value.source.textStart(value.line, value.column);
    // The braces stand before what was written.
    const origin = { file: value.source.name, line, column: column - "{{ ".length };
    return [name, new TemplateText(`{{ ${expression} }}`, origin)];
  }));
}
