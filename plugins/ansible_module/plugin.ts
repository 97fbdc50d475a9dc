/**
 * The plugin `ansible-module`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { findModule } from "./find_module.ts";
import { Interpreter } from "./interpreter.ts";
import { manifest } from "./manifest.ts";
import { pythonFilter } from "./python_filter.ts";
import { pythonModule } from "./python_module.ts";

const interpreter = new Interpreter();

/** Runs modules that are written in Python, by the user's own ansible-core. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: [pythonModule(interpreter)],
  filters: [pythonFilter(interpreter)],
  lookups: [findModule(interpreter)],
});
