/**
 * The command lines of `ssh`. Where an option is given twice the first one counts: what the user
 * asked for comes first, and Shep's own choices last.
 *
 * @see https://man.openbsd.org/ssh_config
 * @module
 */
import type { SshOptions } from "./options.ts";

/** What `ssh -G` says: each option by its name in small letters. */
export type SshConfig = ReadonlyMap<string, string>;

/** How long a master stays after its last use, as with Ansible. */
const PERSIST = "60s";

/** A host that answers nothing for three times so many seconds is lost. */
const ALIVE_SECONDS = 10;

/** What was asked for: variables first, then the user's own arguments. */
export function requested(options: SshOptions): string[] {
  const { port, user, identity, timeout, isTimeoutGiven, checksHostKey } = options;
  return [
    ...(port === undefined ? [] : ["-p", String(port)]),
    ...(user === undefined ? [] : ["-l", user]),
    ...(identity === undefined ? [] : ["-i", identity]),
    ...(isTimeoutGiven ? option("ConnectTimeout", timeout) : []),
    ...(checksHostKey ? [] : option("StrictHostKeyChecking", "no")),
    ...options.arguments,
  ];
}

/** What a user's configuration comes to for a host is asked of ssh itself. */
export function configArguments(options: SshOptions): string[] {
  return ["-G", ...requested(options), "--", options.address];
}

/** Reads the answer of `ssh -G`: a line an option. */
export function parseConfig(text: string): SshConfig {
  const lines = text.split("\n").filter((line) => line.includes(" "));
  return new Map(lines.map((line) => {
    const at = line.indexOf(" ");
    return [line.slice(0, at), line.slice(at + 1)];
  }));
}

/**
 * The arguments that run a command on a host.
 *
 * @param controlName Names the master's socket among those of all hosts.
 * @param canAsk Whether the user has a program of their own that asks for secrets.
 */
export function commandArguments(
  options: SshOptions,
  config: SshConfig,
  { controlName, canAsk, command }: {
    readonly controlName: string;
    readonly canAsk: boolean;
    readonly command: string;
  },
): string[] {
  const { address, timeout, password } = options;
  const hasNo = (name: string, ...unset: string[]): boolean =>
    !config.has(name) || unset.includes(config.get(name)!);
  return [
    ...requested(options),
    "-T",
    ...(hasNo("connecttimeout", "none") ? option("ConnectTimeout", timeout) : []),
    ...(hasNo("serveraliveinterval", "0") ? option("ServerAliveInterval", ALIVE_SECONDS) : []),
    ...(password === undefined
      ? canAsk ? [] : option("BatchMode", "yes")
      : option("NumberOfPasswordPrompts", 1)),
    ...sharing(options, config, controlName),
    "--",
    address,
    command,
  ];
}

/** One connection for all sessions, kept for a while; unless the user has arranged that. */
function sharing(
  { controlDirectory }: SshOptions,
  config: SshConfig,
  controlName: string,
): string[] {
  if (config.has("controlpath") || controlDirectory === undefined) return [];
  const persists = config.get("controlpersist") ?? "no";
  return [
    ...option("ControlMaster", "auto"),
    ...option("ControlPath", `${controlDirectory}/${controlName}`),
    ...(persists === "no" ? option("ControlPersist", PERSIST) : []),
  ];
}

function option(name: string, value: string | number): string[] {
  return ["-o", `${name}=${value}`];
}
