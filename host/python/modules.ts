/**
 * Modules in Python: what a playbook calls that no plugin offers, and that the plugin
 * `ansible-module` can run by the user's own ansible-core.
 *
 * @see https://docs.ansible.com/ansible/latest/dev_guide/developing_locally.html
 * @module
 */
import { type ActionDescription, Fault, type Value } from "@shep/sdk";
import { lookup } from "@shep/sdk/wire";
import { dirname, join, resolve } from "@shep/sdk/path";
import { eachOnce } from "../each_once.ts";
import { CONTROLLER_HALVES } from "./controller_halves.ts";
import { BUILTIN_ACTIONS, UNSUPPORTED_ACTIONS } from "../playbook/action_names.ts";
import type { ActionCatalogue } from "../playbook/load_context.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import { findPackages, mayBeModule, modulesIn, type ProgramEnvironment } from "./installations.ts";

/** The lookup that finds modules, and the action that runs them. */
const PYTHON_MODULE = "python_module";

/** Where modules are looked for. */
export interface ModulePlaces {
  /** Folders of modules that the user names, by a flag and by the settings. */
  readonly libraries: {
    readonly first: readonly string[];
    readonly last: readonly string[];
  };
  /** Folders that hold an `ansible_collections`. */
  readonly collections: readonly string[];
  /** The files that were read: there may be a `library` beside them, or beside a role's `tasks`. */
  readonly files: ReadonlySet<string>;
}

/** The same actions, and modules in Python where there is none of a name. */
export function withPythonModules(
  actions: ActionCatalogue,
  registry: PluginRegistry,
  places: ModulePlaces,
  environment: ProgramEnvironment,
): ActionCatalogue {
  if (!registry.has("lookups", PYTHON_MODULE)) return actions;
  const packages = once(() => findPackages(environment));
  const own = new Set<string>();
  const findLibraries = libraryFinder(places);
  const find = async (name: string): Promise<ActionDescription | undefined> => {
    if (!/^\w+(?:\.\w+){0,4}$/.test(name)) return undefined;
    const libraries = await findLibraries();
    const collections = places.collections.map((path) => resolve(path));
    if (await mayBeModule(name, { libraries, collections }, await packages())) {
      return await pythonModule(name, { libraries, collections }, registry);
    }
    // One of them may be what was meant.
    for (const module of (await Promise.all(libraries.map(modulesIn))).flat()) own.add(module);
    return undefined;
  };
  return {
    ...actions,
    names: () => [...actions.names(), ...own],
    describe: async (name) => await actions.describe(name) ?? await find(name),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

async function pythonModule(
  name: string,
  { libraries, collections }: { readonly libraries: string[]; readonly collections: string[] },
  registry: PluginRegistry,
): Promise<ActionDescription | undefined> {
  const found = await ask(name, libraries, collections, registry);
  const module = found.get("name");
  if (typeof module !== "string") return undefined;
  if (found.get("version") === null) throw noAnsible(name);
  const half = found.get("hasAction") === true ? CONTROLLER_HALVES.get(module) : undefined;
  if (found.get("hasAction") === true && half === undefined) {
    if (isNamedElsewhere(name)) return undefined;
    throw halfOfIt(module);
  }
  // By a name that it once had, so that its collection can tell of that.
  const called = name.includes(".") ? name : module;
  const description = {
    name: called.replace(/^ansible\.builtin\./, ""),
    summary: "A module in Python.",
    arguments: {},
    acceptsAny: true,
    supportsCheck: true,
  };
  registry.adopt({
    description,
    action: PYTHON_MODULE,
    arguments: (given, { variable, connection }) => {
      const left = half?.(given, connection);
      if (left !== undefined) throw leftToAnsible(module, left);
      return new Map<string, Value>([
        ["module", called],
        ["libraries", libraries],
        ["collections", collections],
        ["interpreter", interpreterOf(variable(INTERPRETER))],
        ["arguments", given],
      ]);
    },
  });
  return description;
}

/** The variable that names a target's Python. */
const INTERPRETER = "ansible_python_interpreter";

/** The Python that is meant; none if it is left to be found. */
function interpreterOf(value: Value | undefined): string | null {
  return typeof value === "string" && !value.startsWith("auto") ? value : null;
}

async function ask(
  name: string,
  libraries: string[],
  collections: string[],
  registry: PluginRegistry,
): Promise<ReadonlyMap<unknown, Value>> {
  const options = new Map<string, Value>([["libraries", libraries], ["collections", collections]]);
  const request = { lookup: PYTHON_MODULE, terms: [name], options };
  try {
    const { values: [found] } = await registry.call("lookups", PYTHON_MODULE, lookup, request);
    return found instanceof Map ? found : new Map();
  } catch (error) {
    if (error instanceof Fault && error.kind === "invalid-argument") throw error;
    // Without any Python there is no module in it: the name is unknown, as it was before.
    if (libraries.length === 0) return new Map();
    throw error;
  }
}

/**
 * Finds the folders of modules: those that are named, beside files, and beside the folders of these.
 * Each is looked for once, however many names are unknown: of 58 large playbooks that was 20 s.
 */
function libraryFinder({ files, libraries }: ModulePlaces): () => Promise<string[]> {
  const seen = new Set<string>();
  const beside = new Set<string>();
  const isThere = eachOnce(isFolder);
  const named = (paths: readonly string[]): string[] => paths.map((path) => resolve(path));
  return async () => {
    for (const file of files) {
      if (seen.has(file)) continue;
      seen.add(file);
      const folder = dirname(resolve(file));
      beside.add(join(folder, "library")).add(join(dirname(folder), "library"));
    }
    const folders = new Set([...named(libraries.first), ...beside, ...named(libraries.last)]);
    const found = await Promise.all(
      [...folders].map(async (folder) => await isThere(folder) ? [folder] : []),
    );
    return found.flat();
  };
}

function isFolder(path: string): Promise<boolean> {
  return Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}

/** Whether it is Ansible's own: what is said of it as an action is more to the point. */
function isNamedElsewhere(name: string): boolean {
  return BUILTIN_ACTIONS.has(name) || UNSUPPORTED_ACTIONS.has(name);
}

function halfOfIt(module: string): Fault {
  return new Fault(
    "invalid-argument",
    `A part of '${module}' runs on the controller, inside of Ansible: Shep cannot run it`,
    {
      detail: "It is an action plugin in Python, which decides what the module of that name is " +
        "called with, if there is one. The module alone would do something else.",
      hint: "Do its work with actions that there are: 'shep doc --list' names them",
    },
  );
}

function leftToAnsible(module: string, why: string): Fault {
  return new Fault(
    "invalid-argument",
    `A part of '${module}' runs on the controller, inside of Ansible: ${why}`,
  );
}

function noAnsible(name: string): Fault {
  return new Fault(
    "not-found",
    `The module '${name}' is written in Python: it needs ansible-core on this machine`,
    { hint: "Install it, such as by 'pip install ansible-core'" },
  );
}
