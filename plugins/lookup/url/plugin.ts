/**
 * The plugin `lookup-url`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { url } from "./url.ts";
import { manifest } from "./manifest.ts";

/** Fetches pages for templates. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  lookups: [url],
});
