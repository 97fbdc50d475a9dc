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
    alternatives: async () => (await import("./alternatives.ts")).alternatives,
    authorized_key: async () => (await import("./authorized_key.ts")).authorizedKey,
    cron: async () => (await import("./cron.ts")).cron,
    filesystem: async () => (await import("./filesystem.ts")).filesystem,
    firewalld: async () => (await import("./firewalld.ts")).firewalld,
    getent: async () => (await import("./getent.ts")).getent,
    group: async () => (await import("./group.ts")).group,
    hostname: async () => (await import("./hostname.ts")).hostname,
    iptables: async () => (await import("./iptables.ts")).iptables,
    known_hosts: async () => (await import("./known_hosts.ts")).knownHosts,
    locale_gen: async () => (await import("./locale_gen.ts")).localeGen,
    lvg: async () => (await import("./lvg.ts")).lvg,
    lvol: async () => (await import("./lvol.ts")).lvol,
    modprobe: async () => (await import("./modprobe.ts")).modprobe,
    mount: async () => (await import("./mount.ts")).mount,
    pam_limits: async () => (await import("./pam_limits.ts")).pamLimits,
    reboot: async () => (await import("./reboot.ts")).reboot,
    seboolean: async () => (await import("./selinux_settings.ts")).seboolean,
    selinux: async () => (await import("./selinux_settings.ts")).selinux,
    service: async () => (await import("./service.ts")).service,
    service_facts: async () => (await import("./service_facts.ts")).serviceFacts,
    sysctl: async () => (await import("./sysctl.ts")).sysctl,
    systemd: async () => (await import("./systemd.ts")).systemd,
    systemd_service: async () => (await import("./systemd.ts")).systemdService,
    sysvinit: async () => (await import("./sysvinit.ts")).sysvinit,
    timezone: async () => (await import("./timezone.ts")).timezone,
    ufw: async () => (await import("./ufw.ts")).ufw,
    user: async () => (await import("./user.ts")).user,
  }),
});

export default plugin;
