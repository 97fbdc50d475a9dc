/**
 * What a connection is opened with: the variables, keywords, flags and settings that Ansible
 * documents for it, in a table.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ssh_connection.html
 * @module
 */
import type { Value } from "@shep/sdk";
import type { Config, SettingName } from "../config/mod.ts";
import type { InheritedKeyword } from "../playbook/model.ts";

/** What the command line says of connections, where neither variables nor keywords do. */
export interface ConnectionFlags {
  /** `--user`. */
  readonly user?: string;
  /** `--private-key`. */
  readonly privateKey?: string;
  /** `--timeout`, in seconds. */
  readonly timeout?: number;
  /** `--ssh-common-args`. */
  readonly sshCommonArgs?: string;
  /** `--ssh-extra-args`. */
  readonly sshExtraArgs?: string;
  /** What was asked for by `--ask-pass`, or read from a file. */
  readonly password?: string;
}

/** One option of a connection: where its value comes from, the first that says anything. */
interface ConnectionOption {
  /** What the plugin knows it by. */
  readonly name: string;
  /** Other variables that say the same, and win. */
  readonly aliases?: readonly string[];
  readonly keyword?: InheritedKeyword;
  readonly flag?: keyof ConnectionFlags;
  readonly setting?: SettingName;
}

/** Options that every remote connection may have a use for. */
const REMOTE: readonly ConnectionOption[] = [
  { name: "ansible_host", aliases: ["ansible_ssh_host"] },
  {
    name: "ansible_user",
    aliases: ["ansible_ssh_user"],
    keyword: "remote_user",
    flag: "user",
    setting: "DEFAULT_REMOTE_USER",
  },
  { name: "ansible_shell_executable", setting: "DEFAULT_EXECUTABLE" },
  { name: "ansible_remote_tmp", setting: "DEFAULT_REMOTE_TMP" },
];

const SSH: readonly ConnectionOption[] = [
  ...REMOTE,
  {
    name: "ansible_port",
    aliases: ["ansible_ssh_port"],
    keyword: "port",
    setting: "DEFAULT_REMOTE_PORT",
  },
  {
    name: "ansible_password",
    aliases: ["ansible_ssh_password", "ansible_ssh_pass"],
    flag: "password",
  },
  {
    name: "ansible_ssh_private_key_file",
    aliases: ["ansible_private_key_file"],
    flag: "privateKey",
    setting: "DEFAULT_PRIVATE_KEY_FILE",
  },
  { name: "ansible_ssh_args", setting: "SSH_ARGS" },
  { name: "ansible_ssh_common_args", flag: "sshCommonArgs", setting: "SSH_COMMON_ARGS" },
  { name: "ansible_ssh_extra_args", flag: "sshExtraArgs", setting: "SSH_EXTRA_ARGS" },
  { name: "ansible_ssh_executable", setting: "SSH_EXECUTABLE" },
  {
    name: "ansible_timeout",
    aliases: ["ansible_ssh_timeout"],
    flag: "timeout",
    setting: "DEFAULT_TIMEOUT",
  },
  { name: "ansible_ssh_retries", setting: "SSH_RETRIES" },
  {
    name: "ansible_host_key_checking",
    aliases: ["ansible_ssh_host_key_checking"],
    setting: "HOST_KEY_CHECKING",
  },
];

const OPTIONS: Readonly<Record<string, readonly ConnectionOption[]>> = {
  local: [],
  ssh: SSH,
  chroot: [...REMOTE, { name: "ansible_chroot_exe" }],
  docker: [
    ...REMOTE,
    { name: "ansible_docker_host" },
    { name: "ansible_docker_user" },
    { name: "ansible_docker_extra_args" },
  ],
  kubectl: [
    ...REMOTE,
    { name: "ansible_kubectl_pod" },
    { name: "ansible_kubectl_container" },
    { name: "ansible_kubectl_namespace" },
    { name: "ansible_kubectl_context" },
    { name: "ansible_kubectl_kubeconfig" },
    { name: "ansible_kubectl_extra_args" },
  ],
  nspawn: REMOTE,
  podman: [...REMOTE, { name: "ansible_podman_extra_args" }],
};

/** Where the values of options are looked for. */
export interface OptionSources {
  /** The name of the host: its address, where no variable says another. */
  readonly host: string;
  variable(name: string): Value | undefined;
  keyword(keyword: InheritedKeyword): string | undefined;
  readonly flags: ConnectionFlags;
  readonly config: Config;
}

/** Ansible's name for "whatever is usual". */
const USUAL = ["smart", "paramiko", "paramiko_ssh"];

/** `ssh` for `ansible.builtin.ssh` and `smart`: a connection by the name of its plugin. */
export function connectionName(written: string): string {
  const name = written.slice(written.lastIndexOf(".") + 1);
  return USUAL.includes(name) ? "ssh" : name;
}

/** The options of a connection, as far as anything says what they are. */
export function connectionOptions(
  connection: string,
  { host, variable, keyword, flags, config }: OptionSources,
): Map<string, Value> {
  const options = new Map<string, Value>();
  // Both variables of the address are there in any case: one that says no more than the name may
  // not stand before one that does.
  const said = (name: string): Value | undefined => {
    const value = variable(name);
    return value === host && /^ansible_(?:ssh_)?host$/.test(name) ? undefined : value;
  };
  for (const option of OPTIONS[connection] ?? SSH) {
    const { name, aliases = [] } = option;
    const value = aliases.map(said).find((each) => each !== undefined) ?? said(name) ??
      (option.keyword && keyword(option.keyword)) ??
      (option.flag && flags[option.flag]) ??
      (option.setting && config.valueOf(option.setting) as Value);
    if (value !== undefined && value !== null) options.set(name, value);
  }
  return options;
}
