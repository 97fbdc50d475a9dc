/**
 * The commands `shep plugin …`.
 *
 * @module
 */
export { runPluginCommand } from "./command.ts";
export { type PluginContext, pluginContext } from "./context.ts";
export { type GrantOptions, grantPlugin, revokePlugin } from "./grant.ts";
export { initPlugin, type Scaffold } from "./init.ts";
export { listPlugins } from "./list.ts";
export { testPlugin } from "./contract.ts";
