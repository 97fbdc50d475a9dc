/**
 * Filters in Python: those of a `filter_plugins` folder beside a playbook or in a role, and of
 * collections, which the plugin `ansible-module` applies.
 *
 * @see https://docs.ansible.com/ansible/latest/dev_guide/developing_plugins.html#filter-plugins
 * @module
 */
import type { Value } from "@shep/sdk";
import { applyFilter } from "@shep/sdk/wire";
import { dirname, join, resolve } from "@shep/sdk/path";
import type { ModulePlaces } from "./modules.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import type { Filter } from "../template/mod.ts";
import { checked } from "../template/runtime/result.ts";
import { plainValue } from "../variables/plain.ts";

/** The filter that applies others. */
const PYTHON_FILTER = "python_filter";

/**
 * Finds filters by their names. Where there is a folder that may have one, it is asked when the
 * filter is applied: to know what is in there is to run it.
 */
export function findPythonFilter(
  registry: PluginRegistry,
  places: ModulePlaces,
): (name: string) => Filter | undefined {
  if (!registry.has("filters", PYTHON_FILTER)) return () => undefined;
  return (name) => {
    const folders = candidates(name, places).filter(isFolder);
    return folders.length === 0 ? undefined : pythonFilter(name, folders, registry);
  };
}

function candidates(name: string, { collections, files }: ModulePlaces): string[] {
  const [namespace, collection, short, ...rest] = name.split(".");
  if (short !== undefined) {
    return rest.length > 0
      ? []
      : collections.map((root) =>
        join(resolve(root), "ansible_collections", namespace!, collection!, "plugins", "filter")
      );
  }
  const folders = new Set([...files].flatMap((file) => {
    const folder = dirname(resolve(file));
    return [join(folder, "filter_plugins"), join(dirname(folder), "filter_plugins")];
  }));
  return collection === undefined ? [...folders] : [];
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

function pythonFilter(name: string, folders: string[], registry: PluginRegistry): Filter {
  return (value, { positional, named }, call) => {
    const plain = (given: unknown): Value => plainValue(checked(call.resolve(given))) ?? null;
    const request = {
      filter: PYTHON_FILTER,
      value: plain(value),
      arguments: [name.split(".").at(-1)!, folders, positional.map(plain)],
      named: new Map(Array.from(named, ([key, given]) => [key, plain(given)])),
    };
    const question = [PYTHON_FILTER, request.value, request.arguments, request.named];
    return call.wait(question, async () => {
      const reply = await registry.call("filters", PYTHON_FILTER, applyFilter, request);
      return reply.value;
    });
  };
}
