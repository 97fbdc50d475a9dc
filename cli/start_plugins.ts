/**
 * Starts the core plugins while the host is still being loaded.
 *
 * @module
 */
import { coreManifests, type StartedPlugins, startPlugins } from "@shep/host/prestart";
import { corePlugins } from "@shep/plugins";

export { endUnclaimed } from "@shep/host/prestart";

/** Those that every run needs; the others start when something asks for them. */
const ALWAYS_NEEDED: readonly string[] = ["builtin", "local"];

/** Starts the core plugins that are always needed, with the user's environment. */
export async function startCorePlugins(
  environment: Readonly<Record<string, string>>,
): Promise<StartedPlugins> {
  const needed = corePlugins().filter(({ name }) => ALWAYS_NEEDED.includes(name));
  return startPlugins(await coreManifests(needed), { environment });
}
