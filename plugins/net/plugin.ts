/**
 * The network as the target sees it: files and answers of servers, ports, and sources.
 *
 * @module
 */
import { definePlugin, lazyActions, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";

/** The plugin. */
const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: lazyActions(manifest.offers.actions, {
    get_url: async () => (await import("./get_url.ts")).getUrl,
    git: async () => (await import("./git.ts")).git,
    uri: async () => (await import("./uri.ts")).uri,
    wait_for: async () => (await import("./wait_for.ts")).waitFor,
    wait_for_connection: async () => (await import("./wait_for_connection.ts")).waitForConnection,
  }),
});

export default plugin;
