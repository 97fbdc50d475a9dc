/**
 * Names of variables.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#creating-valid-variable-names
 * @module
 */
import { refuse } from "./problem.ts";
import type { Place } from "./syntax_node.ts";

/** Python's keywords, which no variable of a template can have as its name. */
const PYTHON_KEYWORDS: ReadonlySet<string> = new Set(
  ("False None True and as assert async await break class continue def del elif else except " +
    "finally for from global if import in is lambda nonlocal not or pass raise return try while " +
    "with yield").split(" "),
);

/** Refuses what cannot be the name of a variable. */
export function checkVariableName(name: string, place: Place): void {
  const isIdentifier = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
  if (isIdentifier && !PYTHON_KEYWORDS.has(name)) return;
  const suggestion = name.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_");
  refuse(place, `'${name}' cannot be the name of a variable`, {
    detail: isIdentifier
      ? "It is a word of the language of expressions."
      : "A name is made of letters, digits and underscores, and begins with no digit.",
    hint: isIdentifier || !/[A-Za-z]/.test(name) ? undefined : `Write '${suggestion}'.`,
  });
}
