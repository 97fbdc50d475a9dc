/**
 * The action `zypper`: packages of SUSE.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/zypper_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  sh,
  ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { splitLines } from "../command/output.ts";
import { splitCommand } from "../command/shlex.ts";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: {
    type: "list",
    elements: "str",
    description: "The packages: names, `name=version`, `-name`, files, addresses, `*` for all.",
    required: true,
    aliases: ["pkg"],
  },
  state: {
    type: "str",
    description: "What they are to be.",
    choices: ["present", "latest", "absent", "dist-upgrade", "installed", "removed"],
    default: "present",
  },
  type: {
    type: "str",
    description: "What is meant by the names.",
    choices: ["package", "patch", "pattern", "product", "srcpackage", "application"],
    default: "package",
  },
  extra_args_precommand: { type: "str", description: "Further words before the command." },
  extra_args: { type: "str", description: "Further words after it." },
  disable_gpg_check: {
    type: "bool",
    description: "Whether packages may be installed that nobody signed.",
    default: false,
  },
  auto_import_keys: {
    type: "bool",
    description: "Whether new keys of repositories are trusted.",
    default: false,
  },
  disable_recommends: {
    type: "bool",
    description: "Whether what is recommended is left out.",
    default: true,
  },
  force: {
    type: "bool",
    description: "Whether packages are installed again.",
    default: false,
  },
  force_resolution: {
    type: "bool",
    description: "Whether zypper decides by itself what goes.",
    default: false,
  },
  update_cache: {
    type: "bool",
    description: "Whether the lists of packages are fetched first.",
    default: false,
    aliases: ["refresh"],
  },
  oldpackage: {
    type: "bool",
    description: "Whether an older version may replace a newer one.",
    default: false,
  },
  allow_vendor_change: {
    type: "bool",
    description: "Whether a package may come from somebody else.",
    default: false,
  },
  replacefiles: {
    type: "bool",
    description: "Whether files of other packages are replaced.",
    default: false,
  },
  clean_deps: {
    type: "bool",
    description: "Whether what is no longer needed is removed.",
    default: false,
  },
  simple_errors: {
    type: "bool",
    description: "Whether only what zypper says of the error is told; it always is.",
    default: false,
  },
  quiet: { type: "bool", description: "Whether zypper says little.", default: true },
} as const;

type ZypperArguments = Arguments<typeof SPECS>;

/** Installs, upgrades and removes packages of SUSE. */
export const zypper = defineAction({
  name: "zypper",
  summary: "Installs, upgrades and removes packages of SUSE.",
  arguments: SPECS,
  supportsCheck: true,
  examples: ["- zypper:\n    name: [nginx, php8]\n    state: latest"],
  async run(args, task): Promise<TaskResult> {
    const everything = args.name.includes("*");
    if (everything && args.name.length > 1) {
      throw new TaskFailure("'*' stands for all packages, and for nothing else beside it");
    }
    const report = readReport(await task.script(zypperScript(args, everything, task.check)));
    const stdout = report.all("stdout").join("\n");
    return {
      changed: report.changed,
      values: {
        name: args.name,
        state: args.state,
        update_cache: args.update_cache,
        rc: 0,
        stdout,
        stdout_lines: splitLines(stdout),
        stderr: "",
        stderr_lines: [],
      },
    };
  },
});

