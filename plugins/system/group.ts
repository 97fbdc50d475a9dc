/**
 * The action `group`: groups of users.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/group_module.html
 * @module
 */
import { type Arguments, defineAction, ShellText, type TaskResult } from "@shep/sdk";
import { readReport, targetScript } from "../file/target.ts";
import { ENTRIES } from "./accounts.ts";

const SPECS = {
  name: { type: "str", description: "The group.", required: true },
  gid: { type: "int", description: "Its number." },
  state: {
    type: "str",
    description: "Whether it is to be there.",
    choices: ["absent", "present"],
    default: "present",
  },
  force: {
    type: "bool",
    description: "Whether it is removed even if it is a user's primary group.",
    default: false,
  },
  system: { type: "bool", description: "Whether it is a system's group.", default: false },
  local: {
    type: "bool",
    description: "Whether only /etc/group is looked at, and libuser's programs change it.",
    default: false,
  },
  non_unique: {
    type: "bool",
    description: "Whether another group may have the same number.",
    default: false,
  },
  gid_min: { type: "int", description: "The least number that a new group may get." },
  gid_max: { type: "int", description: "The greatest number that a new group may get." },
} as const;

/** Makes sure that a group is there, or is not. */
export const group = defineAction({
  name: "group",
  summary: "Makes sure that a group of users is there, or is not.",
  arguments: SPECS,
  constraints: [
    { requiredIf: ["gid"], when: "non_unique", equals: true },
    { mutuallyExclusive: ["gid", "gid_min"] },
    { mutuallyExclusive: ["gid", "gid_max"] },
  ],
  supportsCheck: true,
  examples: ["- group:\n    name: deploy\n    gid: 1400"],
  returns: {
    gid: "Its number.",
    name: "Its name.",
    state: "Whether it is there.",
    system: "Whether it was to be a system's group.",
  },
  async run(args, task): Promise<TaskResult> {
    const report = readReport(await task.script(groupScript(args, task.check)), {
      name: args.name,
    });
    const gid = report.get("gid");
    return {
      changed: report.changed,
      values: {
        name: args.name,
        state: args.state,
        ...(args.state === "absent" ? {} : { system: args.system }),
        ...(gid === undefined ? {} : { gid: Number(gid) }),
      },
    };
  },
});

/** The script: it looks the group up, and adds, changes or removes it. */
export function groupScript(args: Arguments<typeof SPECS>, check: boolean): ShellText {
  const { gid, gid_min, gid_max, ...rest } = args;
  const variables = { ...rest, gid: gid ?? "", gid_min: gid_min ?? "", gid_max: gid_max ?? "" };
  return targetScript({ ...variables, check }, [ENTRIES, SCRIPT]);
}

const SCRIPT = new ShellText(`
tool() {
  [ -n "$check" ] && return
  tool=\${local:+l}$1; shift
  has "$tool" || fail "There is no $tool on the target, which this needs"
  "$tool" "$@" >&2 || fail "$tool failed"
}
add() {
  set --
  [ -z "$gid" ] || set -- -g "$gid"
  if [ -z "$local" ] && ! has groupadd && has addgroup; then
    [ -z "$system" ] || set -- "$@" -S
    run addgroup "$@" "$name" >&2 || fail "addgroup failed"
    return
  fi
  [ -z "$non_unique" ] || [ -z "$gid" ] || set -- "$@" -o
  [ -z "$system" ] || set -- "$@" -r
  [ -z "$gid_min" ] || set -- "$@" -K "GID_MIN=$gid_min"
  [ -z "$gid_max" ] || set -- "$@" -K "GID_MAX=$gid_max"
  tool groupadd "$@" "$name"
}
del() {
  if [ -z "$local" ] && ! has groupdel && has delgroup; then
    run delgroup "$name" >&2 || fail "delgroup failed"
    return
  fi
  set --
  [ -z "$force" ] || set -- -f
  tool groupdel "$@" "$name"
}
old=$(entry group "$name")
if [ "$state" = absent ]; then
  [ -n "$old" ] || exit 0
  change group present absent
  del
  exit 0
fi
if [ -z "$old" ]; then
  change group absent present
  add
else
  is=\${old#*:*:} is=\${is%%:*}
  if [ -n "$gid" ] && [ "$gid" != "$is" ]; then
    change gid "$is" "$gid"
    set -- -g "$gid"
    [ -z "$non_unique" ] || set -- "$@" -o
    tool groupmod "$@" "$name"
  fi
fi
now=$(entry group "$name") || exit 0
now=\${now#*:*:}
say gid "\${now%%:*}"`);
