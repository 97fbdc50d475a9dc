/**
 * Starts the core plugins while the host is still being loaded.
 *
 * @module
 */
import { coreManifests, type StartedPlugins, startPlugins } from "@shep/host/prestart";
import { corePlugins } from "@shep/plugins";
import type { PluginManifest } from "./host_api.ts";

export { endUnclaimed } from "@shep/host/prestart";

/** The core plugins, and their processes. */
export interface CorePlugins {
  readonly plugins: readonly PluginManifest[];
  readonly started: StartedPlugins;
}

/** Starts the core plugins with the user's environment. */
export async function startCorePlugins(
  environment: Readonly<Record<string, string>>,
): Promise<CorePlugins> {
  const plugins = await coreManifests(corePlugins());
  return { plugins, started: startPlugins(plugins, { environment }) };
}
