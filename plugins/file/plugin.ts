/**
 * Files on the target: Ansible's `file`, `copy`, `template`, `stat` and `lineinfile`.
 *
 * @module
 */
import { definePlugin, lazyActions, type PluginDefinition } from "@shep/sdk";
import { tellingPath } from "./lost_target.ts";
import { manifest } from "./manifest.ts";

/** The plugin. */
const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: lazyActions(manifest.offers.actions, {
    acl: async () => (await import("./acl.ts")).acl,
    archive: async () => (await import("./archive.ts")).archive,
    assemble: async () => (await import("./assemble.ts")).assemble,
    blockinfile: async () => (await import("./blockinfile.ts")).blockinfile,
    copy: async () => (await import("./copy.ts")).copy,
    file: async () => (await import("./file.ts")).file,
    find: async () => (await import("./find.ts")).find,
    ini_file: async () => (await import("./ini_file.ts")).iniFile,
    lineinfile: async () => (await import("./lineinfile.ts")).lineinfile,
    replace: async () => (await import("./replace.ts")).replace,
    slurp: async () => (await import("./slurp.ts")).slurp,
    stat: async () => (await import("./stat.ts")).stat,
    tempfile: async () => (await import("./tempfile.ts")).tempfile,
    template: async () => (await import("./template.ts")).template,
    unarchive: async () => (await import("./unarchive.ts")).unarchive,
  }).map(tellingPath),
});

export default plugin;
