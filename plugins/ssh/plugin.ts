/**
 * The plugin `ssh`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { sshConnection } from "./connection.ts";
import { manifest } from "./manifest.ts";

/** Runs tasks on hosts that are reached by OpenSSH. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  connections: [sshConnection],
});
