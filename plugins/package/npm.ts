/**
 * The action `npm`: packages of Node.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/npm_module.html
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
import { expandingWord } from "../command/expansion.ts";
import { splitCommand } from "../command/shlex.ts";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: { type: "str", description: "The package; what package.json lists, if absent." },
  path: { type: "path", description: "Where it is installed." },
  version: { type: "str", description: "Its version." },
  global: {
    type: "bool",
    description: "Whether it is installed for all.",
    default: false,
  },
  executable: { type: "path", description: "The npm." },
  ignore_scripts: {
    type: "bool",
    description: "Whether scripts of packages are left out.",
    default: false,
  },
  unsafe_perm: {
    type: "bool",
    description: "Whether scripts run with the rights of root.",
    default: false,
  },
  ci: {
    type: "bool",
    description: "Whether exactly what package-lock.json lists is installed.",
    default: false,
  },
  production: {
    type: "bool",
    description: "Whether what only development needs is left out.",
    default: false,
  },
  registry: { type: "str", description: "Where packages come from." },
  state: {
    type: "str",
    description: "What it is to be.",
    choices: ["present", "absent", "latest"],
    default: "present",
  },
  no_optional: {
    type: "bool",
    description: "Whether what is optional is left out.",
    default: false,
  },
  no_bin_links: {
    type: "bool",
    description: "Whether programs get no links.",
    default: false,
  },
  force: {
    type: "bool",
    description: "Whether npm goes on where it would stop.",
    default: false,
  },
} as const;

type NpmArguments = Arguments<typeof SPECS>;

/** Installs packages of Node, and removes them. */
export const npm = defineAction({
  name: "npm",
  summary: "Installs packages of Node, and removes them.",
  arguments: SPECS,
  supportsCheck: true,
  examples: [
    "- npm:\n    path: /opt/app",
    "- npm:\n    name: pm2\n    version: '5.3'\n    global: true",
  ],
  async run(args, task): Promise<TaskResult> {
    const { name, path, global, state, version } = args;
    if (path === undefined && !global) {
      throw new TaskFailure("path must be specified when not using global");
    }
    if (name === undefined && state === "absent") {
      throw new TaskFailure("uninstalling a package is only available for named packages");
    }
    const script = npmScript(args, task.check);
    const report = readReport(await task.script(script));
    return { changed: report.changed, values: { name: name ?? null, version: version ?? null } };
  },
});

function npmScript(args: NpmArguments, check: boolean): ShellText {
  const { name, version, path, executable, state } = args;
  const flags = [
    ...(args.global ? ["--global"] : []),
    ...(args.production && name === undefined ? ["--production"] : []),
    ...(args.ignore_scripts ? ["--ignore-scripts"] : []),
    ...(args.unsafe_perm ? ["--unsafe-perm"] : []),
    ...(args.no_optional ? ["--no-optional"] : []),
    ...(args.no_bin_links ? ["--no-bin-links"] : []),
    ...(args.force ? ["--force"] : []),
    ...(args.registry === undefined ? [] : ["--registry", args.registry]),
  ];
  const command = executable === undefined ? ["npm"] : splitCommand(executable);
  return targetScript({
    check,
    state,
    ci: args.ci,
    path: path === undefined ? "" : expandingWord(path),
    name: name ?? "",
    version: version ?? "",
    spec: name === undefined ? "" : version === undefined ? name : `${name}@${version}`,
    global: args.global,
  }, [sh`npm() { command ${command} "$@"; }`, sh`set -- ${flags}`, SCRIPT]);
}

/** What is there is told by `npm list`, also where something is missing; the flags are `$@`. */
const SCRIPT = new ShellText(`
command -v npm >/dev/null 2>&1 || fail "There is no npm on the target"
if [ -n "$path" ] && [ -z "$global" ]; then
  if [ ! -d "$path" ]; then
    [ "$state" != absent ] || exit 0
    change directory
    [ -z "$check" ] || exit 0
    mkdir -p -- "$path" || fail "Cannot make $path"
  fi
  cd "$path" || fail "path $path is not a directory"
fi
run_npm() {
  [ -n "$check" ] && return
  said=$(npm "$@" 2>&1 </dev/null) || fail "npm $* failed: $said"
}
list() { npm list --depth=0 --parseable --long \${global:+--global} 2>/dev/null; }
listed=$(list)
has_package() {
  printf '%s\\n' "$listed" | sed 's/^[^:]*://' | while IFS= read -r line; do
    case $line in
      *MISSING* | *missing* | *extraneous-*) ;;
      "$name@"*)
        [ -n "$version" ] || exit 1
        is=\${line#"$name@"}; is=\${is%%:*}
        [ "$is" != "\${version#v}" ] || exit 1 ;;
    esac
  done
  [ $? = 1 ]
}
problems() { npm list --depth=0 \${global:+--global} 2>&1 | grep -qiE 'missing|UNMET|invalid'; }
if [ -n "$ci" ]; then change packages; run_npm ci "$@"; exit 0; fi
case $state in
  present)
    if [ -n "$name" ]; then
      has_package || { change packages; run_npm install "$@" "$spec"; }
    elif [ ! -d node_modules ] || problems; then change packages; run_npm install "$@"
    fi ;;
  latest)
    if [ -n "$name" ] && ! has_package; then change packages; run_npm install "$@" "$spec"
    elif [ -n "$(npm outdated --parseable \${global:+--global} $name 2>/dev/null)" ]; then
      change packages
      if [ -n "$name" ]; then run_npm install "$@" "$name@latest"; else run_npm update "$@"; fi
    elif [ -z "$name" ] && problems; then change packages; run_npm install "$@"
    fi ;;
  absent)
    version=
    ! has_package || { change packages; run_npm uninstall "$@" "$name"; } ;;
esac
exit 0`);
