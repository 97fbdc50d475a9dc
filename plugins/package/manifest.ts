/** What the plugin is, as data. @module */

/** The plugin's name, version and offers; it holds no permission. */
export const manifest = {
  name: "package",
  version: "0.1.0",
  summary: "Packages of the target, and where they come from.",
  permissions: {},
  offers: {
    actions: [
      "apk",
      "apt",
      "apt_key",
      "apt_repository",
      "deb822_repository",
      "debconf",
      "dnf",
      "dpkg_selections",
      "gem",
      "npm",
      "package",
      "package_facts",
      "pacman",
      "pip",
      "rpm_key",
      "yum",
      "yum_repository",
      "zypper",
    ],
  },
} as const;
