/**
 * The templates of a run: the engine, with what only a run can give it.
 *
 * @module
 */
import { join } from "node:path";
import { ANSIBLE_GLOBALS, ANSIBLE_TESTS, ansibleFilters } from "./template/ansible/mod.ts";
import { Environment } from "./template/mod.ts";

/**
 * An environment whose `include` and `import` find files beside the playbooks.
 *
 * @param roots Folders of the playbooks.
 */
export function templateEnvironment(roots: readonly string[]): Environment {
  const folders = roots.flatMap((root) => [join(root, "templates"), root]);
  return new Environment({
    filters: ansibleFilters(),
    tests: ANSIBLE_TESTS,
    globals: ANSIBLE_GLOBALS,
    loader: (name) => readFirst(folders, name),
  });
}

function readFirst(folders: readonly string[], name: string): string | undefined {
  for (const folder of folders) {
    try {
      return Deno.readTextFileSync(join(folder, name));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return undefined;
}
