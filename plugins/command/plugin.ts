/**
 * Programs on the target: Ansible's `command`, `shell`, `raw` and `script`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { command } from "./command.ts";
import { manifest } from "./manifest.ts";
import { raw } from "./raw.ts";
import { script } from "./script.ts";
import { shell } from "./shell.ts";

/** The plugin. */
const plugin: PluginDefinition = definePlugin({
  ...manifest,
  summary: "Runs programs on the target.",
  actions: [command, shell, raw, script],
});

export default plugin;
