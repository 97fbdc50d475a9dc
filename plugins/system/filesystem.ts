/**
 * The action `filesystem`: a file system on a device.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/filesystem_module.html
 * @module
 */
import { defineAction, sh, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { splitCommand } from "../command/shlex.ts";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  dev: {
    type: "path",
    description: "The device, or a file.",
    required: true,
    aliases: ["device"],
  },
  state: {
    type: "str",
    description: "Whether there is to be one.",
    choices: ["present", "absent"],
    default: "present",
  },
  fstype: {
    type: "str",
    description: "Its type.",
    choices: [
      ...["btrfs", "ext2", "ext3", "ext4", "ext4dev", "f2fs", "lvm", "ocfs2", "reiserfs"],
      ...["xfs", "vfat", "swap", "ufs", "bcachefs"],
    ],
    aliases: ["type"],
  },
  force: {
    type: "bool",
    description: "Whether what is there is overwritten.",
    default: false,
  },
  resizefs: {
    type: "bool",
    description: "Whether it grows to the size of its device.",
    default: false,
  },
  opts: { type: "str", description: "Further words for the program that makes it." },
  uuid: { type: "str", description: "Its number, when it is made." },
} as const;

/** What makes each type, and goes on without asking. */
const MAKERS: Readonly<Record<string, readonly string[]>> = {
  btrfs: ["mkfs.btrfs", "-f"],
  ext2: ["mkfs.ext2", "-F"],
  ext3: ["mkfs.ext3", "-F"],
  ext4: ["mkfs.ext4", "-F"],
  ext4dev: ["mkfs.ext4", "-F"],
  bcachefs: ["mkfs.bcachefs", "--force"],
  f2fs: ["mkfs.f2fs", "-f"],
  lvm: ["pvcreate", "-f", "-y"],
  ocfs2: ["mkfs.ocfs2", "-F"],
  reiserfs: ["mkfs.reiserfs", "-q"],
  swap: ["mkswap", "-f"],
  vfat: ["mkfs.vfat"],
  xfs: ["mkfs.xfs", "-f"],
};

/** How each is told its number. */
const UUID_OPTIONS: Readonly<Record<string, (uuid: string) => string[]>> = {
  ...Object.fromEntries(["ext2", "ext3", "ext4", "btrfs", "swap"].map((type) => [
    type,
    (uuid: string) => ["-U", uuid],
  ])),
  xfs: (uuid) => ["-m", `uuid=${uuid}`],
  lvm: (uuid) => ["--norestorefile", "--uuid", uuid],
};

/** What blkid calls it, where that is another name. */
const KNOWN_AS: Readonly<Record<string, string>> = { lvm: "LVM2_member", ext4dev: "ext4" };

/** Makes file systems. */
export const filesystem = defineAction({
  name: "filesystem",
  summary: "Makes a file system on a device, or wipes it.",
  arguments: SPECS,
  constraints: [{ requiredIf: ["fstype"], when: "state", equals: "present" }],
  supportsCheck: true,
  examples: ["- filesystem:\n    dev: /dev/sdb1\n    fstype: ext4"],
  async run({ dev, state, fstype, force, resizefs, opts, uuid }, task): Promise<TaskResult> {
    const maker = MAKERS[fstype ?? ""];
    if (state === "present" && maker === undefined) {
      throw new TaskFailure(`Linux makes no file system '${fstype}'`);
    }
    if (uuid !== undefined && UUID_OPTIONS[fstype ?? ""] === undefined) {
      throw new TaskFailure(`A file system '${fstype}' cannot be told its number`);
    }
    const words = [
      ...(maker ?? []),
      ...(uuid === undefined ? [] : UUID_OPTIONS[fstype!]!(uuid)),
      ...splitCommand(opts ?? ""),
    ];
    const script = targetScript({
      check: task.check,
      state,
      dev: expandingWord(dev),
      type: fstype ?? "",
      known: KNOWN_AS[fstype ?? ""] ?? fstype ?? "",
      force,
      resize: resizefs,
    }, [sh`set -- ${words}`, SCRIPT]);
    const report = readReport(await task.script(script));
    return { changed: report.changed };
  },
});

/** The words that make it are `$@`. */
const SCRIPT = new ShellText(`
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
has() { command -v "$1" >/dev/null 2>&1; }
needs() { has "$1" || fail "Failed to find required executable \\"$1\\" on the target"; }
[ -e "$dev" ] || { [ "$state" != absent ] || exit 0; fail "Device $dev not found."; }
needs blkid
is=$(blkid -c /dev/null -o value -s TYPE "$dev" 2>/dev/null)
case $is in *TYPE=*) is=\${is#*TYPE=\\"}; is=\${is%%\\"*} ;; esac
act() { [ -n "$check" ] || said=$("$@" 2>&1) || fail "'$*' failed: $said"; }
if [ "$state" = absent ]; then
  [ -n "$is" ] || exit 0
  change filesystem "$is" absent
  needs wipefs
  act wipefs --all "$dev"
  exit 0
fi
device_size() { if [ -b "$dev" ]; then blockdev --getsize64 "$dev"; else stat -c %s -- "$dev"; fi; }
mount_point() {
  while read -r what where _; do [ "$what" != "$dev" ] || { printf %b "$where"; return; }; done </proc/self/mounts
  fail "A file system $type grows only while it is mounted: $dev is not"
}
grow() {
  case $type in
    ext*)
      needs dumpe2fs; needs resize2fs
      head=$(dumpe2fs -h "$dev" 2>/dev/null)
      blocks=$(printf '%s\\n' "$head" | sed -n 's/^Block count: *//p')
      block=$(printf '%s\\n' "$head" | sed -n 's/^Block size: *//p')
      [ $((blocks * block)) -lt "$(($(device_size) / block * block))" ] || return 0
      change size
      act resize2fs "$dev" ;;
    xfs)
      needs xfs_growfs
      where=$(mount_point) || { printf %s "$where"; exit 1; }
      plan=$(xfs_growfs -n "$where" 2>/dev/null)
      blocks=$(printf '%s\\n' "$plan" | sed -n 's/^data .*bsize=\\([0-9]*\\) *blocks=\\([0-9]*\\),.*/\\1 \\2/p')
      [ $((\${blocks% *} * \${blocks#* })) -lt "$(device_size)" ] || return 0
      change size
      act xfs_growfs "$where" ;;
    btrfs)
      needs btrfs
      where=$(mount_point) || { printf %s "$where"; exit 1; }
      size=$(btrfs filesystem usage -b "$where" 2>/dev/null | sed -n 's/^ *Device size: *//p')
      [ "$size" -lt "$(device_size)" ] || return 0
      change size
      act btrfs filesystem resize max "$where" ;;
    lvm)
      needs pvs; needs pvresize
      size=$(pvs --noheadings --nosuffix --units b -o dev_size "$dev"); used=$(pvs --noheadings --nosuffix --units b -o pv_size "$dev")
      [ $((size - used)) -gt 8388608 ] || return 0
      change size
      act pvresize "$dev" ;;
    *) fail "module does not support resizing $type filesystem yet" ;;
  esac
}
if [ "$is" = "$known" ] && [ -z "$force" ]; then
  [ -z "$resize" ] || grow
  exit 0
fi
[ -z "$is" ] || [ -n "$force" ] || fail "'$dev' is already used as $is, use force=true to overwrite"
needs "$1"
change filesystem "\${is:-none}" "$type"
act "$@" "$dev"
exit 0`);
