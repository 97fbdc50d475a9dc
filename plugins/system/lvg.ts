/**
 * The action `lvg`: a volume group of LVM.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/lvg_module.html
 * @module
 */
import { defineAction, sh, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { splitCommand } from "../command/shlex.ts";
import { readReport, targetScript } from "../file/target.ts";
import { LVM } from "./lvm.ts";

const SPECS = {
  vg: { type: "str", description: "The group.", required: true },
  pvs: { type: "list", elements: "str", description: "The devices that it consists of." },
  state: {
    type: "str",
    description: "Whether there is to be one.",
    choices: ["absent", "present"],
    default: "present",
  },
  pesize: {
    type: "str",
    description: "The size of an extent of a new group: `4` (MiB), `128K`.",
    default: "4",
  },
  pv_options: { type: "str", description: "Further words for pvcreate.", default: "" },
  vg_options: { type: "str", description: "Further words for vgcreate.", default: "" },
  pvresize: {
    type: "bool",
    description: "Whether its part of each device grows to the size of the device.",
    default: false,
  },
  force: {
    type: "bool",
    description: "Whether a group goes with its volumes.",
    default: false,
  },
} as const;

/** Makes volume groups of devices. */
export const lvg = defineAction({
  name: "lvg",
  summary: "Makes a volume group of LVM, gives it the devices that it consists of, or removes it.",
  arguments: SPECS,
  constraints: [{ requiredIf: ["pvs"], when: "state", equals: "present" }],
  supportsCheck: true,
  examples: [
    "- lvg:\n    vg: data\n    pvs: [/dev/sdb, /dev/sdc]",
    "- lvg:\n    vg: data\n    state: absent",
  ],
  async run(args, task): Promise<TaskResult> {
    const { vg, state, pvresize, force, pesize } = args;
    const devices = (args.pvs ?? []).map((device) => device.trim()).filter((each) => each !== "");
    if (state === "present" && devices.length === 0) {
      throw new TaskFailure("No physical volumes given.");
    }
    const words = { pv: splitCommand(args.pv_options), vg: splitCommand(args.vg_options) };
    const script = targetScript({ check: task.check, vg, state, resize: pvresize, force }, [
      LVM,
      sh`set -f -- ${devices}`,
      sh`make_volume() { attempt "Creating physical volume '$1' failed" pvcreate ${words.pv} -f "$1"; }`,
      sh`make_group() { attempt "Creating volume group '$vg' failed" vgcreate ${words.vg} -s ${pesize} "$@"; }`,
      SCRIPT,
    ]);
    return { changed: readReport(await task.script(script)).changed };
  },
});

/**
 * The devices are `$@`. They are compared by where their links lead to: LVM calls a device by
 * whichever of its names it likes best.
 */
const SCRIPT = new ShellText(`
ask vgs -o vg_name,lv_count || fail "Failed executing vgs command: $said"
volumes=
while IFS=';' read -r name count; do [ "$name" != "$vg" ] || volumes=$count; done <<END
$told
END
if [ "$state" = absent ]; then
  [ -n "$volumes" ] || exit 0
  [ "$volumes" = 0 ] || [ -n "$force" ] ||
    fail "Refuse to remove non-empty volume group $vg without force=true"
  change "$vg"
  attempt "Failed to remove volume group $vg" vgremove --force "$vg"
  exit 0
fi
newline='
'
has_line() { case "$newline$1" in *"$newline$2$newline"*) ;; *) return 1 ;; esac; }
wanted= members= growing= leaving=
for device; do
  [ -e "$device" ] || fail "Device $device not found."
  resolve "$device"
  wanted=$wanted$r$newline
done
ask pvs -o pv_name,vg_name,dev_size,pv_size,pe_start,vg_extent_size --units b ||
  fail "Failed executing pvs command: $said"
while IFS=';' read -r name group device_size size start extent; do
  [ -n "$name" ] || continue
  resolve "$name"
  if ! has_line "$wanted" "$r"; then
    [ "$group" != "$vg" ] || leaving="$leaving $name"
  elif [ "$group" = "$vg" ]; then
    members=$members$r$newline
    [ $((device_size - start - size)) -lt "$extent" ] || growing="$growing $name"
  elif [ -n "$group" ]; then
    fail "Device $name is already in $group volume group."
  fi
done <<END
$told
END
for device; do
  shift
  resolve "$device"
  has_line "$members" "$r" || set -- "$@" "$device"
done
if [ -n "$resize" ]; then
  for device in $growing; do
    change "$device"
    attempt "Failed executing pvresize command" pvresize "$device"
  done
fi
for device; do
  change "$device"
  make_volume "$device"
done
if [ -z "$volumes" ]; then
  make_group "$vg" "$@"
elif [ $# -gt 0 ]; then
  attempt "Unable to extend $vg by $*" vgextend "$vg" "$@"
fi
if [ -n "$leaving" ]; then
  change $leaving
  attempt "Unable to reduce $vg by$leaving" vgreduce --force "$vg" $leaving
fi
exit 0`);
