/** Who manages packages and services: the subsets `pkg_mgr` and `service_mgr`. @module */
import type { FactFamily } from "./family.ts";
import { osFamily } from "./distribution.ts";
import { distribution } from "./distribution.ts";
import { words } from "./key_values.ts";
import type { Sources } from "./sources.ts";

/** Package managers by their program. Of several, the family's own counts, or else the last. */
const PACKAGE_MANAGERS: readonly (readonly [path: string, name: string])[] = [
  ["/usr/bin/rpm-ostree", "atomic_container"],
  ["/usr/bin/yum", "yum"],
  ["/usr/bin/dnf", "dnf"],
  ["/usr/bin/apt-get", "apt"],
  ["/usr/bin/zypper", "zypper"],
  ["/usr/sbin/urpmi", "urpmi"],
  ["/usr/bin/pacman", "pacman"],
  ["/bin/opkg", "opkg"],
  ["/usr/pkg/bin/pkgin", "pkgin"],
  ["/opt/local/bin/pkgin", "pkgin"],
  ["/opt/local/bin/port", "macports"],
  ["/usr/local/bin/brew", "homebrew"],
  ["/opt/homebrew/bin/brew", "homebrew"],
  ["/sbin/apk", "apk"],
  ["/usr/sbin/pkg", "pkgng"],
  ["/usr/bin/emerge", "portage"],
  ["/usr/sbin/pkgadd", "svr4pkg"],
  ["/usr/bin/pkg", "pkg5"],
  ["/usr/bin/xbps-install", "xbps"],
  ["/usr/local/sbin/pkg", "pkgng"],
  ["/usr/bin/swupd", "swupd"],
  ["/usr/sbin/sorcery", "sorcery"],
  ["/usr/bin/installp", "installp"],
];

/** The managers of the families where others' programs are often installed as well. */
const FAMILY_MANAGERS: Readonly<Record<string, readonly string[]>> = {
  Altlinux: ["apt_rpm"],
  Archlinux: ["pacman"],
  Debian: ["apt"],
  RedHat: ["dnf", "yum", "atomic_container"],
  Suse: ["zypper"],
};

/** The subset `pkg_mgr`. */
export const packageManager: FactFamily = {
  name: "pkg_mgr",
  isMinimal: true,
  requires: ["distribution"],
  paths: PACKAGE_MANAGERS.map(([path]) => path),
  parse: (sources) => ({ pkg_mgr: findPackageManager(sources) }),
};

function findPackageManager(sources: Sources): string {
  const found = PACKAGE_MANAGERS.filter(([path]) => sources.exists(path)).map(([, name]) => name);
  const family = osFamily(String(distribution.parse(sources)["distribution"]));
  const own = FAMILY_MANAGERS[family]?.find((name) => found.includes(name));
  return own ?? found.at(-1) ?? "unknown";
}

const INIT_COMMAND = "/proc/1/comm";
const SYSTEMD_PATHS = ["/run/systemd/system", "/dev/.run/systemd", "/dev/.systemd"];

/** The names under which Ansible knows some first processes. */
const INIT_NAMES: Readonly<Record<string, string>> = {
  "openrc-init": "openrc",
  procd: "openwrt_init",
  "runit-init": "runit",
  svscan: "svc",
};

/** First processes that do not tell which manager there is. */
const VAGUE_INIT = /^(?:init|systemd-.*|.*sh|\(sd-.*)$/;

/** The subset `service_mgr`. */
export const serviceManager: FactFamily = {
  name: "service_mgr",
  isMinimal: true,
  requires: ["distribution", "platform"],
  files: [INIT_COMMAND],
  paths: [...SYSTEMD_PATHS, "/sbin/openrc", "/etc/init", "/etc/init.d"],
  commands: {
    init: "ls -l /sbin/init",
    initctl: "command -v initctl",
  },
  parse: (sources) => ({ service_mgr: findServiceManager(sources) }),
};

function findServiceManager(sources: Sources): string {
  const init = sources.firstLine(INIT_COMMAND)?.split("/").at(-1);
  if (init !== undefined && !VAGUE_INIT.test(init)) return INIT_NAMES[init] ?? init;
  if (SYSTEMD_PATHS.some((path) => sources.exists(path))) return "systemd";
  if (sources.output("initctl") !== "" && sources.exists("/etc/init")) return "upstart";
  if (sources.exists("/sbin/openrc")) return "openrc";
  if (words(sources.output("init")).at(-1)?.endsWith("systemd")) return "systemd";
  if (sources.exists("/etc/init.d")) return "sysvinit";
  return bsdManager(words(sources.output("uname"))[0] ?? "");
}

function bsdManager(system: string): string {
  if (system === "Darwin") return "launchd";
  return system.endsWith("BSD") || system === "DragonFly" ? "bsdinit" : "service";
}
