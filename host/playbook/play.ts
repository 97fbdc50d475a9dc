/**
 * One play.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html#play
 * @module
 */
import { checkKeywords, type Fields, fieldsOf, given } from "./fields.ts";
import { readScope } from "./inherited.ts";
import { defaultsOf } from "./module_defaults.ts";
import type { Play, PlaybookValue, Scope, Setting, TaskNode } from "./model.ts";
import { refuse } from "./problem.ts";
import { certain } from "./prospect.ts";
import type { Reading } from "./reading.ts";
import { readScalar, settingOf } from "./setting.ts";
import {
  describeNode,
  type MappingNode,
  positionOf,
  type SyntaxNode,
  textOf,
  valueOf,
} from "./syntax_node.ts";
import { checkHandlers } from "./handler_list.ts";
import { handlersOf, publicRoles, usesIn } from "./role/uses.ts";
import { readTaskList } from "./task_list.ts";
import { checkTemplates } from "./template_syntax.ts";
import { readTurns } from "./turns.ts";
import { warnOfReservedNames } from "./variables.ts";
import { readVarsPrompt } from "./vars_prompt.ts";

/**
 * The play that `node` describes. `importer` is what `import_playbook` says of it; its variables
 * win over the play's own.
 */
export async function readPlay(
  node: MappingNode,
  importer: Scope,
  reading: Reading,
): Promise<Play> {
  const fields = withRemoteUser(fieldsOf(node));
  checkKeywords(fields, "play");
  checkTemplates(fields, certain(reading));
  const own = readScope(fields, { ...importer, vars: [] }, reading.context);
  const scope = { ...own, vars: [...own.vars, ...importer.vars] };
  const vars = given(fields, "vars");
  if (vars !== undefined) warnOfReservedNames(vars, reading.context);
  const list = (keyword: string, place: Reading["place"]): Promise<TaskNode[]> =>
    readTaskList(fields, keyword, scope, { ...reading, place });
  const [preTasks, roles, tasks, postTasks, handlers] = await Promise.all([
    list("pre_tasks", "task"),
    readRoleList(given(fields, "roles"), scope, reading),
    list("tasks", "task"),
    list("post_tasks", "task"),
    list("handlers", "handler"),
  ]);
  checkHandlers(handlers, reading.problems);
  const listed = usesIn(roles);
  const imported = usesIn([...preTasks, ...tasks, ...postTasks]);
  const { notify: _, moduleDefaults, collections: __, ...inherited } = scope;
  return {
    ...inherited,
    hosts: readHosts(node, fields),
    position: positionOf(node),
    turns: readTurns(fields),
    ...optionalParts(fields),
    gatherArguments: readGatherArguments(fields),
    gatherDefaults: ["setup", "gather_facts"]
      .flatMap((action) => defaultsOf(action, [], moduleDefaults))
      .map((each) => each.template ?? each.values),
    varsFiles: readVarsFiles(fields),
    varsPrompt: readVarsPrompt(fields),
    preTasks,
    roles,
    tasks,
    postTasks,
    handlers: [...handlersOf(listed), { nodes: handlers }, ...handlersOf(imported)],
    publicRoles: publicRoles([...listed, ...imported]),
  };
}

/** The tasks of the roles that a play lists. */
async function readRoleList(
  node: SyntaxNode | undefined,
  scope: Scope,
  reading: Reading,
): Promise<TaskNode[]> {
  if (node === undefined) return [];
  // Only where there are roles: loading what reads them costs milliseconds.
  const { readRoles } = await import("./role/role.ts");
  return await readRoles(node, scope, reading);
}

/** `user` is what `remote_user` was called once. */
function withRemoteUser(fields: Fields): Fields {
  const user = fields.get("user");
  if (user === undefined) return fields;
  if (fields.has("remote_user")) {
    refuse(user.key, "'user' is the older name of 'remote_user', and both are given", {
      hint: "Remove 'user'.",
    });
  }
  return new Map([...fields, ["remote_user", user]]);
}

function readHosts(play: MappingNode, fields: Fields): PlaybookValue {
  const node = fields.get("hosts")?.value;
  if (node === undefined) {
    refuse(play, "this play does not say which hosts it is for", {
      hint: "Add 'hosts: all', or the names of hosts or groups.",
    });
  }
  const items = node.kind === "sequence" ? node.items : [node];
  if (items.length === 0) refuse(node, "'hosts' is empty", { hint: "Write 'hosts: all'." });
  for (const item of items) {
    if (textOf(item)?.trim()) continue;
    refuse(item, `'hosts' takes names of hosts and groups, not ${describeNode(item)}`, {
      hint: item.kind === "scalar" && typeof item.value === "number"
        ? `Put it between quotes: '${item.value}'.`
        : undefined,
    });
  }
  return valueOf(node);
}

function optionalParts(fields: Fields): Pick<Play, "name" | "gatherFacts" | "forceHandlers"> {
  const name = given(fields, "name");
  const gatherFacts = given(fields, "gather_facts");
  const forceHandlers = given(fields, "force_handlers");
  return {
    ...(name === undefined ? {} : { name: readScalar(name, "name", "str").value }),
    ...(gatherFacts === undefined
      ? {}
      : { gatherFacts: readScalar(gatherFacts, "gather_facts", "bool").value }),
    ...(forceHandlers === undefined
      ? {}
      : { forceHandlers: readScalar(forceHandlers, "force_handlers", "bool").value }),
  };
}

function readGatherArguments(fields: Fields): ReadonlyMap<string, PlaybookValue> {
  const gathering = new Map<string, PlaybookValue>();
  for (const keyword of ["gather_subset", "gather_timeout", "fact_path"]) {
    const node = given(fields, keyword);
    if (node !== undefined) gathering.set(keyword, valueOf(node));
  }
  return gathering;
}

function readVarsFiles(fields: Fields): Setting[] {
  const node = given(fields, "vars_files");
  if (node === undefined) return [];
  const items = node.kind === "sequence" ? node.items : [node];
  return items.map((item) => {
    const choices = item.kind === "sequence" ? item.items : [item];
    choices.forEach(checkPath);
    return settingOf(item);
  });
}

function checkPath(node: SyntaxNode): void {
  if (textOf(node) !== undefined) return;
  refuse(node, `'vars_files' takes paths, not ${describeNode(node)}`, {
    hint: "Each entry is a path, or a list of which the first that exists is read.",
  });
}
