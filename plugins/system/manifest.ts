/** What the plugin is, as data. @module */

/** The plugin's name, version and offers; it holds no permission. */
export const manifest = {
  name: "system",
  version: "0.1.0",
  summary: "Services, users and settings of the target's system.",
  permissions: {},
  offers: {
    actions: [
      "alternatives",
      "authorized_key",
      "cron",
      "filesystem",
      "firewalld",
      "getent",
      "group",
      "hostname",
      "iptables",
      "known_hosts",
      "locale_gen",
      "modprobe",
      "mount",
      "pam_limits",
      "reboot",
      "seboolean",
      "selinux",
      "service",
      "service_facts",
      "sysctl",
      "systemd",
      "systemd_service",
      "sysvinit",
      "timezone",
      "ufw",
      "user",
    ],
  },
} as const;
