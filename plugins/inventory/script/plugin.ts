/**
 * The plugin `inventory-script`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";
import { script } from "./script.ts";

/** Runs programs that print inventories, on the controller. */
export const plugin: PluginDefinition = definePlugin({ ...manifest, inventories: [script] });
