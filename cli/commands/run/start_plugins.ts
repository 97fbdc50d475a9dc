/**
 * Starts the core plugins while the host is still being loaded.
 *
 * @module
 */
import { coreManifests, type StartedPlugins, startPlugins } from "@shep/host/prestart";
import { corePlugins } from "@shep/plugins";
import { likelyConnections, type NamedThings } from "./likely_connections.ts";

export { endUnclaimed } from "@shep/host/prestart";

/** The plugin that every run needs. */
const ALWAYS_NEEDED = "builtin";

/** Starts the core plugins that a run is likely to need, with the user's environment. */
export async function startCorePlugins(
  named: NamedThings,
  environment: Readonly<Record<string, string>>,
): Promise<StartedPlugins> {
  const likely = likelyConnections(named, textOf);
  const needed = corePlugins().filter(({ name, offers }) =>
    name === ALWAYS_NEEDED || offers.connections?.some((connection) => likely.has(connection))
  );
  return startPlugins(await coreManifests(needed), { environment });
}

/** Why a file cannot be read is for the run to say. */
function textOf(file: string): string {
  try {
    return Deno.readTextFileSync(file);
  } catch {
    return "";
  }
}
