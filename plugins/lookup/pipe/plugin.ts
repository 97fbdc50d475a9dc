/**
 * The plugin `lookup-pipe`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { lines, pipe } from "./pipe.ts";
import { manifest } from "./manifest.ts";

/** Runs programs for templates, on the controller. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  lookups: [lines, pipe],
});
