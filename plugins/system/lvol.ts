/**
 * The action `lvol`: a logical volume of LVM.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/lvol_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  float,
  sh,
  ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { splitCommand } from "../command/shlex.ts";
import { readReport, targetScript } from "../file/target.ts";
import { LVM } from "./lvm.ts";
import {
  type Group,
  parseSize,
  planVolume,
  type Step,
  unitBytes,
  type Volume,
  volumeName,
  type Wanted,
} from "./lvol_plan.ts";

const SPECS = {
  vg: { type: "str", description: "The volume group.", required: true },
  lv: { type: "str", description: "The volume." },
  size: {
    type: "str",
    description: "Its size (`512`, in MiB; `1.5g`), a share (`100%FREE`), or a change (`+1g`).",
  },
  opts: { type: "str", description: "Further words for lvcreate." },
  state: {
    type: "str",
    description: "Whether there is to be one.",
    choices: ["absent", "present"],
    default: "present",
  },
  active: { type: "bool", description: "Whether it can be used.", default: true },
  force: {
    type: "bool",
    description: "Whether it may be made smaller, or removed.",
    default: false,
  },
  snapshot: { type: "str", description: "The name of a snapshot of the volume." },
  pvs: { type: "str", description: "The devices that it is on, divided by commas." },
  thinpool: { type: "str", description: "The thin pool of the volume, or to be made." },
  shrink: {
    type: "bool",
    description: "Whether it is made smaller where `size` is less.",
    default: true,
  },
  resizefs: {
    type: "bool",
    description: "Whether the file system on it grows and shrinks with it.",
    default: false,
  },
} as const;

/** Makes logical volumes. */
export const lvol = defineAction({
  name: "lvol",
  summary: "Makes a logical volume of LVM, changes its size, or removes it.",
  arguments: SPECS,
  constraints: [{ requiredOneOf: ["lv", "thinpool"] }],
  supportsCheck: true,
  examples: [
    "- lvol:\n    vg: data\n    lv: web\n    size: 20g",
    "- lvol:\n    vg: data\n    lv: web\n    size: +100%FREE\n    resizefs: true",
  ],
  returns: {
    vg: "The group.",
    lv: "The volume that there was.",
    size: "The size that it had, in the unit of `size`.",
  },
  async run(args, task): Promise<TaskResult> {
    const wanted = readWanted(args);
    const look = targetScript({ vg: args.vg }, [LVM, LOOK]);
    const found = readReport(await task.script(look));
    const missing = found.get("missing");
    if (missing !== undefined) {
      const message = `Volume group ${args.vg} does not exist.`;
      if (args.state === "present") throw new TaskFailure(message, { err: missing });
      return { changed: false, values: { stdout: message, stdout_lines: [message] } };
    }
    const volumes = readVolumes(found.get("volumes") ?? "");
    const steps = planVolume(wanted, readGroup(found.get("group") ?? ""), volumes);
    const before = volumes.find(({ name }) => name === volumeName(wanted));
    const values = before === undefined || args.state === "absent"
      ? {}
      : { vg: args.vg, lv: before.name, size: float(inUnit(before.size, args.size)) };
    if (task.check || steps.length === 0) return { changed: steps.length > 0, values };
    const report = readReport(await task.script(stepsScript(steps)));
    return { changed: report.changed, values };
  },
});

/** @throws {TaskFailure} For arguments that cannot all be met. */
function readWanted(args: Arguments<typeof SPECS>): Wanted {
  const { vg, lv, snapshot, thinpool, size, opts, pvs, ...others } = args;
  if (snapshot !== undefined && thinpool !== undefined) {
    throw new TaskFailure("Snapshots of thin pool LVs are not supported.");
  }
  if (snapshot !== undefined && lv === undefined) {
    throw new TaskFailure("A snapshot needs the volume 'lv' that it is one of");
  }
  const [name, group = vg] = (lv ?? "").split("/").reverse();
  if (group !== vg) throw new TaskFailure(`'${lv}' is in no volume group '${vg}'`);
  return {
    ...others,
    vg,
    ...(lv === undefined ? {} : { lv: name! }),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(thinpool === undefined ? {} : { thinpool }),
    ...(size === undefined ? {} : { size: parseSize(size) }),
    opts: splitCommand(opts ?? ""),
    pvs: (pvs ?? "").split(",").map((each) => each.trim()).filter((each) => each !== ""),
  };
}

/** As `lvs` rounds it. */
function inUnit(bytes: number, size = ""): number {
  const [unit = "m"] = /(?<=\d)[bskmgtpe]$/i.exec(size) ?? [];
  return Math.round(bytes / unitBytes(unit) * 100) / 100;
}

function readGroup(line: string): Group {
  const [size, free, extent] = line.split(";").map(Number);
  return { size: size!, free: free!, extent: extent! };
}

/** Volumes that only LVM itself uses are in brackets. */
function readVolumes(text: string): Volume[] {
  return text.split("\n").filter((line) => line !== "").map((line) => {
    const [name = "", size, attributes = ""] = line.split(";");
    return { name: name.replace(/^\[(.*)\]$/, "$1"), size: Number(size), attributes };
  });
}

function stepsScript(steps: readonly Step[]): ShellText {
  const lines = steps.map(({ kind, what, command }) =>
    sh`${new ShellText(kind)} ${what} ${command}`
  );
  return targetScript({}, [LVM, ACT, ...lines, "exit 0"]);
}

const LOOK = new ShellText(`
if ! ask vgs -o vg_size,vg_free,vg_extent_size --units b "$vg"; then
  case $said in *"not found"*) say missing "$said"; exit 0 ;; esac
  fail "Failed executing vgs command: $said"
fi
say group "$told"
ask lvs -a -o lv_name,lv_size,lv_attr --units b "$vg" || fail "Failed executing lvs command: $said"
say volumes "$told"
exit 0`);

/** Some volumes are larger than was asked for: of a whole number of stripes. */
const ACT = new ShellText(`
make() {
  attempt "$@"
  change "$2"
}
resize() {
  if lvm_run "$@"; then
    case $said in *"No size change"*) ;; *) change size ;; esac
    return
  fi
  case $said in *"matches existing size"* | *"not larger than existing size"*) return ;; esac
  lvm_failed
}`);
