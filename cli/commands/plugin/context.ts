/**
 * What the commands `shep plugin …` need of the world.
 *
 * @module
 */
import { didYouMean, Fault } from "@shep/sdk";
import {
  type FoundPlugin,
  foundPlugins,
  type LaunchContext,
  launchContext,
  lockPath,
  pluginAt,
  type PluginManifest,
  type PluginSearch,
} from "@shep/host/plugin";

/** Where plugins are, where grants are kept, and who is asked. */
export interface PluginContext {
  /** Where plugins are looked for. */
  readonly search: PluginSearch;
  /** What they are started with. */
  readonly launch: LaunchContext;
  /** The path of the lock file. */
  readonly lockFile: string;
  /** What comes with Shep. */
  readonly core: readonly PluginManifest[];
  /** Prints to the user. */
  write(text: string): void;
  /** Asks a question that is answered by yes or no. */
  confirm(question: string): boolean;
}

/** The context of this process. */
export function pluginContext(
  core: readonly PluginManifest[],
  search: PluginSearch,
  write: (text: string) => void,
): PluginContext {
  const { environment } = search;
  return {
    search,
    launch: launchContext({ environment }),
    lockFile: lockPath(environment),
    core,
    write,
    // Without a terminal there is nobody to ask: that is a "no".
    confirm: (question) => Deno.stdin.isTerminal() && confirm(question),
  };
}

/**
 * The plugin that the user means by a name or a path.
 *
 * @throws {Fault} `not-found`.
 */
export async function requirePlugin(target: string, context: PluginContext): Promise<FoundPlugin> {
  const plugin = target.includes("/") ? await atPath(target) : await byName(target, context);
  if (plugin) return plugin;
  throw new Fault("not-found", `There is no plugin at ${target}`, {
    hint:
      "A plugin is a file shep-plugin-NAME or NAME.ts, or a folder with main.ts, plugin.ts or shep-plugin-NAME in it",
  });
}

async function atPath(path: string): Promise<FoundPlugin | undefined> {
  try {
    return await pluginAt(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function byName(name: string, { search }: PluginContext): Promise<FoundPlugin> {
  const found = await foundPlugins(search);
  const plugin = found.find((each) => each.name === name);
  if (plugin) return plugin;
  const hint = didYouMean(name, found.map((each) => each.name)) ??
    "Name its path, or the directory that it is in: --plugins DIR, or SHEP_PLUGINS";
  throw new Fault("not-found", `No plugin '${name}' is found`, { hint });
}
