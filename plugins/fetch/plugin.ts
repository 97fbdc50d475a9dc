/**
 * The plugin `fetch`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { fetch } from "./fetch.ts";
import { manifest } from "./manifest.ts";

/** Copies files of targets to the controller. */
export const plugin: PluginDefinition = definePlugin({ ...manifest, actions: [fetch] });
