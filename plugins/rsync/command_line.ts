/**
 * What rsync is called with.
 *
 * @see https://download.samba.org/pub/rsync/rsync.1
 * @module
 */
import { shellQuote } from "@shep/sdk";
import type { SynchronizeArguments } from "./arguments.ts";
import { ITEM_FORMAT } from "./items.ts";

/** What `archive` stands for, and may be said on its own. */
const PRESERVED = ["recursive", "links", "perms", "times", "owner", "group"] as const;

/** The options that a task's arguments stand for. */
export function rsyncOptions(args: SynchronizeArguments, isDryRun: boolean): string[] {
  const linkDest = args.link_dest ?? [];
  return [
    ...when(args.delay_updates, "--delay-updates"),
    // Files named `.rsync-filter` say what is left out.
    "-F",
    ...when(args.compress, "--compress"),
    ...when(args.rsync_timeout > 0, `--timeout=${args.rsync_timeout}`),
    ...when(isDryRun, "--dry-run"),
    ...when(args.delete, "--delete-after"),
    ...when(args.existing_only, "--existing"),
    ...when(args.checksum, "--checksum"),
    ...when(args.copy_links, "--copy-links"),
    ...preserved(args),
    ...when(args.dirs, "--dirs"),
    ...args.rsync_opts ?? [],
    ...when(args.partial, "--partial"),
    // What is only linked is told of when unchanged items are, too.
    ...when(linkDest.length > 0, "--hard-links", "-ii"),
    ...linkDest.map((path) => `--link-dest=${path}`),
    `--out-format=${ITEM_FORMAT}`,
  ];
}

/** The options of a transfer between two machines. */
export function remoteOptions({ rsync_path }: SynchronizeArguments): string[] {
  return rsync_path === undefined ? [] : [`--rsync-path=${rsync_path}`];
}

/** A command line as a person writes it: only what has to be quoted is. */
export function commandText(words: readonly string[]): string {
  return words.map((word) => /^[\w@%+=:,./~-]+$/.test(word) ? word : shellQuote(word)).join(" ");
}

function preserved(args: SynchronizeArguments): string[] {
  return args.archive
    ? [
      "--archive",
      ...PRESERVED.filter((name) => args[name] === false).map((name) => `--no-${name}`),
    ]
    : PRESERVED.filter((name) => args[name] === true).map((name) => `--${name}`);
}

function when(condition: boolean, ...options: readonly string[]): readonly string[] {
  return condition ? options : [];
}
