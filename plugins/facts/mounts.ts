/** Mounted file systems, a part of the subset `hardware`. @module */
import type { Facts } from "./family.ts";
import { words } from "./key_values.ts";
import type { Sources } from "./sources.ts";

const MOUNTS = "/proc/mounts";
const MOUNT_INFO = "/proc/self/mountinfo";

/** The files that tell what is mounted. */
export const MOUNT_FILES: readonly string[] = [MOUNTS, MOUNT_INFO];

/**
 * Asks for the sizes of everything mounted from a device or over a network, within the time limit:
 * a file server that is gone does not answer.
 */
export const FILE_SYSTEM_COMMAND = `
set --
while read -r device mount type options; do
  case $device in /*|*:/*) ;; *) continue ;; esac
  case $mount in *%*) ;; *\\\\*) mount=$(printf "$mount") ;; esac
  set -- "$@" "$mount"
done </proc/mounts
[ $# -gt 0 ] && $limit stat -f -c '%S %s %b %a %c %d %n' "$@"`;

/** Asks for the identifiers of file systems. */
export const UUID_COMMAND = "lsblk -lnp -o NAME,UUID -e 2";

/** The mounted file systems; pseudo file systems are left out. */
export function mountFacts(sources: Sources): Facts {
  const sizes = readSizes(sources.output("file_systems"));
  const uuids = new Map(
    sources.output("uuids").split("\n").map(words).filter((line) => line.length === 2).map((
      [name, uuid],
    ) => [name!, uuid!]),
  );
  const bound = boundMounts(sources);
  const mounts = sources.lines(MOUNTS).map(words).filter(isReal).map((line) => {
    const [device = "", escaped = "", fstype = "", options = ""] = line;
    const mount = unescape(escaped);
    return {
      mount,
      device: unescape(device),
      fstype,
      options: bound.has(mount) ? `${options},bind` : options,
      uuid: uuids.get(unescape(device)) ?? "N/A",
      ...sizes.get(mount),
    };
  });
  return { mounts };
}

function isReal([device = "", , fstype]: readonly string[]): boolean {
  return (device.startsWith("/") || device.includes(":/")) && fstype !== "none";
}

/** Blanks in names are written as octal numbers. */
function unescape(text: string): string {
  return text.replace(
    /\\([0-7]{3})/g,
    (_, octal: string) => String.fromCharCode(parseInt(octal, 8)),
  );
}

/** Mounts that show a part of a file system only. */
function boundMounts(sources: Sources): Set<string> {
  const mounts = sources.lines(MOUNT_INFO).map(words).filter(([, , , root]) => root !== "/");
  return new Set(mounts.map(([, , , , mount = ""]) => unescape(mount)));
}

function readSizes(text: string): Map<string, Facts> {
  const sizes = new Map<string, Facts>();
  for (const line of text.split("\n")) {
    const match = /^(\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (.*)$/.exec(line);
    if (!match) continue;
    const [fragment, block, total, available, inodes, freeInodes] = match.slice(1, 7).map(Number);
    sizes.set(match[7]!, {
      size_total: fragment! * total!,
      size_available: fragment! * available!,
      block_size: block!,
      block_total: total!,
      block_available: available!,
      block_used: total! - available!,
      inode_total: inodes!,
      inode_available: freeInodes!,
      inode_used: inodes! - freeInodes!,
    });
  }
  return sizes;
}
