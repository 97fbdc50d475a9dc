/**
 * The plugin `builtin`: all core plugins that need no permission.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import command from "../command/plugin.ts";
import { plugin as core } from "../core/plugin.ts";
import file from "../file/plugin.ts";
import { plugin as inventory } from "../inventory/plugin.ts";
import net from "../net/plugin.ts";
import packages from "../package/plugin.ts";
import { plugin as parser } from "../parser/plugin.ts";
import system from "../system/plugin.ts";
import { manifest } from "./manifest.ts";

/** The plugins whose offers are joined. */
const PARTS: readonly PluginDefinition[] = [
  parser,
  inventory,
  command,
  file,
  core,
  net,
  packages,
  system,
];

/** The parser, the inventory and the actions that come with Shep, in one process. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  isSequential: true,
  actions: PARTS.flatMap((part) => part.actions ?? []),
  inventories: PARTS.flatMap((part) => part.inventories ?? []),
  parsers: PARTS.flatMap((part) => part.parsers ?? []),
});
