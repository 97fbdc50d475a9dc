/**
 * The last look at a plugin before it is started.
 *
 * @module
 */
import { Fault, type PluginDescription } from "@shep/sdk";
import type { LaunchContext } from "./launch.ts";
import { snapshotStore } from "./lock_file.ts";
import type { PluginManifest } from "./manifest.ts";
import { isWider, permissionLines, permissionsBeyond } from "./permissions.ts";
import { readPinned, snapshot } from "./pinned_files.ts";
import { checkRunnable, fileContent, HEAD_BYTES } from "./program_form.ts";

/**
 * The plugin as it may be started: its files are those that were granted.
 *
 * A module or a bundle is then run from a copy of the very bytes that were compared. A program is
 * run where it lies, because it may look for files around it: between its comparison and its start
 * whoever may write it can still change it.
 *
 * @throws {Fault} `permission-denied`, when they are not, or when nothing was granted.
 */
export async function verified(
  plugin: PluginManifest,
  { environment }: Pick<LaunchContext, "environment">,
): Promise<PluginManifest> {
  const { name, form, pinned, isCore, location } = plugin;
  if (isCore) return plugin;
  if (!pinned) {
    throw new Fault("permission-denied", `The plugin '${name}' has not been granted: ${location}`, {
      hint: `Look at it and grant it: shep plugin grant ${name}`,
    });
  }
  if (form !== "executable") {
    return { ...plugin, location: await snapshot(name, pinned, snapshotStore(environment)) };
  }
  const files = await readPinned(name, pinned);
  checkRunnable(name, location, fileContent(files.get(pinned.entry)!.subarray(0, HEAD_BYTES)));
  return plugin;
}

/**
 * Compares what a plugin declares now with what it was granted.
 *
 * @throws {Fault} `permission-denied`, when it declares more: then it does not work as it stands,
 * or is not what the user looked at.
 */
export function checkDeclaration(plugin: PluginManifest, description: PluginDescription): void {
  const { name, permissions, isCore } = plugin;
  if (isCore || !isWider(description.permissions, permissions)) return;
  const beyond = permissionLines(permissionsBeyond(permissions, description.permissions));
  throw new Fault("permission-denied", `The plugin '${name}' declares more than it was granted`, {
    detail: beyond.map((line) => `more: may ${line}`).join("\n"),
    hint: `Look at it and grant it again: shep plugin grant ${name}`,
  });
}
