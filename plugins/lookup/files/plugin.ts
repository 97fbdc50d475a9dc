/**
 * The plugin `lookup-files`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { csvfile } from "./csvfile.ts";
import { file } from "./file.ts";
import { fileglob } from "./fileglob.ts";
import { filetree } from "./filetree.ts";
import { firstFound } from "./first_found.ts";
import { ini } from "./ini.ts";
import { manifest } from "./manifest.ts";

/** Finds and reads files for templates. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  lookups: [csvfile, file, fileglob, filetree, firstFound, ini],
});
