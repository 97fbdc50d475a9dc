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
    apt_key: async () => (await import("./apt_key.ts")).aptKey,
    apt_repository: async () => (await import("./apt_repository.ts")).aptRepository,
    dnf: async () => (await import("./dnf.ts")).dnf,
    package: async () => (await import("./package.ts")).packageAction,
    pip: async () => (await import("./pip.ts")).pip,
    yum: async () => (await import("./dnf.ts")).yum,
  }),
});

export default plugin;
