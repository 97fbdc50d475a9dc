/**
 * What `synchronize` takes.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/synchronize_module.html
 * @module
 */
import type { Arguments } from "@shep/sdk";

/** The declaration of its arguments. */
export const SPECS = {
  src: {
    type: "str",
    description: "What is copied; with a slash at its end, what is in the directory.",
    required: true,
  },
  dest: { type: "str", description: "Where it goes.", required: true },
  mode: {
    type: "str",
    description: "`push` copies from the controller to the target, `pull` the other way.",
    choices: ["pull", "push"],
    default: "push",
  },
  archive: {
    type: "bool",
    description:
      "Whether directories are copied with all that is in them: links, permissions, times, owners, " +
      "groups and devices. Each of these can be said on its own.",
    default: true,
  },
  recursive: { type: "bool", description: "Whether directories are gone into; as `archive`." },
  links: { type: "bool", description: "Whether links are copied as links; as `archive`." },
  perms: { type: "bool", description: "Whether permissions are kept; as `archive`." },
  times: { type: "bool", description: "Whether modification times are kept; as `archive`." },
  owner: {
    type: "bool",
    description: "Whether owners are kept, which takes root on the receiving end; as `archive`.",
  },
  group: { type: "bool", description: "Whether groups are kept; as `archive`." },
  dirs: {
    type: "bool",
    description: "Whether directories are made without going into them.",
    default: false,
  },
  copy_links: {
    type: "bool",
    description: "Whether what a link leads to is copied in place of the link.",
    default: false,
  },
  checksum: {
    type: "bool",
    description: "Whether files are compared by checksum, and not by size and time.",
    default: false,
  },
  compress: { type: "bool", description: "Whether data is compressed on its way.", default: true },
  delete: {
    type: "bool",
    description: "Whether what `src` does not have is deleted from `dest`, after the transfer.",
    default: false,
  },
  existing_only: {
    type: "bool",
    description: "Whether only files that are there already are updated.",
    default: false,
  },
  delay_updates: {
    type: "bool",
    description: "Whether files are put into their places together, at the end.",
    default: true,
  },
  partial: {
    type: "bool",
    description: "Whether a file that was half transferred is kept, to go on with.",
    default: false,
  },
  link_dest: {
    type: "list",
    elements: "str",
    description: "Directories of the receiving end whose files are linked to where they are equal.",
  },
  rsync_opts: { type: "list", elements: "str", description: "Further options of rsync's." },
  rsync_path: {
    type: "str",
    description: "The command that starts rsync on the target, if it is another than `rsync`.",
  },
  rsync_timeout: {
    type: "int",
    description: "After how many seconds without any data rsync gives up; never if 0.",
    default: 0,
  },
  dest_port: { type: "int", description: "The port of ssh, if not that of the connection." },
  private_key: { type: "path", description: "The key for ssh, if not that of the connection." },
  set_remote_user: {
    type: "bool",
    description: "Whether the connection's user is asked for; the one of ssh's own files if not.",
    default: true,
  },
  verify_host: {
    type: "bool",
    description: "Whether the host key is verified even where the connection does not.",
    default: false,
  },
  use_ssh_args: {
    type: "bool",
    description: "Whether the connection's arguments for ssh hold, which they do in any case.",
    default: false,
  },
  ssh_connection_multiplexing: {
    type: "bool",
    description: "Whether the connection that is open is used, which it is in any case.",
    default: false,
  },
} as const;

/** The arguments of a task. */
export type SynchronizeArguments = Arguments<typeof SPECS>;
