/**
 * `module_defaults`: arguments that actions have unless a task says otherwise.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_module_defaults.html
 * @module
 */
import { didYouMean } from "@shep/sdk";
import { shortName } from "../short_name.ts";
import { BUILTIN_ACTIONS } from "./action_names.ts";
import { expectMapping, fieldsOf } from "./fields.ts";
import type { LoadContext } from "./load_context.ts";
import type { DefaultArguments, ModuleDefaults } from "./model.ts";
import { diagnosticAt, refuse } from "./problem.ts";
import {
  describeNode,
  type Entry,
  isNull,
  type SyntaxNode,
  templateOf,
  valueOf,
} from "./syntax_node.ts";

/** How a group of actions is told from an action. */
export const GROUP = "group/";

/** What a keyword says, on top of what is around it. */
export function readModuleDefaults(
  node: SyntaxNode,
  outer: ModuleDefaults,
  context: LoadContext,
): ModuleDefaults {
  const all = new Map(outer);
  for (const item of node.kind === "sequence" ? node.items : [node]) {
    if (templateOf(item) !== undefined) {
      refuse(item, "the names of actions in 'module_defaults' cannot come from a template", {
        hint: 'Write the actions, and a template behind each: `copy: "{{ defaults }}"`.',
      });
    }
    const mapping = expectMapping(item, "'module_defaults'", "Write 'action: {name: value}'.");
    for (const entry of fieldsOf(mapping).values()) {
      warnIfUnknown(entry, context);
      all.set(nameOf(entry), readDefaults(entry));
    }
  }
  return all;
}

/** The arguments that an action has unless told, in one or two layers, the weakest first. */
export function defaultsOf(
  action: string,
  groups: readonly string[],
  defaults: ModuleDefaults,
): readonly DefaultArguments[] {
  if (defaults.size === 0) return [];
  const names = [...groups.map((group) => GROUP + group), action];
  return names.flatMap((name) => defaults.get(name) ?? []);
}

function nameOf({ key }: Entry): string {
  return shortName(String(key.value));
}

function readDefaults({ key, value }: Entry): DefaultArguments {
  const template = templateOf(value);
  if (template !== undefined) return { values: new Map(), places: new Map(), template };
  if (isNull(value)) return { values: new Map(), places: new Map() };
  if (value.kind !== "mapping") {
    refuse(value, `the defaults of '${key.value}' are a dictionary, not ${describeNode(value)}`);
  }
  return {
    values: new Map(value.entries.map((each) => [String(each.key.value), valueOf(each.value)])),
    places: new Map(value.entries.map((each) => [String(each.key.value), each.key])),
  };
}

/** What is no action is most likely misspelt, but harms nothing. */
function warnIfUnknown({ key }: Entry, { actions, warn }: LoadContext): void {
  const name = shortName(String(key.value));
  const known = new Set([...actions.names(), ...BUILTIN_ACTIONS]);
  if (name.startsWith(GROUP) || name.includes(".") || known.has(name)) return;
  const hint = didYouMean(name, known);
  warn(diagnosticAt(key, `'module_defaults' speaks of '${name}', which is no action`, { hint }));
}
