/**
 * Granting third-party plugins: what one is and asks for, shown before any of it is allowed.
 *
 * @module
 */
import { Fault, type Offers, type Permissions, type PluginDescription } from "@shep/sdk";
import { describe } from "@shep/sdk/wire";
import type { FoundPlugin } from "./discovery.ts";
import { launchCommand, type LaunchContext } from "./launch.ts";
import type { LockedPlugin, PluginLock } from "./lock_file.ts";
import type { PluginManifest } from "./manifest.ts";
import { ownModules } from "./module_graph.ts";
import { basename, dirname } from "@shep/sdk/path";
import { permissionLines, permissionsBeyond } from "./permissions.ts";
import { pinFiles, pinFolder, pinnedChanges, type PinnedFiles } from "./pinned_files.ts";
import { PluginProcess } from "./process.ts";
import type { Launch } from "./spawn.ts";
import { verified } from "./verify.ts";

/** How a plugin is met that nothing has been granted to. */
export interface DescribeOptions {
  /**
   * Runs a program that no sandbox holds. Deno's flags bind only what `deno` runs: a program can do
   * whatever its user can, from its first moment on.
   */
  readonly trustProgram?: boolean;
}

/** A plugin that may be started to be looked at. */
export interface Ungranted {
  /** Starts it with no permission at all. */
  readonly launch: Launch;
  /** Its files, as they are now. */
  readonly pinned: PinnedFiles;
}

/**
 * How a plugin is started that nothing has been granted to.
 *
 * @throws {Fault} `permission-denied`, when it imports what is not its own, or is a program that no
 * sandbox holds.
 */
export async function ungrantedLaunch(
  plugin: FoundPlugin,
  context: LaunchContext,
  options: DescribeOptions = {},
): Promise<Ungranted> {
  const { name, form, path } = plugin;
  const isFree = form === "executable" && context.bubblewrap === undefined;
  if (isFree && !options.trustProgram) throw freeProgramFault(plugin);
  const pinned = await pinPlugin(plugin, context);
  const manifest: PluginManifest = {
    name,
    form,
    location: path,
    permissions: {},
    offers: {},
    isCore: false,
    pinned,
  };
  return { launch: launchCommand(await verified(manifest, context), context), pinned };
}

/**
 * What a plugin says of itself, with no permission at all.
 *
 * @throws {Fault} As {@linkcode ungrantedLaunch}; or why it does not work.
 */
export async function describeUngranted(
  plugin: FoundPlugin,
  context: LaunchContext,
  options: DescribeOptions = {},
): Promise<LockedPlugin> {
  const { name, form } = plugin;
  const { launch, pinned } = await ungrantedLaunch(plugin, context, options);
  await using process = await PluginProcess.start(name, launch);
  const { greeting } = process;
  if (greeting.name !== name) throw otherNameFault(plugin, greeting.name);
  const description = await process.call(describe, {}, { timeoutMs: 10_000 });
  return {
    name,
    version: greeting.version,
    form,
    permissions: description.permissions,
    offers: offersOf(description),
    pinned,
  };
}

function freeProgramFault({ name, path }: FoundPlugin): Fault {
  return new Fault("permission-denied", `The plugin '${name}' is a program of its own: ${path}`, {
    detail: "Even to ask what it needs it has to be run, and nothing holds it: what it declares " +
      "is only its word",
    hint: "Have it wrapped with SHEP_SANDBOX=bwrap, or, if you trust it as you trust any program " +
      "that you run, say --trust",
  });
}

function otherNameFault({ name, path }: FoundPlugin, calledItself: string): Fault {
  return new Fault("failed", `The plugin '${name}' calls itself '${calledItself}'`, {
    detail: path,
    hint: `Its file has to be called after it: shep-plugin-${calledItself}`,
  });
}

/** Everything that the plugin consists of, with checksums. */
async function pinPlugin(plugin: FoundPlugin, context: LaunchContext): Promise<PinnedFiles> {
  const { form, path, folder } = plugin;
  const root = folder ?? dirname(path);
  const entry = path.slice(root.length + 1);
  if (form === "executable") {
    return folder === undefined
      ? await pinFiles(root, entry, [entry])
      : await pinFolder(root, entry);
  }
  const modules = await ownModules(plugin, context);
  return await pinFiles(root, entry, modules.map((module) => module.slice(root.length + 1)));
}

/** What a description offers, without the kinds that it has nothing of. */
export function offersOf(description: PluginDescription): Offers {
  const { connections, inventories, parsers, filters, lookups } = description;
  const actions = description.actions.map((action) => action.name);
  const kinds = Object.entries({ actions, connections, inventories, parsers, filters, lookups });
  return Object.fromEntries(kinds.filter(([, names]) => names.length > 0));
}

/** The lock with one plugin more, or with another grant for it. */
export function granted(lock: PluginLock, path: string, plugin: LockedPlugin): PluginLock {
  return new Map(lock).set(path, plugin);
}

/** The lock without a plugin. */
export function revoked(lock: PluginLock, path: string): PluginLock {
  return new Map([...lock].filter(([other]) => other !== path));
}

/** What a new grant would change in an old one, as lines for people. */
export function grantChanges(before: LockedPlugin, after: LockedPlugin): string[] {
  return [
    ...(before.version === after.version
      ? []
      : [`version: ${before.version} is now ${after.version}`]),
    ...(before.form === after.form ? [] : [`form: ${before.form} is now ${after.form}`]),
    ...pinnedChanges(before.pinned, after.pinned),
    ...widenedLines(before.permissions, after.permissions),
  ];
}

function widenedLines(before: Permissions, after: Permissions): string[] {
  return permissionLines(permissionsBeyond(before, after)).map((line) => `more: may ${line}`);
}

/** The plugins of some directories, by what the lock says of them. */
export interface Granted {
  /** Ready to be started; their files are checked then. */
  readonly manifests: readonly PluginManifest[];
  /** There, and never granted. */
  readonly ungranted: readonly FoundPlugin[];
}

/** Sorts what was found by what was granted. */
export function grantedManifests(lock: PluginLock, found: readonly FoundPlugin[]): Granted {
  const manifests: PluginManifest[] = [];
  const ungranted: FoundPlugin[] = [];
  for (const plugin of found) {
    const entry = lock.get(plugin.path);
    // A file of another form under the same path is another plugin.
    if (entry?.form === plugin.form && entry.name === plugin.name) {
      const { name, form, permissions, offers, pinned } = entry;
      manifests.push({
        name,
        form,
        location: plugin.path,
        permissions,
        offers,
        isCore: false,
        pinned,
      });
    } else ungranted.push(plugin);
  }
  return { manifests, ungranted };
}

/** What to do about plugins that were found and not granted; a hint for an error. */
export function ungrantedHint(ungranted: readonly FoundPlugin[]): string | undefined {
  if (ungranted.length === 0) return undefined;
  const names = ungranted.map(({ name, path }) => `${name} (${basename(dirname(path))}/)`);
  return `Not granted yet: ${names.join(", ")}. Look at one with: shep plugin grant NAME`;
}
