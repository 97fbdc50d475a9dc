/** What the plugin is, as data. @module */

/** The plugin's name, version and offers; it holds no permission. */
export const manifest = {
  name: "system",
  version: "0.1.0",
  summary: "Services, users and settings of the target's system.",
  permissions: {},
  offers: {
    actions: [
      "authorized_key",
      "cron",
      "firewalld",
      "getent",
      "group",
      "iptables",
      "modprobe",
      "mount",
      "service",
      "service_facts",
      "sysctl",
      "systemd",
      "systemd_service",
      "sysvinit",
      "user",
    ],
  },
} as const;
