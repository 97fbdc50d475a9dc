/**
 * Which distribution: the subset `distribution`.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/os-release.html
 * @module
 */
import type { FactFamily, Facts } from "./family.ts";
import { readAssignments, words } from "./key_values.ts";
import type { Sources } from "./sources.ts";

const OS_RELEASE = "/etc/os-release";
const USR_OS_RELEASE = "/usr/lib/os-release";
const DEBIAN_VERSION = "/etc/debian_version";

/** The names that Ansible has for distributions, by the `ID` of their `os-release`. */
const NAMES: Readonly<Record<string, string>> = {
  almalinux: "AlmaLinux",
  alpine: "Alpine",
  altlinux: "Altlinux",
  amzn: "Amazon",
  arch: "Archlinux",
  archarm: "Archlinux",
  centos: "CentOS",
  debian: "Debian",
  devuan: "Devuan",
  elementary: "elementary OS",
  fedora: "Fedora",
  flatcar: "Flatcar",
  gentoo: "Gentoo",
  kali: "Kali",
  linuxmint: "Linux Mint",
  mageia: "Mageia",
  manjaro: "Archlinux",
  neon: "KDE neon",
  nixos: "NixOS",
  ol: "OracleLinux",
  openeuler: "openEuler",
  "opensuse-leap": "openSUSE Leap",
  "opensuse-tumbleweed": "openSUSE Tumbleweed",
  openwrt: "OpenWrt",
  parrot: "Parrot",
  pop: "Pop!_OS",
  raspbian: "Debian",
  rhel: "RedHat",
  rocky: "Rocky",
  sled: "SLED",
  sles: "SLES",
  sles_sap: "SLES_SAP",
  slackware: "Slackware",
  steamos: "SteamOS",
  ubuntu: "Ubuntu",
  void: "Void",
};

/** The distributions of a family, which Ansible calls `os_family`. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  Alpine: ["Alpine"],
  Altlinux: ["Altlinux"],
  Archlinux: ["Archlinux", "Antergos", "Manjaro", "SteamOS"],
  Debian: [
    "Debian",
    "Devuan",
    "elementary OS",
    "KDE neon",
    "Kali",
    "Linux Mint",
    "Parrot",
    "Pop!_OS",
    "Raspbian",
    "Ubuntu",
  ],
  Flatcar: ["Flatcar"],
  Gentoo: ["Gentoo", "Funtoo"],
  Mandrake: ["Mandriva", "Mageia"],
  NixOS: ["NixOS"],
  RedHat: [
    "AlmaLinux",
    "Amazon",
    "CentOS",
    "Fedora",
    "openEuler",
    "OracleLinux",
    "RedHat",
    "Rocky",
    "Scientific",
    "Virtuozzo",
    "XenServer",
  ],
  Slackware: ["Slackware"],
  Suse: ["openSUSE Leap", "openSUSE Tumbleweed", "SLED", "SLES", "SLES_SAP", "SUSE_LINUX"],
};

/** The file by which Ansible tells a family's distributions, and what it calls the file's kind. */
const FAMILY_FILES: Readonly<Record<string, readonly [path: string, variety: string]>> = {
  Alpine: ["/etc/alpine-release", "Alpine"],
  Altlinux: ["/etc/altlinux-release", "Altlinux"],
  Archlinux: ["/etc/arch-release", "Archlinux"],
  Debian: [OS_RELEASE, "Debian"],
  Flatcar: [OS_RELEASE, "Flatcar"],
  Gentoo: ["/etc/gentoo-release", "Gentoo"],
  Mandrake: ["/etc/mageia-release", "Mandriva"],
  NixOS: [OS_RELEASE, "NA"],
  RedHat: ["/etc/redhat-release", "RedHat"],
  Slackware: ["/etc/slackware-version", "Slackware"],
  Suse: [OS_RELEASE, "SUSE"],
};

const RELEASE_FILES = Object.values(FAMILY_FILES).map(([path]) => path);

