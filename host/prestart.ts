/**
 * Starts core plugins before the host itself is loaded, which takes as long as they do: on two cores
 * a short run ends a third earlier.
 *
 * @module
 */
export { coreManifests } from "./plugin/core_plugins.ts";
import { launchCommand } from "./plugin/launch.ts";
import type { PluginManifest } from "./plugin/manifest.ts";
import { spawnPlugin } from "./plugin/spawn.ts";
import { launchContext, type Surroundings } from "./plugin/surroundings.ts";

/** Processes by their plugin's name, which a run takes over. */
export type StartedPlugins = Map<string, Deno.ChildProcess>;

/**
 * Starts those of the core plugins that a run is going to need; others are verified first.
 * Whatever goes wrong here is left to the run, which tries again and says so.
 */
export function startPlugins(
  plugins: readonly PluginManifest[],
  surroundings: Surroundings,
): StartedPlugins {
  const started: StartedPlugins = new Map();
  try {
    const context = launchContext(surroundings);
    for (const plugin of plugins.filter(({ isCore }) => isCore)) {
      started.set(plugin.name, spawnPlugin(launchCommand(plugin, context)));
    }
  } catch {
    // The run comes upon the same, with its own words for it.
  }
  return started;
}

/** Ends what no run has taken over. */
export async function endUnclaimed(started: StartedPlugins): Promise<void> {
  const children = [...started.values()];
  started.clear();
  await Promise.all(children.map(async (child) => {
    child.kill("SIGKILL");
    await Promise.all([
      child.status,
      child.stdin.abort().catch(() => {}),
      child.stdout.cancel(),
      child.stderr.cancel(),
    ]);
  }));
}
