/**
 * The action `mount`: what is mounted where, now and at boot.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/mount_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  ShellText,
  type Task,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { byteString } from "../file/byte_string.ts";
import { type Edited, editFile } from "../file/edit_file.ts";
import { assignments, readReport, type Report, targetScript } from "../file/target.ts";
import { type FstabEntry, removeEntry, setEntry } from "./fstab.ts";

const SPECS = {
  path: {
    type: "path",
    description: "Where it is mounted; `none` for swap space.",
    required: true,
    aliases: ["name"],
  },
  src: { type: "path", description: "What is mounted." },
  fstype: { type: "str", description: "The type of its file system." },
  opts: { type: "str", description: "Options, with commas between them." },
  dump: { type: "str", description: "Whether dump saves it.", default: "0" },
  passno: { type: "str", description: "When it is checked at boot.", default: "0" },
  state: {
    type: "str",
    description: "Whether it is mounted, in fstab, both, or neither.",
    required: true,
    choices: [
      "absent",
      "absent_from_fstab",
      "mounted",
      "present",
      "unmounted",
      "remounted",
      "ephemeral",
    ],
  },
  fstab: { type: "str", description: "The file, if it is not /etc/fstab." },
  boot: { type: "bool", description: "Whether it is mounted at boot.", default: true },
  backup: {
    type: "bool",
    description: "Whether the old file is kept beside the new one.",
    default: false,
  },
  opts_no_log: {
    type: "bool",
    description: "Whether the options are kept out of what is returned.",
    default: false,
  },
} as const;

type MountArguments = Arguments<typeof SPECS>;

/** Mounts file systems. */
export const mount = defineAction({
  name: "mount",
  summary: "Mounts a file system, now and at boot.",
  arguments: SPECS,
  constraints: ["mounted", "present", "ephemeral"].map((equals) => ({
    requiredIf: ["src", "fstype"],
    when: "state",
    equals,
  })),
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- mount:\n    path: /data\n    src: LABEL=data\n    fstype: ext4\n    opts: noatime\n" +
    "    state: mounted",
  ],
  returns: { fstab: "The file.", backup_file: "Where the old one is; empty if there is none." },
  async run(args, task): Promise<TaskResult> {
    const edited = await editFstab(args, task);
    const report = edited.probe;
    if (report.get("conflict") !== undefined) {
      throw new TaskFailure(
        `Ephemeral mount point is already mounted with a different source than the specified one: ` +
          `${args.path} is ${report.get("mounted")}`,
      );
    }
    const steps = plan(args, report, edited.changed);
    if (steps.length > 0 && !task.check) await take(steps, args, edited, task);
    return {
      changed: edited.changed || steps.length > 0,
      values: returned(args, edited),
      ...(task.diff && edited.changed ? { diff: edited.diff } : {}),
    };
  },
});

/** What is done to fstab in a state. */
async function editFstab(args: MountArguments, task: Task): Promise<Edited> {
  const { state, path, src, backup } = args;
  const name = byteString(path);
  return await editFile(
    { path: args.fstab ?? "/etc/fstab", backup, probe: probe(args), makeParents: true },
    (text) => {
      switch (state) {
        case "mounted":
        case "present":
          return setEntry(text ?? "", fstabEntry(args));
        case "absent":
        case "absent_from_fstab":
          return text === undefined ? undefined : removeEntry(text, name, src);
        default:
          return text;
      }
    },
    task,
  );
}

function fstabEntry(args: MountArguments): FstabEntry {
  const { src = "", path, fstype = "", dump, passno } = args;
  // An empty field would be none, and those after it another.
  const fields = {
    src,
    path,
    fstype,
    opts: options(args),
    dump: dump || "0",
    passno: passno || "0",
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, byteString(value)]),
  ) as unknown as FstabEntry;
}

/** With `noauto` for what is not mounted at boot. */
function options({ opts, boot }: Pick<MountArguments, "opts" | "boot">): string {
  const given = (opts || "defaults").split(",").filter((option) => option !== "");
  return boot || given.includes("noauto") ? given.join(",") : [...given, "noauto"].join(",");
}

/** What is mounted there. The kernel escapes as fstab does, and a mount hides those before it. */
function probe({ path, src, state }: MountArguments): ShellText {
  const variables = {
    place: expandingWord(path),
    source: src === undefined ? "" : expandingWord(src),
    ephemeral: state === "ephemeral",
  };
  return new ShellText(`${assignments(variables)}${PROBE}`);
}

