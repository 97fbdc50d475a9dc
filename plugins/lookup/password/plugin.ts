/**
 * The plugin `lookup-password`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { password } from "./password.ts";
import { manifest } from "./manifest.ts";

/** Makes passwords for templates, and keeps them in files. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  lookups: [password],
});
