/**
 * The plugin `rsync`.
 *
 * @module
 */
import { definePlugin, lazyActions, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";

/** Synchronizes directories of the controller and of targets by rsync. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: lazyActions(manifest.offers.actions, {
    synchronize: async () => (await import("./synchronize.ts")).synchronize,
  }),
});
