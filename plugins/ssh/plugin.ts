/**
 * The plugin `ssh`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { sshConnection } from "./connection.ts";
import { manifest } from "./manifest.ts";

/** Runs tasks on hosts that are reached by OpenSSH; one for a process. */
export function sshPlugin(): PluginDefinition {
  return definePlugin({ ...manifest, connections: [sshConnection()] });
}
