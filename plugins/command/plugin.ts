/**
 * Programs on the target: Ansible's `command`, `shell`, `raw` and `script`.
 *
 * @module
 */
import { definePlugin, lazyActions, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";

/** The plugin. */
const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: lazyActions(manifest.offers.actions, {
    command: async () => (await import("./command.ts")).command,
    raw: async () => (await import("./raw.ts")).raw,
    script: async () => (await import("./script.ts")).script,
    shell: async () => (await import("./shell.ts")).shell,
  }),
});

export default plugin;
