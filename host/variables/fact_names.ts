/**
 * Under which names facts are variables.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_vars_facts.html
 * @module
 */

const PREFIX = "ansible_";

/** The fact that keeps its prefix everywhere, and is always a variable. */
export const LOCAL_FACTS = "ansible_local";

/** A fact's name in `ansible_facts`, for the name that it was reported by. */
export function nameInFacts(name: string): string {
  return name.startsWith(PREFIX) && name !== LOCAL_FACTS ? name.slice(PREFIX.length) : name;
}

/** Variables that say how a host is reached, and as whom: a target has no say in it. */
const CONNECTION = new RegExp(
  `^${PREFIX}(?:${
    [
      "become(?:_.*)?",
      "connection",
      "host",
      "(?:ssh|winrm|psrp|paramiko|docker|podman|kubectl|scp|sftp|rsync)_(?!host_key_).*",
      "(?:sudo|su)(?:_.*)?",
      "(?:user|password|port|timeout|pipelining|private_key_file)",
      "(?:shell|local)_.*",
      "(?:remote_tmp|async_dir|delegated_vars|check_mode|playbook_python)",
      ".*_interpreter",
    ].join("|")
  })$`,
);

/** Whether a reported fact may be a variable of its own, and not only one of `ansible_facts`. */
export function isVariable(name: string): boolean {
  return !CONNECTION.test(name);
}
