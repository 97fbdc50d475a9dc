/**
 * Packages of the target, and where they come from.
 *
 * @module
 */
import { definePlugin, lazyActions, type PluginDefinition } from "@shep/sdk";
import { manifest } from "./manifest.ts";

/** The plugin. */
const plugin: PluginDefinition = definePlugin({
  ...manifest,
  actions: lazyActions(manifest.offers.actions, {
    apk: async () => (await import("./apk.ts")).apk,
    apt: async () => (await import("./apt.ts")).apt,
    apt_key: async () => (await import("./apt_key.ts")).aptKey,
    apt_repository: async () => (await import("./apt_repository.ts")).aptRepository,
    deb822_repository: async () => (await import("./deb822_repository.ts")).deb822Repository,
    debconf: async () => (await import("./debconf.ts")).debconf,
    dnf: async () => (await import("./dnf.ts")).dnf,
    dpkg_selections: async () => (await import("./dpkg_selections.ts")).dpkgSelections,
    gem: async () => (await import("./gem.ts")).gem,
    npm: async () => (await import("./npm.ts")).npm,
    package: async () => (await import("./package.ts")).packageAction,
    package_facts: async () => (await import("./package_facts.ts")).packageFacts,
    pacman: async () => (await import("./pacman.ts")).pacman,
    pip: async () => (await import("./pip.ts")).pip,
    rpm_key: async () => (await import("./rpm_key.ts")).rpmKey,
    yum: async () => (await import("./dnf.ts")).yum,
    yum_repository: async () => (await import("./yum_repository.ts")).yumRepository,
    zypper: async () => (await import("./zypper.ts")).zypper,
  }),
});

export default plugin;
