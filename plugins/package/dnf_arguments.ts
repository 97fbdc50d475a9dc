/**
 * The arguments of `dnf` and `yum`.
 *
 * @module
 */

/** What `dnf` and `yum` take. */
export const DNF_ARGUMENTS = {
  name: {
    type: "list",
    elements: "str",
    description: "The packages: names, `name-version`, `@group`, files, addresses, `*` for all.",
    aliases: ["pkg"],
  },
  list: {
    type: "str",
    description: "What is listed instead: `installed`, `updates`, `available`, `repos`, a package.",
  },
  state: {
    type: "str",
    description: "What they are to be; absent with `autoremove`, else present.",
    choices: ["absent", "present", "installed", "removed", "latest"],
  },
  enablerepo: { type: "list", elements: "str", description: "Repositories that are used, too." },
  disablerepo: {
    type: "list",
    elements: "str",
    description: "Repositories that are not used.",
  },
  conf_file: { type: "str", description: "The settings of dnf." },
  disable_gpg_check: {
    type: "bool",
    description: "Whether packages may be installed that nobody signed.",
    default: false,
  },
  installroot: { type: "str", description: "Where they are installed.", default: "/" },
  releasever: { type: "str", description: "The release whose packages are installed." },
  autoremove: {
    type: "bool",
    description: "Whether what is no longer needed is removed.",
    default: false,
  },
  exclude: { type: "list", elements: "str", description: "Packages that are left alone." },
  skip_broken: {
    type: "bool",
    description: "Whether packages that cannot be installed are left out.",
    default: false,
  },
  update_cache: {
    type: "bool",
    description: "Whether the lists of packages are fetched first.",
    default: false,
    aliases: ["expire-cache"],
  },
  update_only: {
    type: "bool",
    description: "Whether only packages are touched that are installed.",
    default: false,
  },
  security: {
    type: "bool",
    description: "Whether only upgrades for security are installed.",
    default: false,
  },
  bugfix: {
    type: "bool",
    description: "Whether only upgrades that mend are installed.",
    default: false,
  },
  enable_plugin: { type: "list", elements: "str", description: "Plugins of dnf that are used." },
  disable_plugin: {
    type: "list",
    elements: "str",
    description: "Plugins of dnf that are not used.",
  },
  disable_excludes: { type: "str", description: "Whose excludes do not count: `all`, `main`." },
  validate_certs: {
    type: "bool",
    description: "Whether the server of a package's address has to prove who it is.",
    default: true,
  },
  sslverify: {
    type: "bool",
    description: "Whether the servers of repositories have to prove who they are.",
    default: true,
  },
  allow_downgrade: {
    type: "bool",
    description: "Whether an older version may replace a newer one.",
    default: false,
  },
  install_repoquery: { type: "bool", description: "Means nothing any more.", default: true },
  download_only: {
    type: "bool",
    description: "Whether packages are only fetched.",
    default: false,
  },
  lock_timeout: {
    type: "int",
    description: "How many seconds another dnf may take.",
    default: 30,
  },
  install_weak_deps: {
    type: "bool",
    description: "Whether what is recommended is installed, too.",
    default: true,
  },
  download_dir: { type: "str", description: "Where packages are fetched to." },
  cacheonly: {
    type: "bool",
    description: "Whether only what was fetched before is used.",
    default: false,
  },
  allowerasing: {
    type: "bool",
    description: "Whether packages that are in the way are removed.",
    default: false,
  },
  nobest: {
    type: "bool",
    description: "Whether a version will do that is not the newest.",
    default: false,
  },
  best: { type: "bool", description: "Whether only the newest version will do." },
  use_backend: {
    type: "str",
    description: "The program; the first one that there is, if `auto`.",
    choices: ["auto", "yum", "yum4", "dnf", "dnf4", "dnf5"],
    default: "auto",
  },
} as const;
