/**
 * Starts the core plugins while the host is still being loaded.
 *
 * @module
 */
import { coreManifests, type StartedPlugins, startPlugins } from "@shep/host/prestart";
import { corePlugins } from "@shep/plugins";

export { endUnclaimed } from "@shep/host/prestart";

/** Starts the core plugins with the user's environment. */
export async function startCorePlugins(
  environment: Readonly<Record<string, string>>,
): Promise<StartedPlugins> {
  return startPlugins(await coreManifests(corePlugins()), { environment });
}