function zypperScript(args: ZypperArguments, everything: boolean, check: boolean): ShellText {
  const { state, type } = args;
  const before = [
    "--non-interactive",
    ...(args.quiet && !check ? ["--quiet"] : []),
    ...(args.disable_gpg_check ? ["--no-gpg-checks"] : []),
    ...(args.auto_import_keys ? ["--gpg-auto-import-keys"] : []),
    ...splitCommand(args.extra_args_precommand ?? ""),
  ];
  const installs = [
    ...(type === "package" ? [] : ["--type", type]),
    "--auto-agree-with-licenses",
    ...(args.disable_recommends ? ["--no-recommends"] : []),
    ...(args.force ? ["--force"] : []),
    ...(args.force_resolution ? ["--force-resolution"] : []),
    ...(args.oldpackage ? ["--oldpackage"] : []),
    ...(args.allow_vendor_change ? ["--allow-vendor-change"] : []),
    ...(args.replacefiles ? ["--replacefiles"] : []),
    ...splitCommand(args.extra_args ?? ""),
  ];
  const upgrades = installs.filter((word) => word !== "--force" && word !== "--oldpackage");
  const removes = [
    ...(type === "package" ? [] : ["--type", type]),
    ...(args.clean_deps ? ["--clean-deps"] : []),
    ...splitCommand(args.extra_args ?? ""),
  ];
  return targetScript({
    check,
    state: state === "installed" ? "present" : state === "removed" ? "absent" : state,
    plain: type === "package" && !args.force,
    everything,
    refresh: args.update_cache,
  }, [
    sh`ask() { zypper ${before} "$@" 2>&1 </dev/null; }`,
    new ShellText(`installing() { work install ${sh`${installs}`} "$@"; }`),
    new ShellText(`upgrading() { verb=$1; shift; work "$verb" ${sh`${upgrades}`} "$@"; }`),
    new ShellText(`removing() { work remove ${sh`${removes}`} "$@"; }`),
    sh`set -- ${everything ? [] : args.name.map((each) => each.replaceAll(/\s/g, ""))}`,
    SCRIPT,
  ]);
}

/** zypper ends with 100 and more where something is to be done besides, such as a restart. */
const SCRIPT = new ShellText(`
export LC_ALL=C
command -v zypper >/dev/null 2>&1 || fail 'Failed to find required executable "zypper" on the target'
if [ -n "$refresh" ] && [ -z "$check" ]; then
  said=$(ask refresh) || fail "Zypper failed to refresh: $said"
fi
installed() { rpm -qa --qf '%{NAME} %{VERSION}-%{RELEASE}\\n' 2>/dev/null | sort; }
work() {
  before=$(installed)
  verb=$1; shift
  said=$(ask "$verb" \${check:+--dry-run} "$@")
  code=$?
  say stdout "$said"
  case $code in
    0 | 102 | 103 | 106) ;;
    104) case $verb in remove) return ;; esac; say failure "rc $code"; fail "Zypper run command failed with return code $code: $said" ;;
    *) say failure "rc $code"; fail "Zypper run command failed with return code $code: $said" ;;
  esac
  if [ -n "$check" ]; then
    case $said in *" to install"* | *" to upgrade"* | *" to downgrade"* | *" to remove"*) change packages ;; esac
  elif [ "$before" != "$(installed)" ]; then change packages
  fi
}
if [ "$state" = dist-upgrade ]; then upgrading dist-upgrade; exit 0; fi
if [ -n "$everything" ]; then
  [ "$state" = latest ] || fail "'*' is for state=latest and state=dist-upgrade"
  upgrading update
  exit 0
fi
has_package() {
  case $1 in
    *=*) rpm -q "\${1%%=*}-\${1#*=}" >/dev/null 2>&1 ;;
    *[\\<\\>]* | */* | *.rpm) return 1 ;;
    *) rpm -q "$1" >/dev/null 2>&1 || rpm -q --whatprovides "$1" >/dev/null 2>&1 ;;
  esac
}
names= gone=
for each; do
  case $each in -*) each=\${each#-}; wanted=absent ;; +*) each=\${each#+}; wanted=$state ;; *) wanted=$state ;; esac
  is=absent; [ -z "$plain" ] || ! has_package "$each" || is=present
  [ "$wanted" != absent ] || { [ "$is" = absent ] && [ -n "$plain" ] && continue; gone="$gone $each"; continue; }
  case $state-$is in present-present) ;; *) names="$names $each" ;; esac
done
[ -z "$gone" ] || removing $gone
[ -z "$names" ] || installing $names
exit 0`);
