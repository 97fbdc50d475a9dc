/**
 * The action `pacman`: packages of Arch.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/pacman_module.html
 * @module
 */
import { type Arguments, defineAction, sh, ShellText, type TaskResult } from "@shep/sdk";
import { splitLines } from "../command/output.ts";
import { splitCommand } from "../command/shlex.ts";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: {
    type: "list",
    elements: "str",
    description: "The packages: names, groups, files or addresses.",
    aliases: ["package", "pkg"],
  },
  state: {
    type: "str",
    description: "What they are to be.",
    choices: ["absent", "installed", "latest", "present", "removed"],
    default: "present",
  },
  force: {
    type: "bool",
    description: "Whether lists are fetched that are new, and what is needed is removed.",
    default: false,
  },
  remove_nosave: {
    type: "bool",
    description: "Whether settings go without a copy.",
    default: false,
  },
  executable: { type: "str", description: "The program.", default: "pacman" },
  extra_args: { type: "str", description: "Further words for it.", default: "" },
  update_cache: { type: "bool", description: "Whether the lists of packages are fetched first." },
  update_cache_extra_args: { type: "str", description: "Further words for that.", default: "" },
  upgrade: { type: "bool", description: "Whether all packages are upgraded." },
  upgrade_extra_args: { type: "str", description: "Further words for that.", default: "" },
  reason: {
    type: "str",
    description: "Why the packages are said to be there.",
    choices: ["dependency", "explicit"],
  },
  reason_for: {
    type: "str",
    description: "Whether that is said of new packages only.",
    choices: ["all", "new"],
    default: "new",
  },
} as const;

type PacmanArguments = Arguments<typeof SPECS>;

/** Installs, upgrades and removes packages of Arch. */
export const pacman = defineAction({
  name: "pacman",
  summary: "Installs, upgrades and removes packages of Arch.",
  arguments: SPECS,
  constraints: [
    { requiredOneOf: ["name", "update_cache", "upgrade"] },
    { mutuallyExclusive: ["name", "upgrade"] },
  ],
  supportsCheck: true,
  examples: ["- pacman:\n    name: [nginx, base-devel]\n    update_cache: true"],
  returns: {
    packages: "The packages that were changed.",
    cache_updated: "Whether the lists changed.",
  },
  async run(args, task): Promise<TaskResult> {
    const report = readReport(await task.script(pacmanScript(args, task.check)));
    const stdout = report.all("stdout").map((text) => `${text}\n`).join("");
    const packages = (report.get("packages") ?? "").split(/\s+/).filter((name) => name !== "");
    return {
      changed: report.changed,
      values: {
        packages,
        msg: messages(args, packages.length, task.check),
        stdout,
        stdout_lines: splitLines(stdout),
        stderr: "",
        stderr_lines: [],
        ...(args.update_cache ? { cache_updated: report.get("cache_updated") === "1" } : {}),
      },
    };
  },
});

/** In Ansible's words. */
function messages(args: PacmanArguments, count: number, check: boolean): string {
  const lists = check ? "Would have updated the package db" : "Updated package db";
  return [
    ...(args.update_cache ? [lists] : []),
    ...(args.upgrade || args.name !== undefined ? [packagesMessage(args, count, check)] : []),
  ].join("\n");
}

function packagesMessage(
  { state, upgrade }: PacmanArguments,
  count: number,
  check: boolean,
): string {
  if (upgrade) {
    if (count === 0) return "Nothing to upgrade";
    return check ? `${count} packages would have been upgraded` : "System upgraded";
  }
  const goes = state === "absent" || state === "removed";
  if (count === 0) return `package(s) already ${goes ? "absent" : "installed"}`;
  if (check) return `Would have ${goes ? "removed" : "installed"} ${count} packages`;
  return `${goes ? "Removed" : "Installed"} ${count} package(s)`;
}

function pacmanScript(args: PacmanArguments, check: boolean): ShellText {
  const { state, force, remove_nosave, reason } = args;
  return targetScript({
    check,
    state: state === "installed" ? "present" : state === "removed" ? "absent" : state,
    force,
    nosave: remove_nosave,
    tool: args.executable,
    update: args.update_cache ?? false,
    upgrade: args.upgrade ?? false,
    reason: reason === undefined ? "" : reason === "dependency" ? "--asdeps" : "--asexplicit",
    reason_all: args.reason_for === "all",
  }, [
    sh`extra() { "$@" ${splitCommand(args.extra_args)}; }`,
    sh`update_extra() { "$@" ${splitCommand(args.update_cache_extra_args)}; }`,
    sh`upgrade_extra() { "$@" ${splitCommand(args.upgrade_extra_args)}; }`,
    sh`set -- ${(args.name ?? []).map((each) => each.trim()).filter((each) => each !== "")}`,
    SCRIPT,
  ]);
}

