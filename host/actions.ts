/**
 * Every action that a playbook can call: those that run in the host, and those of plugins.
 *
 * @module
 */
import type { ActionDescription } from "@shep/sdk";
import { Handlers } from "@shep/sdk/wire";
import { CONTROL_ACTIONS } from "./engine/control/mod.ts";
import type { ActionCatalogue } from "./playbook/load_context.ts";
import type { PluginManifest } from "./plugin/manifest.ts";
import { PluginRegistry } from "./plugin/registry.ts";
import { shortName } from "./short_name.ts";

/** The actions that a registry's plugins offer, and the host's own. */
export function actionCatalogue(registry: PluginRegistry): ActionCatalogue {
  return {
    names: () => [...CONTROL_ACTIONS.keys(), ...registry.names("actions")],
    runsInHost: (name) => CONTROL_ACTIONS.has(name),
    describe: async (name): Promise<ActionDescription | undefined> =>
      CONTROL_ACTIONS.get(name) ??
        (registry.has("actions", name) ? await registry.action(name) : undefined),
  };
}

/** What the actions are to be described with. */
export interface DescribeActionsOptions {
  /** The plugins that may be started. */
  readonly plugins: readonly PluginManifest[];
  /** The user's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Shep's own, for plugins. */
  readonly version: string;
  /** The actions, by short or full names; all, if none is named. */
  readonly names: readonly string[];
}

/** The declarations of actions, and the names of all that there are. */
export interface DescribedActions {
  /** The names of all. */
  readonly known: readonly string[];
  /** By name; one that is not known is missing. */
  readonly described: ReadonlyMap<string, ActionDescription>;
}

/** Asks for the declarations of actions, of whichever plugins offer them. */
export async function describeActions(options: DescribeActionsOptions): Promise<DescribedActions> {
  const { plugins, environment, version } = options;
  const registry = new PluginRegistry({
    plugins,
    launch: { environment },
    handlers: new Handlers(),
    version,
  });
  try {
    const catalogue = actionCatalogue(registry);
    const known = [...catalogue.names()].sort();
    const described = new Map<string, ActionDescription>();
    const wanted = options.names.length === 0 ? known : options.names.map(shortName);
    await Promise.all(wanted.map(async (name) => {
      const action = await catalogue.describe(name);
      if (action !== undefined) described.set(name, action);
    }));
    return { known, described };
  } finally {
    await registry.close();
  }
}
