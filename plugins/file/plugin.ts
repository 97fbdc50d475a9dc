/**
 * Files on the target: Ansible's `file`, `copy`, `template`, `stat` and `lineinfile`.
 *
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { copy } from "./copy.ts";
import { file } from "./file.ts";
import { lineinfile } from "./lineinfile.ts";
import { manifest } from "./manifest.ts";
import { stat } from "./stat.ts";
import { template } from "./template.ts";

/** The plugin. */
const plugin: PluginDefinition = definePlugin({
  ...manifest,
  summary: "Makes, copies, changes and describes files on the target.",
  actions: [file, copy, template, stat, lineinfile],
});

export default plugin;
