/**
 * `vars_prompt`: variables that the user is asked for before a play begins.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_prompts.html
 * @module
 */
import { didYouMean } from "@shep/sdk";
import { expectMapping, type Fields, fieldsOf, given } from "./fields.ts";
import type { PlaybookValue, VarsPrompt } from "./model.ts";
import { checkVariableName } from "./names.ts";
import { refuse } from "./problem.ts";
import { readScalar } from "./setting.ts";
import { describeNode, positionOf, type SyntaxNode, textOf } from "./syntax_node.ts";

const KEYS = [
  "name",
  "prompt",
  "default",
  "private",
  "confirm",
  "encrypt",
  "salt",
  "salt_size",
  "unsafe",
];

/** The variables that a play asks for: a list, or one of them. */
export function readVarsPrompt(fields: Fields): VarsPrompt[] {
  const node = given(fields, "vars_prompt");
  if (node === undefined) return [];
  return (node.kind === "sequence" ? node.items : [node]).map(readPrompt);
}

function readPrompt(node: SyntaxNode): VarsPrompt {
  const mapping = expectMapping(node, "an entry of 'vars_prompt'", "Write '- name: NAME'.");
  const fields = fieldsOf(mapping);
  for (const { key } of mapping.entries) {
    const name = String(key.value);
    if (KEYS.includes(name)) continue;
    const hint = didYouMean(name, KEYS) ?? `It has ${KEYS.join(", ")}.`;
    refuse(key, `'${name}' is no part of 'vars_prompt'`, { hint });
  }
  const named = given(fields, "name");
  const name = named && textOf(named);
  if (named === undefined || name === undefined) {
    refuse(named ?? node, "an entry of 'vars_prompt' needs a 'name'", {
      hint: "Write '- name: NAME': the variable that the answer is kept in.",
    });
  }
  checkVariableName(name, named);
  return {
    name,
    position: positionOf(node),
    ...part(fields, "prompt", "prompt"),
    ...part(fields, "default", "default"),
    isPrivate: flag(fields, "private", true),
    isConfirmed: flag(fields, "confirm", false),
    isUnsafe: flag(fields, "unsafe", false),
    ...part(fields, "encrypt", "encrypt"),
    ...part(fields, "salt", "salt"),
    ...part(fields, "salt_size", "saltSize"),
  };
}

function flag(fields: Fields, key: string, usual: boolean): PlaybookValue {
  const node = given(fields, key);
  return node === undefined ? usual : readScalar(node, key, "bool").value;
}

/** What is said of a part that may be left out. */
function part<Name extends "prompt" | "default" | "encrypt" | "salt" | "saltSize">(
  fields: Fields,
  key: string,
  name: Name,
): Pick<VarsPrompt, Name> | Record<never, never> {
  const node = given(fields, key);
  if (node === undefined) return {};
  if (node.kind !== "scalar") refuse(node, `'${key}' takes a text, not ${describeNode(node)}`);
  return { [name]: node.value } as unknown as Pick<VarsPrompt, Name>;
}
