/**
 * Where the files that lookups name are looked for.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbook_pathing.html
 * @module
 */
import { resolve } from "@shep/sdk/path";
import { candidates } from "../controller/files.ts";
import type { CallContext } from "../template/mod.ts";

/** The folders of the role, of the task and of the playbook at hand, as a template knows them. */
function roots(call: CallContext): string[] {
  const folders = call.variable("ansible_search_path") ?? [call.variable("playbook_dir")];
  return (folders as unknown[]).filter((folder) => typeof folder === "string");
}

/** The folder that the files of an action are in: in which `with_first_found` looks for them. */
export function folderOf(action: string): string {
  return action.includes("template") ? "templates" : action.includes("var") ? "vars" : "files";
}

/** The paths that a name may mean, the best first; `folder` is `files`, `templates` or the like. */
export function pathsOf(name: string, folder: string, call: CallContext): string[] {
  return candidates(name, folder, roots(call));
}

/** The folder of the playbook, in which programs start and passwords are kept. */
export function playbookFolder(call: CallContext): string {
  return resolve(roots(call).at(-1) ?? ".");
}
