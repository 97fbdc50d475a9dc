/**
 * The files of a role: `main`, or one that is named, with any of the extensions of YAML.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#role-directory-structure
 * @module
 */
import { basename, dirname, join } from "@shep/sdk/path";
import { expectMapping } from "../fields.ts";
import { readNodes } from "../file_nodes.ts";
import type { LoadContext } from "../load_context.ts";
import type { PlaybookMap } from "../model.ts";
import { refuse } from "../problem.ts";
import { isNull, mapOf, type MappingNode, type Place, type SyntaxNode } from "../syntax_node.ts";
import { checkVariableName } from "../names.ts";

/** The folders of a role that hold YAML. */
export type RoleFolder = "tasks" | "handlers" | "vars" | "defaults" | "meta";

/** A file of a role, read. */
export interface RoleFile {
  readonly path: string;
  readonly root: SyntaxNode;
}

const EXTENSIONS = [".yml", ".yaml", ".json"];

/** Which files of a role are read. */
export interface RoleFileRequest {
  /** The role's folder. */
  readonly role: string;
  readonly folder: RoleFolder;
  /** The name of the file, if it is not `main`: then it must be there. */
  readonly from?: string | undefined;
  /** What asks for it, for errors. */
  readonly place: Place;
}

/** The file that is asked for; nothing if there is no `main`. */
export async function readRoleFile(
  request: RoleFileRequest,
  context: LoadContext,
): Promise<RoleFile | undefined> {
  const [path] = await pathsOf(request, context, false);
  return path === undefined ? undefined : { path, root: await readNodes(path, context) };
}

/** The variables of `vars` or `defaults`: of a file, or of all files in a folder. */
export async function readRoleVariables(
  request: RoleFileRequest,
  context: LoadContext,
): Promise<PlaybookMap> {
  const paths = await pathsOf(request, context, true);
  const sets = await Promise.all(paths.map((path) => readVariablesFile(path, context)));
  const [first = new Map(), ...others] = sets;
  return others.length === 0 ? first : new Map([first, ...others].flatMap((set) => [...set]));
}

async function readVariablesFile(path: string, context: LoadContext): Promise<PlaybookMap> {
  const root = await readNodes(path, context);
  if (isNull(root)) return new Map();
  const mapping = variablesOf(root);
  for (const { key } of mapping.entries) checkVariableName(String(key.value), key);
  return mapOf(mapping);
}

function variablesOf(root: SyntaxNode): MappingNode {
  return expectMapping(root, "a file of variables", "Write 'name: value' on each line.");
}

async function pathsOf(
  request: RoleFileRequest,
  context: LoadContext,
  takesFolders: boolean,
): Promise<string[]> {
  const { role, folder, from, place } = request;
  const wanted = join(role, folder, from ?? "main");
  const entries = await context.list(dirname(wanted)) ?? [];
  for (const name of fileNames(basename(wanted), from !== undefined)) {
    const entry = entries.find((each) => each.name === name);
    if (entry === undefined || entry.isFolder && !takesFolders) continue;
    const path = join(dirname(wanted), name);
    return entry.isFolder ? await filesIn(path, context) : [path];
  }
  if (from === undefined) return [];
  refuse(place, `the role has no file '${join(folder, from)}'`, {
    kind: "not-found",
    detail: `Looked for '${wanted}', and with ${EXTENSIONS.join(", ")} behind it.`,
  });
}

/** A name that is given may be that of a file already; `main` has its extension to come. */
function fileNames(base: string, isGiven: boolean): string[] {
  const extended = EXTENSIONS.map((extension) => base + extension);
  return isGiven ? [base, ...extended] : [...extended, base];
}

/** The YAML files of a folder and of the folders in it, by name. */
async function filesIn(path: string, context: LoadContext): Promise<string[]> {
  const entries = (await context.list(path) ?? []).toSorted((a, b) => a.name < b.name ? -1 : 1);
  const found = await Promise.all(entries.map(({ name, isFolder }) => {
    if (isFolder) return filesIn(join(path, name), context);
    return isVariablesFile(name) ? [join(path, name)] : [];
  }));
  return found.flat();
}

function isVariablesFile(name: string): boolean {
  if (name.startsWith(".") || name.endsWith("~")) return false;
  return !name.includes(".") || EXTENSIONS.some((extension) => name.endsWith(extension));
}
