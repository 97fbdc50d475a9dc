/**
 * Names of actions that are treated alike, and of those that are still to come.
 *
 * @module
 */

/** Actions whose text is a command: of `key=value` in it only a few keys are arguments. */
export const COMMAND_ACTIONS: ReadonlySet<string> = new Set([
  "command",
  "raw",
  "script",
  "shell",
  "win_command",
  "win_shell",
]);

/** Actions that converse with what they start on the target, and so end with the connection. */
export const FOREGROUND_ACTIONS: ReadonlySet<string> = new Set(["synchronize"]);

/**
 * What every Ansible has: an action of these that is not known here is not supported yet, but not
 * misspelt.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/
 */
export const BUILTIN_ACTIONS: ReadonlySet<string> = new Set(
  ("add_host apt apt_key apt_repository assemble assert async_status blockinfile command copy " +
    "cron deb822_repository debconf debug dnf dnf5 dpkg_selections expect fail fetch file find " +
    "gather_facts get_url getent git group group_by hostname import_role import_tasks " +
    "include_role include_tasks include_vars iptables known_hosts lineinfile meta mount_facts " +
    "package package_facts pause ping pip raw reboot replace rpm_key script service " +
    "service_facts set_fact set_stats setup shell slurp stat subversion systemd " +
    "systemd_service sysvinit tempfile template unarchive uri user validate_argument_spec " +
    "wait_for wait_for_connection yum yum_repository").split(" "),
);

/** Actions that are not supported by design of theirs, and what does their work. */
export const UNSUPPORTED_ACTIONS: ReadonlyMap<string, string> = new Map([
  [
    "expect",
    "It types into a terminal, and there is none. Give the answers with 'stdin' of 'command' or " +
    "'shell', or use the program's own options for running without questions.",
  ],
]);
