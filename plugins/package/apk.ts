/**
 * The action `apk`: packages of Alpine.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/apk_module.html
 * @module
 */
import { defineAction, sh, ShellText, type TaskResult } from "@shep/sdk";
import { splitLines } from "../command/output.ts";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: {
    type: "list",
    elements: "str",
    description: "The packages; `name=version`, `name~version` and the like.",
  },
  state: {
    type: "str",
    description: "What they are to be.",
    choices: ["present", "absent", "latest", "installed", "removed"],
    default: "present",
  },
  available: {
    type: "bool",
    description: "Whether an upgrade may also go back to an older version.",
    default: false,
  },
  no_cache: {
    type: "bool",
    description: "Whether nothing that was fetched is used, or kept.",
    default: false,
  },
  repository: {
    type: "list",
    elements: "str",
    description: "The only repositories that are used.",
  },
  update_cache: {
    type: "bool",
    description: "Whether the lists of packages are fetched first.",
    default: false,
  },
  upgrade: { type: "bool", description: "Whether all packages are upgraded.", default: false },
  world: {
    type: "str",
    description: "The file that lists what was asked for.",
    default: "/etc/apk/world",
  },
} as const;

/** Installs, upgrades and removes packages of Alpine. */
export const apk = defineAction({
  name: "apk",
  summary: "Installs, upgrades and removes packages of Alpine.",
  arguments: SPECS,
  constraints: [
    { requiredOneOf: ["name", "update_cache", "upgrade"] },
    { mutuallyExclusive: ["name", "upgrade"] },
  ],
  supportsCheck: true,
  examples: ["- apk:\n    name: [nginx, php83~8.3]\n    update_cache: true"],
  returns: { packages: "The packages that were changed." },
  async run(args, task): Promise<TaskResult> {
    const { name = [], state, available, no_cache, repository = [], world } = args;
    const options = [
      ...repository.flatMap((each) => ["--repository", each]),
      ...(repository.length === 0 ? [] : ["--repositories-file", "/dev/null"]),
      ...(no_cache ? ["--no-cache"] : []),
    ];
    const script = targetScript({
      check: task.check,
      state: STATES[state],
      available,
      update: args.update_cache,
      upgrade: args.upgrade,
      world,
    }, [
      sh`ask() { apk ${options} "$@" 2>&1 </dev/null; }`,
      sh`set -- ${name.map((each) => each.trim()).filter((each) => each !== "")}`,
      SCRIPT,
    ]);
    const report = readReport(await task.script(script));
    const stdout = report.all("stdout").map((text) => `${text}\n`).join("");
    return {
      changed: report.changed,
      values: {
        msg: message(args, report.changed, report.get("names") ?? ""),
        stdout,
        stdout_lines: splitLines(stdout),
        stderr: "",
        stderr_lines: [],
        packages: changedPackages(stdout),
      },
    };
  },
});

/** In Ansible's words; `names` are those that were not as they are to be. */
function message(
  { state, upgrade, name }: { state: keyof typeof STATES; upgrade: boolean; name?: string[] },
  changed: boolean,
  names: string,
): string {
  if (upgrade) return changed ? "upgraded packages" : "packages already upgraded";
  if (name === undefined) return "updated repository indexes";
  const done = STATES[state] === "absent" ? "removed" : "installed";
  return changed ? `${done} ${names} package(s)` : `package(s) already ${done}`;
}

const STATES = {
  present: "present",
  installed: "present",
  absent: "absent",
  removed: "absent",
  latest: "latest",
} as const;

/** Lines of `(1/2) Installing name (version)`. */
export function changedPackages(stdout: string): string[] {
  return [...stdout.matchAll(/^\(\d+\/\d+\) \S+ (\S+)/gm)].map(([, name]) => name!);
}

/**
 * What is there only because something needs it is not in the list of what was asked for, and counts
 * as missing; so does what is listed otherwise than with the version that is asked for.
 */
const SCRIPT = new ShellText(`
command -v apk >/dev/null 2>&1 || fail 'Failed to find required executable "apk" on the target'
if [ -n "$update" ]; then
  [ -n "$check" ] || said=$(ask update) || fail "could not update package db: $said"
  [ $# != 0 ] || [ -n "$upgrade" ] || change cache
fi
work() {
  said=$(ask \${check:+--simulate} "$@") || fail "'apk $*' failed: $said"
  say stdout "$said"
  case $said in *"(1/"*) change packages ;; esac
}
if [ -n "$upgrade" ]; then work upgrade \${available:+--available}; exit 0; fi
listed() {
  case $1 in
    *[\\<\\>=~@]*) grep -qsxF -e "$1" "$world" ;;
    *) grep -qsx -e "$1\\([<>=~@].*\\)\\{0,1\\}" "$world" ;;
  esac
}
names=
for each; do
  is=absent
  apk info -e "$each" >/dev/null 2>&1 && { [ "$state" = absent ] || listed "$each"; } && is=present
  case $state-$is in present-present | absent-absent) ;; *) names="$names $each" ;; esac
  case $state-$is in present-absent) ! apk info -e "$each" >/dev/null 2>&1 || change world ;; esac
done
[ -n "$names" ] || exit 0
say names "\${names# }"
case $state in
  present) work add $names ;;
  latest) work add --upgrade $names ;;
  absent)
    work del $names
    case $said in *"not removed due to"*) fail "failed to remove$names package(s): $said" ;; esac ;;
esac
exit 0`);