const PROBE = `
place=\${place%/}; place=\${place:-/}
real=$place
[ ! -d "$place" ] || { resolve "$place"; real=$r; }
mounted= type=
while read -r what where kind _; do
  case $where in *\\\\*) where=$(printf %b "$(printf %s "$where" | sed 's/\\\\/\\\\0/g')") ;; esac
  [ "$where" != "$place" ] && [ "$where" != "$real" ] || mounted=$what type=$kind
done </proc/self/mounts
[ -z "$mounted" ] || { say mounted "$mounted"; say type "$type"; }
[ -z "$mounted" ] || [ -z "$ephemeral" ] || [ "$mounted" = "$source" ] || say conflict 1
[ ! -e "$place" ] || say is_there 1`;

/** What is done besides, in order. */
type Step = "make" | "mount" | "remount" | "unmount" | "remove";

/** The steps that are to be taken; a function of the state and of what is mounted. */
export function plan(
  { state, path }: Pick<MountArguments, "state" | "path">,
  report: Pick<Report, "get">,
  fstabChanged: boolean,
): Step[] {
  const isMounted = report.get("mounted") !== undefined;
  const isThere = report.get("is_there") !== undefined;
  const isSwap = path === "none" || path === "swap";
  switch (state) {
    case "mounted":
    case "ephemeral":
      if (isMounted) return state === "ephemeral" || fstabChanged ? ["remount"] : [];
      return [...(isThere || isSwap ? [] : ["make"] as const), "mount"];
    case "remounted":
      return ["remount"];
    case "unmounted":
      return isMounted ? ["unmount"] : [];
    case "absent":
      return [
        ...(isMounted ? ["unmount"] as const : []),
        ...(isThere ? ["remove"] as const : []),
      ];
    default:
      return [];
  }
}

/**
 * Takes the steps. What could not be mounted does not stay in fstab, where the next start would wait
 * for it.
 */
async function take(
  steps: readonly Step[],
  args: MountArguments,
  edited: Edited,
  task: Task,
): Promise<void> {
  try {
    readReport(await task.script(stepsScript(args, steps)), returned(args, edited));
  } catch (error) {
    if (error instanceof TaskFailure && edited.changed && steps.includes("mount")) {
      await editFile({ path: edited.path }, () => edited.before, task);
    }
    throw error;
  }
}

function stepsScript(args: MountArguments, steps: readonly Step[]): ShellText {
  const { path, src, fstype, state, fstab } = args;
  return targetScript({
    place: expandingWord(path),
    src: src === undefined ? "" : expandingWord(src),
    fstype: fstype ?? "",
    options: options(args),
    ephemeral: state === "ephemeral",
    table: fstab === undefined ? "" : expandingWord(fstab),
    has_options: args.opts !== undefined,
  }, [STEPS, ...steps.map((step) => `step_${step}`), "exit 0"]);
}

/** A table of another name only util-linux reads; where it is the usual one it is not named. */
const STEPS = new ShellText(`
made=
step_make() { mkdir -p -- "$place" || fail "Error making dir $place"; made=1; }
by_table() {
  if [ -n "$table" ] && [ "$table" != /etc/fstab ] && [ -z "$ephemeral" ]; then mount -T "$table" "$@"; else mount "$@"; fi
}
step_mount() {
  if [ -n "$ephemeral" ]; then said=$(mount -t "$fstype" -o "$options" -- "$src" "$place" 2>&1)
  elif [ "$fstype" = swap ]; then said=$(swapon "$src" 2>&1)
  else said=$(by_table "$place" 2>&1)
  fi || { [ -z "$made" ] || rmdir -- "$place"; fail "Error mounting $place: $said"; }
}
step_remount() {
  set -- -o remount
  [ -z "$has_options" ] || set -- -o "remount,$options"
  said=$(by_table "$@" "$place" 2>&1) || {
    umount "$place" 2>/dev/null || fail "Error remounting $place: $said"
    step_mount
  }
}
step_unmount() { said=$(umount "$place" 2>&1) || fail "Error unmounting $place: $said"; }
step_remove() {
  if [ -d "$place" ] && [ ! -L "$place" ]; then rmdir -- "$place"; else rm -f -- "$place"; fi ||
    fail "Error rmdir $place"
}`);

function returned(
  args: MountArguments,
  { path, report }: Edited,
): Record<string, string | boolean> {
  const { src, fstype, dump, passno, boot, opts_no_log } = args;
  return {
    name: args.path,
    fstab: path,
    opts: opts_no_log ? "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER" : options(args),
    dump,
    passno,
    boot: boot ? "yes" : "no",
    backup_file: report.get("backup_file") ?? "",
    ...(src === undefined ? {} : { src }),
    ...(fstype === undefined ? {} : { fstype }),
  };
}
