/**
 * What is said and has no effect: told to those who ask with `-v`.
 *
 * @module
 */
import { type Diagnostic, didYouMean } from "@shep/sdk";
import type { IniEntry } from "./ini.ts";
import type { Setting } from "./setting.ts";
import { SETTINGS } from "./settings.ts";

/**
 * Sections of what Shep does without: colours of its own choice, Python's connections, the galaxy's
 * client, SELinux by Python.
 */
const SECTIONS_WITHOUT_MEANING: readonly string[] = [
  "colors",
  "galaxy",
  "netconf_connection",
  "paramiko_connection",
  "persistent_connection",
  "selinux",
];

/** Keys of `[defaults]` that steer what Shep does without, and so are none the less obeyed. */
const KEYS_WITHOUT_MEANING: readonly string[] = [
  // Python, and the modules that it runs on targets.
  "interpreter_python",
  "keep_remote_files",
  "local_tmp",
  "module_compression",
  "module_set_locale",
  "no_target_syslog",
  "pipelining",
  "python_module_rlimit_nofile",
  "syslog_facility",
  // Processes and caches of Ansible's own.
  "internal_poll_interval",
  "old_plugin_cache_clear",
  "plugin_filters_cfg",
  // Templates keep their types, and what looks like a list is one: both kinds of playbooks run.
  "jinja2_native",
  "jinja2_native_warning",
  "use_persistent_connections",
  // Cows, and warnings that there are none of.
  "bin_ansible_callbacks",
  "command_warnings",
  "cow_selection",
  "cow_whitelist",
  "cowpath",
  "cowsay_enabled_stencils",
  "deprecation_warnings",
  "devel_warning",
  "nocows",
  "system_warnings",
];

/** Keys of `[ssh_connection]` about what Shep does without: files go through the shell it holds open. */
const SSH_KEYS_WITHOUT_MEANING: readonly string[] = [
  "pipelining",
  "scp_extra_args",
  "scp_if_ssh",
  "sftp_batch_mode",
  "sftp_extra_args",
  "transfer_method",
  "usetty",
];

/** A note on each entry of the file, and each variable of Ansible, that has no effect. */
export function notesOn(
  file: { readonly path: string; readonly entries: readonly IniEntry[] } | undefined,
  environment: Readonly<Record<string, string>>,
): Diagnostic[] {
  const rows: Setting[] = Object.values(SETTINGS);
  const keys = rows.flatMap(({ ini }) => ini);
  const variables = rows.flatMap(({ env }) => env);
  const unusedEntries = (file?.entries ?? []).filter(({ section, key }) =>
    !hasNoMeaning(section, key) && !keys.some(([in_, name]) => in_ === section && name === key)
  );
  return [
    ...unusedEntries.map((entry) => noteOnEntry(entry, file!.path, keys)),
    ...Object.keys(environment)
      .filter((name) => name.startsWith("ANSIBLE_") && !OTHER_VARIABLES.has(name))
      .filter((name) => !variables.includes(name) && !hasNoMeaning("defaults", keyOf(name)))
      .map((name) => noteOnVariable(name, variables)),
  ];
}

/** Variables that are no settings. */
const OTHER_VARIABLES: ReadonlySet<string> = new Set(["ANSIBLE_CONFIG"]);

function hasNoMeaning(section: string, key: string): boolean {
  return SECTIONS_WITHOUT_MEANING.includes(section) ||
    section === "defaults" && KEYS_WITHOUT_MEANING.includes(key) ||
    section === "ssh_connection" && SSH_KEYS_WITHOUT_MEANING.includes(key);
}

/** `ANSIBLE_NOCOWS` and `nocows` are the same, mostly. */
function keyOf(variable: string): string {
  return variable.slice("ANSIBLE_".length).toLowerCase();
}

function noteOnEntry(
  { section, key, line, sourceLine }: IniEntry,
  file: string,
  keys: readonly (readonly [section: string, key: string])[],
): Diagnostic {
  const elsewhere = keys.find(([, name]) => name === key)?.[0];
  const hint = elsewhere === undefined
    ? didYouMean(key, keys.filter(([name]) => name === section).map(([, name]) => name))
    : `It belongs into [${elsewhere}]`;
  return {
    summary: `The setting '${key}' of [${section}] has no effect`,
    file,
    line,
    column: sourceLine.search(/\S/) + 1,
    sourceLine,
    ...(hint === undefined ? {} : { hint }),
  };
}

function noteOnVariable(name: string, variables: readonly string[]): Diagnostic {
  const hint = didYouMean(name, variables);
  return {
    summary: `The variable ${name} of the environment has no effect`,
    ...(hint === undefined ? {} : { hint }),
  };
}
