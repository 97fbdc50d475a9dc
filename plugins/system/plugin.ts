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
    authorized_key: async () => (await import("./authorized_key.ts")).authorizedKey,
    cron: async () => (await import("./cron.ts")).cron,
    firewalld: async () => (await import("./firewalld.ts")).firewalld,
    getent: async () => (await import("./getent.ts")).getent,
    group: async () => (await import("./group.ts")).group,
    iptables: async () => (await import("./iptables.ts")).iptables,
    modprobe: async () => (await import("./modprobe.ts")).modprobe,
    mount: async () => (await import("./mount.ts")).mount,
    service: async () => (await import("./service.ts")).service,
    service_facts: async () => (await import("./service_facts.ts")).serviceFacts,
    sysctl: async () => (await import("./sysctl.ts")).sysctl,
    systemd: async () => (await import("./systemd.ts")).systemd,
    systemd_service: async () => (await import("./systemd.ts")).systemdService,
    sysvinit: async () => (await import("./sysvinit.ts")).sysvinit,
    user: async () => (await import("./user.ts")).user,
  }),
});

export default plugin;
