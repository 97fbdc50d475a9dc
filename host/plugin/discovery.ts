/**
 * Plugins in directories: which are there, and of which form.
 *
 * A directory may hold, for a plugin NAME:
 *
 * - `shep-plugin-NAME`: a bundled script or a program
 * - `NAME.ts`: a module of one file
 * - `NAME/main.ts` or `NAME/plugin.ts`: a module with files of its own beside it
 * - a folder with `shep-plugin-NAME` in it: the same for a script or a program
 *
 * @module
 */
import { checkRunnable, fileContent, readHead } from "./program_form.ts";
import type { PluginForm } from "./manifest.ts";

/** A plugin that is there; nothing of it has been run. */
export interface FoundPlugin {
  /** What it is called, by its file. */
  readonly name: string;
  /** How it is run, by its content. */
  readonly form: PluginForm;
  /** The absolute path of what is run. */
  readonly path: string;
  /** The folder that is the plugin's alone, if it has one. */
  readonly folder?: string;
}

const PREFIX = "shep-plugin-";

/** A plugin's name, as in `shep-plugin-NAME`. */
export const PLUGIN_NAME = /^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/;

/** The module that a folder's plugin is started by. */
const ENTRIES = ["main.ts", "plugin.ts"];

/** Modules that are beside a plugin, but are none. */
const BESIDE = /(?:_test|_bench|\.d|\.test)\.ts$/;

/**
 * The plugins in `directories`, in their order. Of two with the same name the first is taken, as
 * with programs on the `PATH`. A directory that does not exist holds none.
 */
export async function discover(directories: readonly string[]): Promise<FoundPlugin[]> {
  const found = new Map<string, FoundPlugin>();
  for (const directory of directories) {
    for (const plugin of await discoverIn(directory)) {
      if (!found.has(plugin.name)) found.set(plugin.name, plugin);
    }
  }
  return [...found.values()];
}

async function discoverIn(directory: string): Promise<FoundPlugin[]> {
  let root: string;
  try {
    root = await Deno.realPath(directory);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const names = (await Array.fromAsync(Deno.readDir(root), ({ name }) => name)).sort();
  const found = await Promise.all(names.map((name) => recognise(`${root}/${name}`, name)));
  return found.filter((plugin) => plugin !== undefined);
}

/**
 * The plugin at a path, as the user names it: a file, or the folder of one.
 *
 * @throws {Fault} When the file is a program which this machine cannot run.
 */
export async function pluginAt(path: string): Promise<FoundPlugin | undefined> {
  const real = await Deno.realPath(path);
  const name = real.slice(real.lastIndexOf("/") + 1);
  const plugin = await recognise(real, name);
  if (plugin?.form === "executable") {
    checkRunnable(plugin.name, plugin.path, fileContent(await readHead(plugin.path)));
  }
  return plugin;
}

async function recognise(path: string, entry: string): Promise<FoundPlugin | undefined> {
  const info = await statIfThere(path);
  if (info?.isDirectory) return await recogniseFolder(path, entry);
  if (!info?.isFile) return undefined;
  if (entry.startsWith(PREFIX)) return await program(entry.slice(PREFIX.length), path);
  if (!entry.endsWith(".ts") || BESIDE.test(entry)) return undefined;
  return named({ name: entry.slice(0, -".ts".length), form: "module", path });
}

/** A module under the folder's name, or the one program that is there under its own. */
async function recogniseFolder(folder: string, name: string): Promise<FoundPlugin | undefined> {
  for (const entry of ENTRIES) {
    const path = `${folder}/${entry}`;
    if ((await statIfThere(path))?.isFile) return named({ name, form: "module", path, folder });
  }
  const names = await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
  const [file, ...others] = names.filter((each) => each.startsWith(PREFIX));
  if (file === undefined || others.length > 0) return undefined;
  const path = `${folder}/${file}`;
  const isFile = (await statIfThere(path))?.isFile;
  return isFile ? await program(file.slice(PREFIX.length), path, folder) : undefined;
}

/** A bundle by its first line; anything else is for the system to run. */
async function program(
  name: string,
  path: string,
  folder?: string,
): Promise<FoundPlugin | undefined> {
  const form = fileContent(await readHead(path)).kind === "bundle" ? "bundle" : "executable";
  return named({ name, form, path, ...(folder === undefined ? {} : { folder }) });
}

function named(plugin: FoundPlugin): FoundPlugin | undefined {
  return PLUGIN_NAME.test(plugin.name) ? plugin : undefined;
}

async function statIfThere(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Where plugins are looked for: what the user names comes first, then what lies beside the
 * playbook, then what lies beside the `shep` program.
 */
export function pluginDirectories(from: {
  /** `--plugins`, as often as it was given. */
  readonly named: readonly string[];
  /** `SHEP_PLUGINS`: directories with colons between them. */
  readonly path: string | undefined;
  /** The directories of the playbooks. */
  readonly playbooks: readonly string[];
  /** The directory of the `shep` program, where it is one of its own. */
  readonly program?: string;
}): string[] {
  const directories = [
    ...from.named,
    ...(from.path ?? "").split(":").filter((directory) => directory !== ""),
    ...from.playbooks.map((directory) => `${directory}/plugins`),
    ...(from.program === undefined ? [] : [from.program]),
  ];
  return [...new Set(directories)];
}
