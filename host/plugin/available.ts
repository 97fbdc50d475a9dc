/**
 * Every plugin that a run may start: those that come with Shep, and those that the user granted.
 *
 * @module
 */
import { type CoreDeclaration, coreManifests, programDirectory } from "./core_plugins.ts";
import { discover, type FoundPlugin, pluginDirectories } from "./discovery.ts";
import { type Granted, grantedManifests } from "./grants.ts";
import { lockPath, readLock } from "./lock_file.ts";
import { dirname } from "@shep/sdk/path";

/** Where third-party plugins may be. */
export interface PluginSearch {
  /** The user's: `SHEP_PLUGINS` names directories, with colons between them. */
  readonly environment: Readonly<Record<string, string>>;
  /** The directories that the command line names. */
  readonly named: readonly string[];
  /** The paths of the playbooks: a `plugins/` beside one is searched. */
  readonly playbooks: readonly string[];
}

/** What a run may start, and what it might if the user let it. */
export type AvailablePlugins = Granted;

/**
 * The plugins for a run.
 *
 * @throws {Fault} When the lock file cannot be read, or Shep is not installed whole.
 */
export async function availablePlugins(
  core: readonly CoreDeclaration[],
  search: PluginSearch,
): Promise<AvailablePlugins> {
  const ours = await coreManifests(core);
  const found = (await discover(searchDirectories(search)))
    .filter(({ path }) => !ours.some(({ location }) => location === path));
  if (found.length === 0) return { manifests: ours, ungranted: [] };
  const theirs = grantedManifests(await readLock(lockPath(search.environment)), found);
  return { ...theirs, manifests: [...ours, ...theirs.manifests] };
}

/** The plugins that are found, granted or not. */
export async function foundPlugins(search: PluginSearch): Promise<FoundPlugin[]> {
  return await discover(searchDirectories(search));
}

function searchDirectories({ environment, named, playbooks }: PluginSearch): string[] {
  const program = programDirectory();
  return pluginDirectories({
    named,
    path: environment.SHEP_PLUGINS,
    playbooks: playbooks.map((playbook) => playbook.includes("/") ? dirname(playbook) : "."),
    ...(program === undefined ? {} : { program }),
  });
}
