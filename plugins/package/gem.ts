/**
 * The action `gem`: packages of Ruby.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/gem_module.html
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
  name: { type: "str", description: "The gem.", required: true },
  state: {
    type: "str",
    description: "What it is to be.",
    choices: ["present", "absent", "latest"],
    default: "present",
  },
  version: { type: "str", description: "Its version, or what the version has to meet (`~> 1.2`)." },
  gem_source: { type: "path", description: "A file on the target that it is installed from." },
  repository: {
    type: "str",
    description: "The address that it comes from.",
    aliases: ["source"],
  },
  include_dependencies: {
    type: "bool",
    description: "Whether the gems that it needs are installed with it.",
    default: true,
  },
  include_doc: {
    type: "bool",
    description: "Whether its documentation is made.",
    default: false,
  },
  pre_release: {
    type: "bool",
    description: "Whether versions before a release are taken, too.",
    default: false,
  },
  user_install: {
    type: "bool",
    description: "Whether it is the user's own; for all users, if not.",
    default: true,
  },
  install_dir: {
    type: "path",
    description: "A directory of gems of its own; needs `user_install: false`.",
  },
  bindir: { type: "path", description: "Where its programs are put." },
  env_shebang: {
    type: "bool",
    description: "Whether its programs find Ruby by /usr/bin/env.",
    default: false,
  },
  norc: {
    type: "bool",
    description: "Whether `.gemrc` files are left unread; RubyGems before 2.5.2 reads them always.",
    default: true,
  },
  build_flags: { type: "str", description: "Words for the build of what is not Ruby in it." },
  force: {
    type: "bool",
    description: "Whether what depends on it, or it on, does not matter.",
    default: false,
  },
  executable: { type: "path", description: "The gem program." },
} as const;

type GemArguments = Arguments<typeof SPECS>;

/** Installs packages of Ruby, and removes them. */
export const gem = defineAction({
  name: "gem",
  summary: "Installs packages of Ruby, and removes them.",
  arguments: SPECS,
  constraints: [
    { mutuallyExclusive: ["gem_source", "repository"] },
    { mutuallyExclusive: ["gem_source", "version"] },
  ],
  supportsCheck: true,
  examples: [
    "- gem:\n    name: rake\n    version: '13.0'",
    "- gem:\n    name: bundler\n    state: latest\n    user_install: false",
    "- gem:\n    name: app\n    gem_source: /srv/app-1.0.gem",
  ],
  returns: {
    name: "The gem.",
    state: "What it is to be.",
    version: "The version that was asked for, or the latest there is.",
  },
  async run(args, task): Promise<TaskResult> {
    const { name, state } = args;
    refuseContradictions(args);
    const report = readReport(await task.script(gemScript(args, task.check)), { name, state });
    const version = report.get("version");
    return {
      changed: report.changed,
      values: { name, state, ...(version === undefined ? {} : { version }) },
    };
  },
});

/** @throws {TaskFailure} For arguments that cannot all be met. */
function refuseContradictions(
  { state, version, gem_source, install_dir, user_install }: GemArguments,
): void {
  if (state === "latest" && version !== undefined) {
    throw new TaskFailure("Cannot specify version when state=latest");
  }
  if (state === "latest" && gem_source !== undefined) {
    throw new TaskFailure("Cannot maintain state=latest when installing from local source");
  }
  if (install_dir !== undefined && user_install) {
    throw new TaskFailure("install_dir requires user_install=false");
  }
}

function gemScript(args: GemArguments, check: boolean): ShellText {
  const { name, build_flags } = args;
  const path = (value: string | undefined): ShellText | string =>
    value === undefined ? "" : expandingWord(value);
  const flags = [
    args.user_install ? "--user-install" : "--no-user-install",
    ...(args.include_dependencies ? [] : ["--ignore-dependencies"]),
    ...(args.include_doc ? [] : ["--no-document"]),
    ...(args.pre_release ? ["--pre"] : []),
    ...(args.env_shebang ? ["--env-shebang"] : []),
  ];
  const build = build_flags === undefined ? [] : ["--", ...splitCommand(build_flags)];
  return targetScript({
    check,
    state: args.state,
    name,
    version: args.version,
    file: path(args.gem_source),
    source: args.repository,
    directory: path(args.install_dir),
    bin: path(args.bindir),
    gem: path(args.executable ?? "gem"),
    norc: args.norc ? "--norc" : "",
    force: args.force ? "--force" : "",
    pre: args.pre_release,
  }, [
    FUNCTIONS,
    sh`install_gem() { run_gem install "$@" ${flags} "\${file:-$name}" ${build}; }`,
    WORK,
  ]);
}

/**
 * `gem list` prints `NAME (VERSION [PLATFORM], default: VERSION)`. What came with Ruby itself is
 * listed everywhere, and in no directory of its own.
 */
const FUNCTIONS = new ShellText(`
command -v "$gem" >/dev/null 2>&1 || fail "There is no $gem on the target"
[ -z "$directory" ] || export GEM_HOME="$directory" GEM_PATH="$directory"
list() { "$gem" list $norc "$@" "^$name\\$" </dev/null; }
versions() {
  while IFS= read -r line; do
    case $line in "$name ("*")") line=\${line#*\\(}; printf '%s\\n' "\${line%)}" ;; esac
  done | tr , '\\n' | sed -e 's/^ *//' \${directory:+-e /^default:/d} -e 's/^default: *//' -e 's/ .*//'
}
look_for_gem() { installed=$(printf '%s\\n' "$listed" | versions); }
has_gem() {
  [ -n "$installed" ] || return 1
  case $version in
    "") ;;
    *[!0-9A-Za-z.-]*) list --installed --version "$version" >/dev/null 2>&1 ;;
    *) printf '%s\\n' "$installed" | grep -Fqx -e "$version" ;;
  esac
}
find_latest() {
  said=$(list --remote \${source:+--source "$source"} \${pre:+--all --prerelease} 2>&1)
  version=$(printf '%s\\n' "$said" | versions | head -n 1)
  [ -n "$version" ] || fail "There is no gem '$name' at \${source:-the sources of gems}: $said"
}
run_gem() {
  [ -z "$check" ] || return 0
  said=$("$gem" "$@" 2>&1 </dev/null)
  code=$?
  [ "$code" = 0 ] || { say failure "rc $code"; fail "gem $1 of $name failed: $said"; }
}`);

const WORK = new ShellText(`
listed=$(list 2>/dev/null) || { norc=; listed=$(list 2>&1) || fail "gem list failed: $listed"; }
look_for_gem
[ "$state" != latest ] || find_latest
[ -z "$version" ] || say version "$version"
set -- $norc \${directory:+--install-dir "$directory"} \${bin:+--bindir "$bin"} $force
if [ "$state" != absent ]; then
  ! has_gem || exit 0
  change "$name"
  set -- "$@" \${source:+--source "$source"}
  install_gem "$@" \${version:+--version "$version"}
  exit 0
fi
has_gem || exit 0
change "$name"
if [ -n "$version" ]; then set -- "$@" --version "$version"; else set -- "$@" --all; fi
run_gem uninstall "$@" --executables "$name"
[ -z "$check" ] || exit 0
listed=$(list 2>/dev/null)
look_for_gem
! has_gem || fail "gem uninstall left $name where it was: $said"
exit 0`);
