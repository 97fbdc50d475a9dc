/**
 * Packages of the target, and where they come from.
 *
 * @module
 */
import { definePlugin, lazyActions, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";

/** The plugin. */
const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: lazyActions(manifest.offers.actions, {
    apt: async () => (await import("./apt.ts")).apt,
    dnf: async () => (await import("./dnf.ts")).dnf,
    package: async () => (await import("./package.ts")).packageAction,
    yum: async () => (await import("./dnf.ts")).yum,
  }),
});

export default plugin;
