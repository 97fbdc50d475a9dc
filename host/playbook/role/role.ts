/**
 * A role, with the roles that it depends on: from its files to tasks.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html
 * @module
 */
import { resolve } from "@shep/sdk/path";
import { argumentCheck } from "../argument_specs.ts";
import { expectList } from "../fields.ts";
import { checkHandlers } from "../handler_list.ts";
import type { Block, PlaybookMap, Role, Scope, TaskNode } from "../model.ts";
import { refuse } from "../problem.ts";
import type { Reading } from "../reading.ts";
import { readRoleEntry, type RoleRequest } from "./entry.ts";
import { readRoleFile, readRoleVariables } from "./files.ts";
import { identityOf, scopeParts } from "./identity.ts";
import { findRole, type FoundRole } from "./search.ts";
import { readRoleSettings, type RoleSettings } from "./settings.ts";
import { positionOf, type SyntaxNode } from "../syntax_node.ts";
import { readTaskFile } from "../task_list.ts";

/** The tasks of a role and of those that it depends on, which come first: a block for each. */
export async function readRole(request: RoleRequest, outer: Reading): Promise<Block[]> {
  const { name, place, scope: asked } = request;
  const found = await findRole(name, place, asked.collections, outer);
  const settings = await readRoleSettings(found, request, outer);
  const dependencies: Role[] = [];
  const role = await makeRole(request, found, settings, dependencies, outer);
  const reading = { ...outer, role };
  const scope = { ...asked, collections: collectionsOf(role, settings) };
  const blocks = await readDependencies(settings, scope, reading);
  dependencies.push(...ownOf(blocks));
  const [tasks, handlers] = await Promise.all([
    readRoleTasks("tasks", { ...request, scope }, found, reading),
    readRoleTasks("handlers", { ...request, scope }, found, reading),
  ]);
  checkHandlers(handlers, reading.problems);
  const check = await argumentCheck(request, role, found, settings, reading);
  return [...blocks.flat(), {
    kind: "block",
    position: positionOf(place),
    tasks: check === undefined ? tasks : [check, ...tasks],
    rescue: [],
    always: [],
    use: {
      role,
      handlers: { nodes: handlers, identity: identityOf([...lineage(role), ...scopeParts(scope)]) },
      isPublic: request.isPublic,
    },
  }];
}

/** What a role and those that brought it are known by. */
function lineage(role: Role | undefined): string[] {
  return role === undefined ? [] : [role.identity, ...lineage(role.parent)];
}

async function makeRole(
  request: RoleRequest,
  found: FoundRole,
  { allowsDuplicates }: RoleSettings,
  dependencies: readonly Role[],
  { role: parent, context }: Reading,
): Promise<Role> {
  const { from, place, params, entryVars, distinction, isIncluded } = request;
  const variables = (folder: "vars" | "defaults"): Promise<PlaybookMap> =>
    readRoleVariables({ role: found.path, folder, from: from[folder], place }, context);
  const [vars, defaults] = await Promise.all([variables("vars"), variables("defaults")]);
  const files = Object.entries(from).flat();
  return {
    name: found.name,
    shortName: found.shortName,
    ...(found.collection === undefined ? {} : { collection: found.collection }),
    path: resolve(found.path),
    folder: found.path,
    ...(parent === undefined ? {} : { parent }),
    isIncluded,
    dependencies,
    defaults,
    vars,
    entryVars,
    params,
    identity: identityOf([found.path, isIncluded, files, params, ...distinction]),
    allowsDuplicates: request.allowsDuplicates ?? allowsDuplicates,
  };
}

/** Where the names in a role are looked for: in its own collection first. */
function collectionsOf({ collection }: Role, { collections }: RoleSettings): string[] {
  return [...new Set([...(collection === undefined ? [] : [collection]), ...collections])];
}

/** The blocks of each dependency, its own last. */
async function readDependencies(
  { dependencies, file }: RoleSettings,
  scope: Scope,
  reading: Reading,
): Promise<Block[][]> {
  if (dependencies.length === 0 || file === undefined) return [];
  const inner = { ...reading, files: [...reading.files, file] };
  const read = await Promise.all(
    dependencies.map((node) =>
      reading.problems.attempt(async (problems) => {
        const entry = await readRoleEntry(node, scope, true, reading);
        if (reading.files.includes(file)) refuseRecursion(entry, inner);
        return await readRole(entry, { ...inner, problems });
      })
    ),
  );
  return read.filter((blocks) => blocks !== undefined);
}

function refuseRecursion({ name, place }: RoleRequest, { files }: Reading): never {
  refuse(place, `the role '${name}' depends on a role that depends on it`, {
    detail: files.join("\n  leads to "),
    hint: "Move what both need to a third role.",
  });
}

function ownOf(blocks: readonly (readonly Block[])[]): Role[] {
  return blocks.flatMap((each) => each.at(-1)?.use?.role ?? []);
}

async function readRoleTasks(
  folder: "tasks" | "handlers",
  { from, place, scope }: RoleRequest,
  found: FoundRole,
  reading: Reading,
): Promise<TaskNode[]> {
  const request = { role: found.path, folder, from: from[folder], place };
  const file = await readRoleFile(request, reading.context);
  if (file === undefined) return [];
  return await reading.problems.attempt((problems) =>
    readTaskFile(file.root, scope, {
      ...reading,
      problems,
      place: folder === "tasks" ? "task" : "handler",
      files: openFile(file.path, place, reading),
    })
  ) ?? [];
}

/** The files that are open, with one more. */
function openFile(path: string, place: RoleRequest["place"], { files }: Reading): string[] {
  const open = [...files, path];
  if (!files.includes(path)) return open;
  refuse(place, "this role imports itself", { detail: open.join("\n  imports ") });
}

/** The tasks of a list of roles, as `roles` of a play is one. */
export async function readRoles(
  node: SyntaxNode,
  scope: Scope,
  reading: Reading,
): Promise<TaskNode[]> {
  const items = expectList(node, "'roles'", "Write each role with a '-' before it.");
  const blocks = await Promise.all(
    items.map((item) =>
      reading.problems.attempt(async (problems) => {
        const inner = { ...reading, problems };
        return await readRole(await readRoleEntry(item, scope, false, inner), inner);
      })
    ),
  );
  return blocks.flatMap((each) => each ?? []);
}
