/**
 * Files on the target: Ansible's `file`, `copy`, `template`, `stat` and `lineinfile`.
 *
 * @module
 */
import { definePlugin, lazyActions, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";

/** The plugin. */
const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: lazyActions(manifest.offers.actions, {
    blockinfile: async () => (await import("./blockinfile.ts")).blockinfile,
    copy: async () => (await import("./copy.ts")).copy,
    file: async () => (await import("./file.ts")).file,
    lineinfile: async () => (await import("./lineinfile.ts")).lineinfile,
    replace: async () => (await import("./replace.ts")).replace,
    stat: async () => (await import("./stat.ts")).stat,
    template: async () => (await import("./template.ts")).template,
  }),
});

export default plugin;