/** What is a group stands for all that is in it. */
const SCRIPT = new ShellText(`
export LC_ALL=C
command -v "$tool" >/dev/null 2>&1 || fail "Failed to find required executable \\"$tool\\" on the target"
work() {
  [ -z "$check" ] || return 0
  said=$("$@" 2>&1 </dev/null) || {
    say failure "rc $?"; words=$*; fail "'\${words#*extra }' failed: $said"
  }
  say stdout "$said"
}
if [ -n "$update" ]; then
  lists=$(pacman-conf DBPath 2>/dev/null) || lists=/var/lib/pacman
  listed() { cat "$lists"/sync/*.db 2>/dev/null | cksum; }
  new=$check old=$(listed)
  work update_extra "$tool" --sync --refresh \${force:+--refresh} --noconfirm
  [ "$old" = "$(listed)" ] || new=1
  say cache_updated "\${new:-0}"
  [ $# != 0 ] || [ -n "$upgrade" ] || [ -z "$new" ] || change cache
fi
outdated() { "$tool" -Qu "$@" 2>/dev/null | grep -v '\\[ignored\\]' | sed 's/ .*//'; }
if [ -n "$upgrade" ]; then
  names=$(outdated)
  [ -n "$names" ] || exit 0
  change packages
  say packages "$(echo $names)"
  work upgrade_extra "$tool" --sync --sysupgrade --noconfirm --quiet
  exit 0
fi
names= files= all=
for each; do
  case $each in
    *://* | *.pkg.tar*)
      [ "$state" = absent ] || {
        info=$("$tool" -Qp "$each" 2>/dev/null) || [ -n "$check" ] || info=
        [ -n "$info" ] && [ "$info" = "$("$tool" -Q "\${info%% *}" 2>/dev/null)" ] || files="$files $each"
      }
      continue ;;
  esac
  if [ "$state" = absent ]; then members=$("$tool" -Qgq "$each" 2>/dev/null)
  else members=$("$tool" -Sgq "$each" 2>/dev/null)
  fi
  for name in \${members:-$each}; do
    all="$all $name"
    is=absent; "$tool" -Q "\${name##*/}" >/dev/null 2>&1 && is=present
    case $state-$is in
      present-absent | latest-absent | absent-present) names="$names $name" ;;
      latest-present) [ -z "$(outdated "$name")" ] || names="$names $name" ;;
    esac
  done
done
[ -z "$names$files" ] || change packages
# All that comes or goes with them; what there is not, and what others need, fails here already.
packages=
plan() {
  r=$(extra "$tool" "$@" 2>/dev/null </dev/null) && packages="$packages $(printf '%s\\n' "$r" | sed '/ /d')" || {
    code=$? said=$(extra "$tool" "$@" 2>&1 </dev/null)
    say failure "rc $code"; fail "'$tool $*' failed: $said"
  }
}
set -- \${force:+--nodeps --nodeps}
case $state in
  absent)
    [ -z "$names" ] || {
      plan --remove --noconfirm --print-format %n-%v "$@" $names
      work extra "$tool" --remove --noconfirm --noprogressbar "$@" \${nosave:+--nosave} $names
    } ;;
  *)
    [ -z "$names" ] || {
      plan --sync --needed --print-format %n $names
      work extra "$tool" --sync --noconfirm --noprogressbar --needed $names
    }
    [ -z "$files" ] || {
      plan --upgrade --needed --print-format %n $files
      work extra "$tool" --upgrade --noconfirm --noprogressbar --needed $files
    } ;;
esac
if [ -n "$reason" ] && [ "$state" != absent ]; then
  [ -n "$reason_all" ] && said_of=$all || said_of=$names
  for name in $said_of; do
    case $reason in --asdeps) "$tool" -Qd "$name" ;; *) "$tool" -Qe "$name" ;; esac >/dev/null 2>&1 && continue
    change reason
    case " $packages " in *" $name "*) ;; *) packages="$packages $name" ;; esac
    work "$tool" --database "$reason" "$name"
  done
fi
say packages "$(echo $packages)"
exit 0`);
