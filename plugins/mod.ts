/**
 * The plugins that come with Shep: what the host has to know to start them.
 *
 * @module
 */
export { type CorePlugin, corePlugins } from "./catalog.ts";
