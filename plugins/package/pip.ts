/**
 * The action `pip`: packages of Python.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/pip_module.html
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
import { splitLines } from "../command/output.ts";
import { splitCommand } from "../command/shlex.ts";
import { readReport, targetScript } from "../file/target.ts";

const SPECS = {
  name: {
    type: "list",
    elements: "str",
    description: "The packages: names, with versions (`x>=1`), files, or addresses.",
  },
  version: { type: "str", description: "The version, of one package." },
  requirements: { type: "str", description: "A file on the target that lists packages." },
  virtualenv: { type: "path", description: "The environment that they are installed in." },
  virtualenv_site_packages: {
    type: "bool",
    description: "Whether a new environment sees the system's packages.",
    default: false,
  },
  virtualenv_command: {
    type: "path",
    description: "What makes an environment; `python3 -m venv` if there is no virtualenv.",
    default: "virtualenv",
  },
  virtualenv_python: { type: "str", description: "The Python of a new environment." },
  state: {
    type: "str",
    description: "What they are to be.",
    choices: ["absent", "forcereinstall", "latest", "present"],
    default: "present",
  },
  extra_args: { type: "str", description: "Further words for pip." },
  editable: {
    type: "bool",
    description: "Whether it is installed as a link to its source.",
    default: false,
  },
  chdir: { type: "path", description: "The directory in which pip runs." },
  executable: { type: "path", description: "The pip: a name or a path." },
  umask: { type: "str", description: "The umask of what is installed." },
  break_system_packages: {
    type: "bool",
    description: "Whether packages may be installed over the system's own.",
    default: false,
  },
} as const;

type PipArguments = Arguments<typeof SPECS>;

/** Installs packages of Python, and removes them. */
export const pip = defineAction({
  name: "pip",
  summary: "Installs packages of Python, and removes them.",
  arguments: SPECS,
  constraints: [
    { requiredOneOf: ["name", "requirements"] },
    { mutuallyExclusive: ["name", "requirements"] },
    { mutuallyExclusive: ["executable", "virtualenv"] },
  ],
  supportsCheck: true,
  examples: [
    "- pip:\n    name: [django>=4, psycopg2-binary]\n    virtualenv: /opt/app/venv",
    "- pip:\n    requirements: requirements.txt\n    chdir: /opt/app",
  ],
  returns: {
    cmd: "What was run.",
    name: "The packages.",
    version: "The version.",
    requirements: "The file that lists them.",
    virtualenv: "The environment.",
  },
  async run(args, task): Promise<TaskResult> {
    const names = packageNames(args);
    const about = {
      name: args.name ?? null,
      version: args.version ?? null,
      state: args.state,
      requirements: args.requirements ?? null,
      virtualenv: args.virtualenv ?? null,
    };
    const result = await task.script(pipScript(args, names, task.check));
    const report = readReport(result, about);
    const stdout = report.get("stdout") ?? "";
    return {
      changed: report.changed,
      values: {
        ...about,
        cmd: report.get("cmd") ?? null,
        stdout,
        stdout_lines: splitLines(stdout),
        stderr: "",
        stderr_lines: [],
      },
    };
  },
});

/**
 * A list that was split at the commas of a version is put together again.
 *
 * @throws {TaskFailure} For a version of several packages, or of one that has one already.
 */
function packageNames({ name, version, state, editable }: PipArguments): string[] {
  const names: string[] = [];
  for (const part of name ?? []) {
    if (/^\s*[<>=!~]=?/.test(part) && names.length > 0) names.push(`${names.pop()},${part.trim()}`);
    else names.push(part.trim());
  }
  if (state === "latest" && version !== undefined) {
    throw new TaskFailure("version is incompatible with state=latest");
  }
  if (version === undefined) return names;
  const [only, ...others] = names;
  if (only === undefined || others.length > 0) {
    throw new TaskFailure(
      "'version' argument is ambiguous when installing multiple package distributions.",
    );
  }
  if (editable || /[<>=!~@]/.test(only)) {
    throw new TaskFailure(
      "The 'version' argument conflicts with any version specifier provided along with a package name.",
    );
  }
  return [/^[<>=!~]/.test(version) ? `${only}${version}` : `${only}==${version}`];
}

/** A name as PyPI compares it, and the version if one is asked for exactly. */
export function plainRequirement(
  requirement: string,
): { readonly name: string; readonly version: string } | undefined {
  const [, name, version = ""] =
    /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:==\s*([\w.!+-]+))?$/.exec(requirement) ?? [];
  return name === undefined
    ? undefined
    : { name: name.toLowerCase().replaceAll(/[-_.]+/g, "-"), version };
}