/** The subset `distribution`. */
export const distribution: FactFamily = {
  name: "distribution",
  aliases: [
    "distribution_version",
    "distribution_release",
    "distribution_major_version",
    "os_family",
  ],
  isMinimal: true,
  files: [OS_RELEASE, USR_OS_RELEASE, DEBIAN_VERSION, ...RELEASE_FILES],
  paths: RELEASE_FILES,
  commands: { uname: "uname -snrvm" },
  parse: parseDistribution,
};

/** What `os-release` says. */
export function readOsRelease(sources: Sources): Map<string, string> {
  const lines = sources.lines(OS_RELEASE);
  return readAssignments(lines.length > 0 ? lines : sources.lines(USR_OS_RELEASE));
}

/** The distribution's family, by Ansible's name for the distribution. */
export function osFamily(name: string): string {
  const found = Object.entries(FAMILIES).find(([, names]) => names.includes(name));
  return found?.[0] ?? name;
}

function parseDistribution(sources: Sources): Facts {
  const release = readOsRelease(sources);
  if (release.size === 0) return unknownDistribution(sources);
  const name = distributionName(release);
  const family = osFamily(name);
  return {
    distribution: name,
    os_family: family,
    ...versionFacts(name, family, release, sources),
    ...fileFacts(family, sources),
  };
}

function distributionName(release: ReadonlyMap<string, string>): string {
  const id = release.get("ID") ?? "";
  return NAMES[id] ?? words(release.get("NAME") ?? "")[0] ?? "NA";
}

/** BSD and the like: the kernel is the distribution. */
function unknownDistribution(sources: Sources): Facts {
  const [system = "NA", , kernel = "NA"] = words(sources.output("uname"));
  if (system === "Linux") {
    return { distribution: "NA", os_family: "NA", ...versions("NA", "NA") };
  }
  const version = kernel.split("-")[0]!;
  return { distribution: system, os_family: system, ...versions(version, kernel) };
}

function versions(version: string, release: string): Facts {
  return {
    distribution_version: version,
    distribution_major_version: version.split(".")[0]!,
    distribution_release: release,
  };
}

function versionFacts(
  name: string,
  family: string,
  release: ReadonlyMap<string, string>,
  sources: Sources,
): Facts {
  const version = release.get("VERSION_ID") ?? "NA";
  const codename = release.get("VERSION_CODENAME") ?? inParentheses(release.get("VERSION"));
  if (name === "Debian") return debianVersion(version, codename, sources);
  if (family === "RedHat") return redHatVersion(version, codename, sources);
  if (family === "Alpine") {
    return versions(sources.firstLine("/etc/alpine-release") ?? version, "NA");
  }
  if (family === "Suse") return versions(version, suseRelease(version));
  return versions(version, codename ?? "NA");
}

function inParentheses(text: string | undefined): string | undefined {
  return /\(([^)]*)\)/.exec(text ?? "")?.[1];
}

/** `debian_version` knows the point release; on a distribution in the making it holds no number. */
function debianVersion(version: string, codename: string | undefined, sources: Sources): Facts {
  const point = /^(\d+)\.(\d+)/.exec(sources.firstLine(DEBIAN_VERSION) ?? "");
  const facts = versions(point?.[0] ?? version, codename ?? "NA");
  return point ? { ...facts, distribution_minor_version: point[2]! } : facts;
}

/** `redhat-release` knows the minor version of a CentOS, and the code name. */
function redHatVersion(version: string, codename: string | undefined, sources: Sources): Facts {
  const line = sources.firstLine("/etc/redhat-release") ?? "";
  const number = /release (\d+(?:\.\d+)*)/.exec(line)?.[1] ?? version;
  return versions(number, inParentheses(line) ?? codename ?? "NA");
}

/** SUSE's `distribution_release` is the service pack. */
function suseRelease(version: string): string {
  return version.split(".")[1] ?? "0";
}

function fileFacts(family: string, sources: Sources): Facts {
  const [path, variety] = FAMILY_FILES[family] ?? [OS_RELEASE, "NA"];
  if (!sources.exists(path)) return {};
  const isParsed = sources.lines(path).length > 0;
  return {
    ...(isParsed ? { distribution_file_parsed: true } : {}),
    distribution_file_path: path,
    distribution_file_variety: variety,
  };
}
