/**
 * The plugin `core`.
 *
 * @module
 */
import { definePlugin, lazyActions, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";

/** The actions that have to do with a target as a whole. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: lazyActions(manifest.offers.actions, {
    gather_facts: async () => (await import("./gather_facts.ts")).gatherFacts,
    ping: async () => (await import("./ping.ts")).ping,
    setup: async () => (await import("./setup.ts")).setup,
  }),
});
