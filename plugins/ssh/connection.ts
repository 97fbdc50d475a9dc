/**
 * The connection `ssh`.
 *
 * @module
 */
import { type ConnectionDefinition, defineConnection } from "@shep/sdk";
import { RemoteConnection } from "../connection/remote/connection.ts";
import { directoryWord } from "../shell_protocol/mod.ts";
import { SshClient } from "./client.ts";
import { sshOptions } from "./options.ts";
import { StartLimit } from "./start_limit.ts";

/** Connections that are made at a time, for each processor: most of the work is a key exchange. */
const STARTS_PER_PROCESSOR = 4;

/**
 * Runs tasks on hosts that are reached by OpenSSH. What it opens is throttled together.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ssh_connection.html
 */
export function sshConnection(): ConnectionDefinition {
  const limit = new StartLimit(STARTS_PER_PROCESSOR * navigator.hardwareConcurrency);
  return defineConnection({
    name: "ssh",
    open: ({ host, options, environment }) => {
      const ssh = sshOptions(host, options);
      const { shell, retries, remoteTemporary } = ssh;
      const client = new SshClient({ host, options: ssh, environment, limit });
      return Promise.resolve(
        new RemoteConnection(client, {
          target: host,
          shell,
          retries,
          ...(remoteTemporary === undefined
            ? {}
            : { directories: [directoryWord(remoteTemporary)] }),
        }),
      );
    },
  });
}
