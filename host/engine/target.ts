/**
 * How the host that a task acts on is reached.
 *
 * @module
 */
import type { Value } from "@shep/sdk";
import type { SettingName } from "../config/mod.ts";
import type { ConnectionTarget } from "../connection/manager.ts";
import type { InheritedKeyword } from "../playbook/model.ts";
import type { Attempt } from "./attempt.ts";
import type { PlayContext } from "./context.ts";

/** Ansible's name for "whatever is usual". */
const USUAL = ["smart", "ssh"];

/** Variables that a connection is opened with, whatever it is. */
const CONNECTION_OPTIONS = [
  "ansible_host",
  "ansible_port",
  "ansible_user",
  "ansible_password",
  "ansible_ssh_private_key_file",
  "ansible_ssh_common_args",
  "ansible_ssh_extra_args",
  "ansible_ssh_executable",
  "ansible_shell_executable",
  "ansible_remote_tmp",
];

/** The keywords that say the same where no variable does. */
const KEYWORDS_OF_OPTIONS: ReadonlyMap<string, InheritedKeyword> = new Map([
  ["ansible_port", "port"],
  ["ansible_user", "remote_user"],
]);

/** What holds where neither says anything. */
const SETTINGS_OF_OPTIONS: ReadonlyMap<string, SettingName> = new Map([
  ["ansible_port", "DEFAULT_REMOTE_PORT"],
  ["ansible_user", "DEFAULT_REMOTE_USER"],
  ["ansible_ssh_private_key_file", "DEFAULT_PRIVATE_KEY_FILE"],
]);

/**
 * The target of a task: the host that it runs for, or the one it is delegated to, with that
 * host's own connection variables.
 */
export function taskTarget(
  play: PlayContext,
  { task, host, scope, keywords }: Attempt,
  delegate: string | undefined,
): ConnectionTarget {
  const { run } = play;
  const { config } = run.settings;
  const name = delegate ?? host;
  const source = delegate === undefined ? scope : play.taskScope(delegate, task);
  const variable = (key: string): Value | undefined => {
    const value = source.lookup(key);
    return value === undefined ? undefined : run.environment.resolve(value, source) as Value;
  };
  const entry = run.inventory.host(name);
  const isLocal = entry?.implicit ?? false;
  const connection = variable("ansible_connection") ?? (isLocal ? "local" : undefined) ??
    keywords.text("connection") ?? run.settings.connection ?? config.get("DEFAULT_TRANSPORT");
  const options = new Map<string, Value>();
  for (const key of CONNECTION_OPTIONS) {
    const keyword = KEYWORDS_OF_OPTIONS.get(key);
    const setting = SETTINGS_OF_OPTIONS.get(key);
    const value = variable(key) ?? (keyword && keywords.text(keyword)) ??
      (setting && config.valueOf(setting) as Value) ?? undefined;
    if (value !== undefined) options.set(key, value);
  }
  const kind = USUAL.includes(String(connection)) ? "ssh" : String(connection);
  // On the controller itself programs run beside the playbook.
  if (kind === "local") options.set("playbook_dir", play.playbookDir);
  return { connection: kind, host: name, options };
}
