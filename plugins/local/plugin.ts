/**
 * The plugin `local`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { localConnection } from "./connection.ts";
import { manifest } from "./manifest.ts";

/** Runs tasks on the controller itself. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  connections: [localConnection],
});
