/**
 * The system of the target: services, users, and what it is set to.
 *
 * @module
 */
import { definePlugin, lazyActions, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";

/** The plugin. */
const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: lazyActions(manifest.offers.actions, {
    group: async () => (await import("./group.ts")).group,
    service: async () => (await import("./service.ts")).service,
    service_facts: async () => (await import("./service_facts.ts")).serviceFacts,
    systemd: async () => (await import("./systemd.ts")).systemd,
    systemd_service: async () => (await import("./systemd.ts")).systemdService,
    sysvinit: async () => (await import("./sysvinit.ts")).sysvinit,
    user: async () => (await import("./user.ts")).user,
  }),
});

export default plugin;
