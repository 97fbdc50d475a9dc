/**
 * Where roles are.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#storing-and-finding-roles
 * @module
 */
import { basename, dirname, isAbsolute, join } from "@shep/sdk/path";
import { expandUser } from "../../controller/home.ts";
import { didYouMean } from "@shep/sdk";
import { collectionPaths, fullName } from "../collection_search.ts";
import type { LoadContext } from "../load_context.ts";
import { refuse } from "../problem.ts";
import type { Reading } from "../reading.ts";
import type { Place } from "../syntax_node.ts";

/** A role's folder. */
export interface FoundRole {
  /** With its collection, if it is of one. */
  readonly name: string;
  readonly shortName: string;
  readonly collection?: string;
  readonly path: string;
}

/**
 * The role of a name: of a collection, of a folder of roles, or the folder that the name is.
 *
 * @param place names the role, for errors.
 * @param collections are searched for a name that is not a full one.
 */
export async function findRole(
  name: string,
  place: Place,
  collections: readonly string[],
  reading: Reading,
): Promise<FoundRole> {
  const searched = new Set<string>();
  for (const candidate of candidatesOf(name, collections, reading)) {
    if (await reading.context.list(candidate.path) !== undefined) return candidate;
    searched.add(candidate.path);
  }
  refuse(place, `there is no role '${name}'`, {
    kind: "not-found",
    detail: `Looked for:\n${[...searched].map((path) => `  ${path}`).join("\n")}`,
    hint: await suggestion(name, reading) ?? (fullName(name) && COLLECTION_HINT),
  });
}

const COLLECTION_HINT = "Install its collection, or name the folder that holds " +
  "'ansible_collections' in ANSIBLE_COLLECTIONS_PATH.";

function candidatesOf(
  name: string,
  collections: readonly string[],
  reading: Reading,
): FoundRole[] {
  const full = fullName(name);
  const ofCollections = full === undefined
    ? collections.flatMap((collection) => inCollection(collection, name, reading))
    : inCollection(full.collection, full.name, reading);
  return [...ofCollections, ...inFolders(name, reading)];
}

function inCollection(collection: string, shortName: string, reading: Reading): FoundRole[] {
  return collectionPaths(collection, `roles/${shortName}`, reading)
    .map((path) => ({ name: `${collection}.${shortName}`, shortName, collection, path }));
}

function inFolders(name: string, reading: Reading): FoundRole[] {
  const path = expandUser(name);
  const called = (name: string, path: string): FoundRole => ({ name, shortName: name, path });
  if (isAbsolute(path)) return [called(name, path)];
  // As in Ansible, a name that is nowhere else is a path from where the run was started.
  return [
    ...folders(reading).map((folder) => called(name, join(folder, path))),
    called(basename(path), join(path)),
  ];
}

/** Folders of roles: beside the playbook, those that are configured, beside the role at hand. */
function folders({ playbook, role, context }: Reading): string[] {
  const beside = dirname(playbook);
  return [
    ...new Set([
      join(beside, "roles"),
      ...context.paths.roles,
      ...(role === undefined ? [] : [dirname(role.folder)]),
      beside,
    ]),
  ];
}

async function suggestion(name: string, reading: Reading): Promise<string | undefined> {
  const known = await Promise.all(
    folders(reading).slice(0, -1).map((folder) => foldersIn(folder, reading.context)),
  );
  return didYouMean(name, known.flat());
}

async function foldersIn(path: string, context: LoadContext): Promise<string[]> {
  const entries = await context.list(path) ?? [];
  return entries.filter(({ isFolder }) => isFolder).map(({ name }) => name);
}
