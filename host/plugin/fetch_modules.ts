/**
 * The modules of a core plugin that comes from a registry, brought into Deno's cache: a plugin's own
 * process fetches nothing.
 *
 * Loading Shep does that already. What it leaves out, where a project's lock file knows the
 * versions, is the list of versions of each package of npm, which a plugin without a lock file wants.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { type LaunchContext, moduleFlags } from "./launch.ts";
import type { PluginManifest } from "./manifest.ts";

/** Whether a plugin could not be started because something of its code is not in the cache. */
export function lacksModules({ isCore, location }: PluginManifest, error: unknown): boolean {
  return isCore && /^https?:/.test(location) && error instanceof Fault &&
    /not found in cache/.test(error.diagnostic.detail ?? "");
}

/**
 * Fetches all that a plugin imports.
 *
 * @throws {Fault} `failed`, when a registry cannot be reached.
 */
export async function fetchModules(
  plugin: PluginManifest,
  { deno, environment }: Pick<LaunchContext, "deno" | "environment">,
): Promise<void> {
  const { success, stderr } = await new Deno.Command(deno, {
    args: ["cache", "--quiet", ...moduleFlags(plugin, {}), plugin.location],
    clearEnv: true,
    env: { ...environment, NO_COLOR: "1" },
    cwd: "/",
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  throw new Fault("failed", `The code of the plugin '${plugin.name}' cannot be fetched`, {
    detail: new TextDecoder().decode(stderr).trim(),
    hint: "Once it was fetched, no network is needed any more",
  });
}
