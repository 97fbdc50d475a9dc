/**
 * The plugin `core`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";
import { ping } from "./ping.ts";
import { setup } from "./setup.ts";

/** The actions that have to do with a target as a whole. */
export const plugin: PluginDefinition = definePlugin({ ...manifest, actions: [ping, setup] });
