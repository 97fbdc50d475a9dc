/**
 * Where ansible-core is installed, by the file system alone, and so which modules in Python there
 * cannot be: Python takes a third of a second to say so, and most names that no plugin knows are
 * mistyped.
 *
 * @see https://docs.python.org/3/library/site.html
 * @module
 */
import { basename, dirname, join } from "@shep/sdk/path";

/** What tells where programs and a user's own packages are. */
export interface ProgramEnvironment {
  readonly PATH?: string;
  readonly HOME?: string;
}

/** Where modules may be besides the installations. */
export interface ModuleFolders {
  readonly libraries: readonly string[];
  /** Folders that hold an `ansible_collections`. */
  readonly collections: readonly string[];
}

/** The collections that a short name may stand for, besides ansible-core. */
const SHORT_NAMES_OF = ["ansible.posix", "community.general"];

/**
 * Whether there may be a module of a name: false only where there is none for sure. A module that
 * is only redirected to, or whose Python nobody can tell from here, may be there.
 */
export async function mayBeModule(
  name: string,
  { libraries, collections }: ModuleFolders,
  packages: Packages,
): Promise<boolean> {
  if (!packages.isKnown) return true;
  const [namespace = "", collection = "", ...rest] = name.split(".");
  const roots = [...collections, ...packages.folders].map((each) =>
    join(each, "ansible_collections")
  );
  const inCollections = (full: string, module: string): Promise<boolean>[] =>
    roots.map((root) => isInCollection(join(root, ...full.split(".")), module));
  const inCore = (module: string): Promise<boolean>[] =>
    packages.folders.map((folder) => isInCore(join(folder, "ansible"), module));
  const isCore = namespace === "ansible" && ["builtin", "legacy"].includes(collection);
  const found = rest.length === 0
    ? [
      ...libraries.map((folder) => isOwnModule(join(folder, name))),
      ...inCore(name),
      ...SHORT_NAMES_OF.flatMap((full) => inCollections(full, name)),
    ]
    : isCore
    ? inCore(rest.join("."))
    : inCollections(`${namespace}.${collection}`, rest.join("."));
  return (await Promise.all(found)).includes(true);
}

/** The name of a playbook's own module need not tell that it is in Python. */
async function isOwnModule(path: string): Promise<boolean> {
  return await isFile(`${path}.py`) || await isFile(path);
}

async function isInCore(core: string, module: string): Promise<boolean> {
  return await isFile(join(core, "modules", `${module}.py`)) ||
    await mentions(join(core, "config", "ansible_builtin_runtime.yml"), module);
}

async function isInCollection(collection: string, module: string): Promise<boolean> {
  return await isFile(join(collection, "plugins/modules", `${module.replaceAll(".", "/")}.py`)) ||
    await isFile(join(collection, "plugins/action", `${module}.py`)) ||
    await mentions(join(collection, "meta/runtime.yml"), module);
}

/** Whether a file about redirections has a key of that name. */
async function mentions(path: string, module: string): Promise<boolean> {
  const text = await Deno.readTextFile(path).catch(() => "");
  return text.includes(` ${module}:`);
}

/** Folders that Python's packages are installed in. */
export interface Packages {
  readonly folders: readonly string[];
  /** Whether they are those of every Python that could be asked, and ansible-core is in them. */
  readonly isKnown: boolean;
}

/**
 * Finds the packages of the Pythons that the plugin `ansible-module` would try: the first `python3`
 * of the path, that of the program `ansible`, and the system's own.
 */
export async function findPackages({ PATH = "", HOME }: ProgramEnvironment): Promise<Packages> {
  const directories = PATH.split(":").filter((each) => each !== "");
  const python = await firstFile(directories, "python3");
  const ansible = await firstFile(directories, "ansible");
  const ansiblePython = ansible && await interpreterOf(ansible);
  // A name alone is that of the path.
  const pythons = [python, ansiblePython, "/usr/bin/python3"].filter((each) =>
    each?.startsWith("/")
  );
  const prefixes = await Promise.all(pythons.map((each) => prefixesOf(each!)));
  const isKnown = prefixes.every((each) => each !== undefined) &&
    (ansible === undefined || ansiblePython !== undefined);
  const own = HOME === undefined ? [] : [join(HOME, ".local")];
  const all = new Set([...prefixes.flatMap((each) => each ?? []), ...own]);
  const folders = (await Promise.all([...all].map(packagesBelow))).flat();
  const hasAnsible = await Promise.all(
    folders.map((folder) => isFile(join(folder, "ansible", "release.py"))),
  );
  return { folders, isKnown: isKnown && hasAnsible.includes(true) };
}

/**
 * Where a Python is installed: `bin/` and `lib/` are below. Of a version manager's shim it is each
 * that it may start; of any other program that nobody knows, nothing can be said.
 */
async function prefixesOf(python: string): Promise<string[] | undefined> {
  const real = await Deno.realPath(python).catch(() => python);
  const manager = dirname(dirname(python));
  if (basename(dirname(python)) === "shims") {
    const places = ["versions", "installs/python"].map((each) => join(manager, each));
    const versions = await Promise.all(
      places.map(async (place) => (await namesIn(place)).map((name) => join(place, name))),
    );
    return versions.some((each) => each.length > 0) ? versions.flat() : undefined;
  }
  const isPython = basename(real).startsWith("python") && await interpreterOf(real) === undefined;
  // A virtual environment is where the link is, not where it leads.
  return isPython ? [manager, dirname(dirname(real))] : undefined;
}

async function packagesBelow(prefix: string): Promise<string[]> {
  const places = ["lib", "lib64", "local/lib"].map((each) => join(prefix, each));
  const versions = (await Promise.all(places.map(async (place) => {
    const names = await namesIn(place);
    return names.filter((name) => /^python3[.\d]*$/.test(name)).map((name) => join(place, name));
  }))).flat();
  return versions.flatMap((each) => [join(each, "site-packages"), join(each, "dist-packages")]);
}

/** The program that a script names in its first line; nothing if it is no script. */
async function interpreterOf(path: string): Promise<string | undefined> {
  const head = new Uint8Array(256);
  try {
    using file = await Deno.open(path);
    await file.read(head);
  } catch {
    return undefined;
  }
  const [line = ""] = new TextDecoder().decode(head).split("\n");
  const words = line.startsWith("#!") ? line.slice(2).trim().split(/\s+/) : [];
  const program = words.at(-1) ?? "";
  return program === "" ? undefined : program;
}

async function firstFile(
  directories: readonly string[],
  name: string,
): Promise<string | undefined> {
  for (const directory of directories) {
    const path = join(directory, name);
    if (await isFile(path)) return path;
  }
  return undefined;
}

/** The names in a folder; none if there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The modules of a folder, by their names. */
export async function modulesIn(folder: string): Promise<string[]> {
  const names = await namesIn(folder);
  return names.map((name) => name.replace(/\.py$/, "")).filter((name) => /^\w+$/.test(name));
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then((info) => info.isFile, () => false);
}
