/**
 * How a host is to be reached, by the variables that Ansible documents.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ssh_connection.html
 * @module
 */
import { coerce, Fault, type Value } from "@shep/sdk";
import { splitCommand } from "../command/shlex.ts";

/** How long it may take to connect, in seconds, if nothing else is said. */
const TIMEOUT_SECONDS = 10;

/** What a connection is opened with. */
export interface SshOptions {
  /** Its address, or what `ssh_config` calls it. */
  readonly address: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  /** The file of a private key. */
  readonly identity?: string;
  /** Arguments of the user's own, which win over all that Shep adds. */
  readonly arguments: readonly string[];
  /** Whether a host whose key is not known is refused. */
  readonly checksHostKey: boolean;
  /** To connect, in seconds. */
  readonly timeout: number;
  /** Whether the user asked for that timeout. */
  readonly isTimeoutGiven: boolean;
  /** How often it is tried again. */
  readonly retries: number;
  /** The shell that scripts run in. */
  readonly shell: string;
  /** Where output of programs is kept on the target. */
  readonly remoteTemporary?: string;
  /** Where sockets of masters are kept on the controller. */
  readonly controlDirectory?: string;
  /** The program that ssh asks for a password by. */
  readonly askpass?: string;
}

/**
 * Reads the variables of a host.
 *
 * @throws {Fault} `invalid-argument`, for a value that is none.
 */
export function sshOptions(host: string, variables: Value): SshOptions {
  const given = variables instanceof Map ? variables : new Map<string, Value>();
  const text = (name: string): string | undefined => {
    const value = given.get(name);
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
  const timeout = number("ansible_timeout", text("ansible_timeout"));
  const address = text("ansible_host") ?? host;
  if (address.startsWith("-")) {
    throw new Fault("invalid-argument", `'${address}' cannot be the address of a host`);
  }
  const executable = text("ansible_ssh_executable");
  if (executable !== undefined && !/^(?:\/usr\/bin\/)?ssh$/.test(executable)) {
    throw new Fault("failed", `ansible_ssh_executable '${executable}' may not be started`, {
      hint: "The plugin 'ssh' may start nothing but the 'ssh' on your PATH: put yours there.",
    });
  }
  return {
    address,
    ...present("port", number("ansible_port", text("ansible_port"))),
    ...present("user", text("ansible_user")),
    ...present("password", text("ansible_password")),
    ...present("identity", text("ansible_ssh_private_key_file")),
    arguments: ["ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args"]
      .flatMap((name) => splitCommand(text(name) ?? "")),
    checksHostKey: coerce("bool", given.get("ansible_host_key_checking") ?? true) !== false,
    timeout: timeout ?? TIMEOUT_SECONDS,
    isTimeoutGiven: timeout !== undefined,
    retries: number("ansible_ssh_retries", text("ansible_ssh_retries")) ?? 0,
    shell: text("ansible_shell_executable") ?? "/bin/sh",
    ...present("remoteTemporary", text("ansible_remote_tmp")),
    ...present("controlDirectory", text("shep_control_directory")),
    ...present("askpass", text("shep_askpass")),
  };
}

function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Fault("invalid-argument", `'${name}' takes a number, not '${text}'`);
}

function present<Name extends string, T>(
  name: Name,
  value: T | undefined,
): { readonly [key in Name]?: T } {
  return value === undefined ? {} : { [name]: value } as { [key in Name]: T };
}