function pipScript(args: PipArguments, names: readonly string[], check: boolean): ShellText {
  const { state, editable, extra_args, requirements, umask } = args;
  const plain = names.map(plainRequirement);
  const path = (value: string | undefined): ShellText | string =>
    value === undefined ? "" : expandingWord(value);
  const file = requirements === undefined ? sh`` : sh` -r ${expandingWord(requirements)}`;
  const options = [
    ...(args.break_system_packages ? ["--break-system-packages"] : []),
    ...(state === "absent" || !editable ? [] : ["-e"]),
  ];
  return targetScript({
    check,
    state,
    mask: umask ?? "",
    chdir: path(args.chdir),
    executable: path(args.executable),
    venv: path(args.virtualenv),
    venv_python: args.virtualenv_python ?? "",
    venv_site: args.virtualenv_site_packages,
    is_default: args.virtualenv_command === "virtualenv",
    // What cannot be looked up beforehand is left to pip.
    knowable: requirements === undefined && !editable && plain.every((each) => each !== undefined),
  }, [
    sh`venv_command() { ${splitCommand(args.virtualenv_command)} "$@"; }`,
    FUNCTIONS,
    sh`words() { run_pip "$@" ${splitCommand(extra_args ?? "")} ${options} ${[...names]}${file}; }`,
    new ShellText("each_name() {"),
    ...plain.map((each) => sh`has_package ${each?.name ?? ""} ${each?.version ?? ""} || return 1`),
    new ShellText(":\n}\nsome_name() {"),
    ...plain.map((each) => sh`! has_package ${each?.name ?? ""} "" || return 0`),
    new ShellText("return 1\n}"),
    WORK,
  ]);
}

const FUNCTIONS = new ShellText(`
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1
has() { command -v "$1" >/dev/null 2>&1; }
[ -z "$mask" ] || umask "$mask"
[ -z "$chdir" ] || cd "$chdir" || fail "Cannot change to the directory $chdir"
make_venv() {
  set -- "$venv"
  [ -z "$venv_site" ] || set -- --system-site-packages "$@"
  if [ -n "$is_default" ] && ! has virtualenv; then
    said=$("\${venv_python:-python3}" -m venv "$@" 2>&1)
  else
    [ -z "$venv_python" ] || set -- -p "$venv_python" "$@"
    said=$(venv_command "$@" 2>&1)
  fi || fail "Cannot make the environment $venv: $said"
}
find_pip() {
  for each in "$executable" "\${venv:+$venv/bin/pip}" "\${venv:+$venv/bin/pip3}"; do
    [ -z "$each" ] || ! has "$each" || { pip=$each; return; }
  done
  [ -z "$executable$venv" ] || fail "Unable to find pip at \${executable:-$venv/bin/pip}"
  for each in pip3 pip; do has "$each" && { pip=$each; return; }; done
  python3 -m pip --version >/dev/null 2>&1 || fail "Unable to find any of pip3, pip to use.  pip needs to be installed."
  pip=python_pip
}
python_pip() { python3 -m pip "$@"; }
freeze() { "$pip" freeze --all 2>/dev/null || "$pip" list --format=freeze 2>/dev/null; }
has_package() {
  while IFS= read -r line; do
    is=$(printf %s "\${line%%[= @]*}" | tr A-Z a-z | sed 's/[-_.][-_.]*/-/g')
    [ "$is" = "$1" ] || continue
    [ -z "$2" ] || [ "\${line#*==}" = "$2" ] || return 1
    return 0
  done <<END
$before
END
  return 1
}
run_pip() {
  say cmd "$pip $*"
  said=$("$pip" "$@" 2>&1 </dev/null)
  code=$?
  say stdout "$said"
  [ "$code" = 0 ] || { say failure "rc $code"; return "$code"; }
}`);

const WORK = new ShellText(`
if [ -n "$venv" ] && [ ! -e "$venv/bin/activate" ]; then
  [ "$state" != absent ] || exit 0
  change virtualenv
  [ -z "$check" ] || exit 0
  make_venv
fi
find_pip
before=$(freeze)
case $state in
  absent)
    [ -z "$knowable" ] || some_name || exit 0
    set -- uninstall -y ;;
  present)
    [ -z "$knowable" ] || ! each_name || exit 0
    set -- install ;;
  latest) set -- install -U ;;
  forcereinstall) set -- install -U --force-reinstall; change packages ;;
esac
if [ -n "$check" ]; then
  [ "$state" != absent ] || { change packages; exit 0; }
  words "$@" --dry-run
  case $code-$said in
    0-*"Would install"*) change packages ;;
    0-*) ;;
    *"no such option"*) change packages ;;
    *) fail "$said" ;;
  esac
  exit 0
fi
words "$@" || fail "$said"
[ "$before" = "$(freeze)" ] || change packages
exit 0`);
