/** Whether the target is a directory of another system: the subset `chroot`. @module */
import type { FactFamily } from "./family.ts";
import type { Sources } from "./sources.ts";

/** The usual inode of a file system's root; XFS and btrfs have others. */
const ROOT_INODES: ReadonlySet<string> = new Set(["2", "128", "256"]);

/** The subset `chroot`. */
export const chroot: FactFamily = {
  name: "chroot",
  aliases: ["is_chroot"],
  commands: {
    roots: "stat -c %d:%i / /proc/1/root/.",
    debian_chroot: 'printf %s "$debian_chroot"; echo',
  },
  parse: (sources) => ({ is_chroot: isChroot(sources) }),
};

function isChroot(sources: Sources): boolean {
  if (sources.output("debian_chroot").trim() !== "") return true;
  const [own = "", first = ""] = sources.output("roots").trim().split("\n");
  if (own === "") return false;
  if (first !== "") return own !== first;
  // Only root may look at the first process's root.
  return !ROOT_INODES.has(own.split(":")[1] ?? "");
}
