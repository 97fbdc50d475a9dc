/**
 * What a task, a block and a play have in common, and how the inner one inherits from the outer.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html
 * @module
 */
import { becomeMethodProblem } from "@shep/sdk";
import { readConditions } from "./conditions.ts";
import { type Fields, given } from "./fields.ts";
import { INHERITED_KEYWORDS, KEYWORDS } from "./keywords.ts";
import type { LoadContext } from "./load_context.ts";
import type { InheritedKeyword, Scope, Setting } from "./model.ts";
import { readModuleDefaults } from "./module_defaults.ts";
import { refuse } from "./problem.ts";
import { readChoice, readScalar, settingOf } from "./setting.ts";
import { describeNode, isNull, type SyntaxNode, templateOf } from "./syntax_node.ts";
import { readTags } from "./tags.ts";
import { readVariables } from "./variables.ts";

/** The scope around a playbook. */
export const OUTERMOST: Scope = {
  settings: new Map(),
  vars: [],
  includeVars: [],
  when: [],
  environment: [],
  tags: [],
  notify: [],
  moduleDefaults: new Map(),
  collections: [],
};

/** What `fields` say, on top of what is around them. */
export function readScope(fields: Fields, outer: Scope, context: LoadContext): Scope {
  const vars = given(fields, "vars");
  const when = given(fields, "when");
  const environment = given(fields, "environment");
  const tags = fields.get("tags")?.value;
  const notify = given(fields, "notify");
  const moduleDefaults = given(fields, "module_defaults");
  const collections = given(fields, "collections");
  return {
    settings: readSettings(fields, outer.settings),
    vars: vars === undefined ? outer.vars : [...outer.vars, ...readVariables(vars)],
    includeVars: outer.includeVars,
    when: when === undefined ? outer.when : [
      ...outer.when,
      ...readConditions(when, "when", context),
    ],
    environment: environment === undefined ? outer.environment : [
      ...outer.environment,
      ...readEnvironment(environment),
    ],
    tags: tags === undefined ? outer.tags : [...new Set([...outer.tags, ...readTags(tags)])],
    notify: notify === undefined ? outer.notify : readNotify(notify),
    moduleDefaults: moduleDefaults === undefined
      ? outer.moduleDefaults
      : readModuleDefaults(moduleDefaults, outer.moduleDefaults, context),
    collections: collections === undefined ? outer.collections : readCollections(collections),
  };
}

/** When the debugger stops. */
const STOPS = ["always", "never", "on_failed", "on_unreachable", "on_skipped"];

/** A `null` takes away what the outer ones said. */
function readSettings(
  fields: Fields,
  outer: ReadonlyMap<InheritedKeyword, Setting>,
): ReadonlyMap<InheritedKeyword, Setting> {
  const own = INHERITED_KEYWORDS.filter((keyword) => fields.has(keyword));
  if (own.length === 0) return outer;
  const settings = new Map(outer);
  for (const keyword of own) {
    const { value } = fields.get(keyword)!;
    if (isNull(value)) settings.delete(keyword);
    else if (keyword === "debugger") settings.set(keyword, readChoice(value, keyword, STOPS));
    else if (keyword === "become_method") settings.set(keyword, readBecomeMethod(value));
    else settings.set(keyword, readScalar(value, keyword, scalarType(keyword)));
  }
  return settings;
}

/** What a template makes of it is found out when the task runs. */
function readBecomeMethod(node: SyntaxNode): Setting {
  const setting = readScalar(node, "become_method", "str");
  const problem = typeof setting.value === "string"
    ? becomeMethodProblem(setting.value)
    : undefined;
  if (problem !== undefined) refuse(node, problem.summary, problem);
  return setting;
}

function scalarType(keyword: InheritedKeyword): "bool" | "int" | "str" {
  const type = KEYWORDS.get(keyword)?.type;
  return type === "bool" || type === "int" ? type : "str";
}

/** Dictionaries and templates of such: one, or a list. */
function readEnvironment(node: SyntaxNode): Setting[] {
  const items = node.kind === "sequence" ? node.items : [node];
  return items.filter((item) => !isNull(item)).map((item) => {
    if (item.kind === "mapping" || templateOf(item) !== undefined) return settingOf(item);
    refuse(item, `'environment' takes a dictionary of variables, not ${describeNode(item)}`, {
      hint: "Write 'NAME: value', a line for each variable.",
    });
  });
}

/** Names of collections: one, or a list. */
export function readCollections(node: SyntaxNode): string[] {
  const items = node.kind === "sequence" ? node.items : [node];
  return items.map((item) => {
    const { value } = readScalar(item, "collections", "str");
    if (typeof value === "string" && /^\w+\.\w+$/.test(value)) return value;
    refuse(item, `'collections' takes names of collections, not ${describeNode(item)}`, {
      hint: "A collection's name has two parts: 'namespace.name'.",
    });
  });
}

/** Names of handlers: one, or a list. */
function readNotify(node: SyntaxNode): Setting[] {
  const items = node.kind === "sequence" ? node.items : [node];
  return items.map((item) => readScalar(item, "notify", "str"));
}
