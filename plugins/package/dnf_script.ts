/**
 * The script that brings packages of rpm to a state, by dnf or yum. rpm is asked first: dnf is only
 * started where something is to be done, and then tells itself whether it did anything. In check
 * mode it is told to answer its own question with no.
 *
 * @see https://dnf.readthedocs.io/en/latest/command_ref.html
 * @module
 */
import { sh, shellLines, ShellText } from "@shep/sdk";
import { targetScript } from "../file/target.ts";
import { downloadTo } from "../net/download.ts";

/** What is to be done. */
export interface DnfRequest {
  readonly names: readonly string[];
  readonly state: "absent" | "latest" | "present";
  /** The program; the first one that there is, if absent. */
  readonly tool?: string | undefined;
  readonly updatesCache: boolean;
  readonly updateOnly: boolean;
  readonly autoremove: boolean;
  readonly allowDowngrade: boolean;
  readonly lockTimeout: number;
  readonly validatesCerts: boolean;
  readonly root: string;
  /** What is listed instead: a pattern, or `installed`, `updates`, `available` or `repos`. */
  readonly list?: string | undefined;
  /** Options of dnf, for whatever it does; and for upgrades only. */
  readonly options: readonly string[];
  readonly upgradeOptions: readonly string[];
}

/** The script. */
export function dnfScript(request: DnfRequest, check: boolean): ShellText {
  const { names, state, tool, options, upgradeOptions, root } = request;
  const everything = names.includes("*") && state === "latest";
  return targetScript({
    check,
    state,
    tools: tool ?? "dnf dnf5 yum",
    refresh: request.updatesCache,
    update_only: request.updateOnly,
    autoremove: request.autoremove,
    downgrade: request.allowDowngrade,
    lock_timeout: request.lockTimeout,
    listed: request.list ?? "",
    everything,
  }, [
    new ShellText(
      `ask_dnf() { "$tool" -y ${sh`${options}`} \${check:+--assumeno} "$@" </dev/null; }`,
    ),
    new ShellText(`upgrade_dnf() { run_dnf upgrade ${sh`${upgradeOptions}`} "$@"; }`),
    new ShellText(`query() { rpm ${root === "/" ? "" : sh`--root ${root}`} "$@" 2>/dev/null; }`),
    FUNCTIONS,
    "begin",
    request.list === undefined ? "" : LIST,
    ...(everything ? [] : names).map((name) => packageCall(name, request.validatesCerts)),
    WORK,
  ]);
}

function packageCall(name: string, validatesCerts: boolean): ShellText {
  if (!/^(?:https?|ftp):\/\//.test(name)) return sh`package ${name}`;
  return shellLines([
    downloadTo("file", name, ".rpm", { validatesCerts }),
    'file_of_package "$file"',
  ]);
}

/**
 * `package NAME` sorts a package into one of the lists, a line each, as what names it may hold
 * blanks: `foo >= 1.0`. rpm knows what is installed by name, version and architecture; what is a
 * group, a module or a pattern only dnf knows.
 */
const FUNCTIONS = new ShellText(`
export LC_ALL=C
has() { command -v "$1" >/dev/null 2>&1; }
newline='
'
missing= there= others= asked=
begin() {
  tool=
  for each in $tools; do has "$each" && { tool=$each; break; }; done
  [ -n "$tool" ] || fail "There is none of $tools on the target, which packages of rpm need"
  say tool "$tool"
  waited=0
  while pid=$(cat /var/run/dnf.pid /var/run/yum.pid 2>/dev/null) && kill -0 $pid 2>/dev/null; do
    [ "$waited" -lt "$lock_timeout" ] ||
      fail "Another program holds the lock of $tool, its process is $pid"
    sleep 1; waited=$((waited + 1))
  done
  [ -z "$refresh" ] || [ -n "$check" ] || said=$(ask_dnf --refresh makecache 2>&1) ||
    fail "Failed to update the cache: $said"
}
installed() { query -qa --qf '%{NAME}-%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}.%{ARCH}\\n'; }
run_dnf() {
  [ -n "$asked" ] || { asked=1; say before "$(installed)"; }
  said=$(ask_dnf "$@" 2>&1)
  code=$?
  say stdout "$said"
  case $said in
    *"Operation aborted"* | *"Exiting on user command"*)
      [ -z "$check" ] || { change packages; return; } ;;
    *"Nothing to do"*) [ "$code" != 0 ] || return ;;
  esac
  [ "$code" = 0 ] || { say failed "$code"; say call "$tool $*"; exit 0; }
  case $said in
    *"Complete!"* | *"Transaction Summary"* | *"Dependencies resolved"* | *"Downloading Packages"*) change packages ;;
  esac
}
add() {
  case $1 in
    missing) missing="$missing$2$newline" ;;
    there) there="$there$2$newline" ;;
    *) others="$others$2$newline" ;;
  esac
}
file_of_package() {
  [ -f "$1" ] || fail "No RPM file matching '$1' found on system"
  full=$(rpm -qp --nosignature --nodigest --qf '%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}' -- "$1" 2>/dev/null) ||
    fail "$1 is no package of rpm"
  if query -q -- "$full" >/dev/null; then return; fi
  add missing "$1"
}
package() {
  case $1 in
    @*) add others "$1" ;;
    *.rpm) case $state in absent) add there "\${1%.rpm}" ;; *) file_of_package "$1" ;; esac ;;
    *[*?[\\<\\>=]*) add others "$1" ;;
    *)
      if query -q -- "$1" >/dev/null || query -q --whatprovides -- "$1" >/dev/null; then
        add there "$1"
      elif [ -n "$update_only" ]; then say left "$1"
      elif would_downgrade "$1"; then :
      else add missing "$1"
      fi ;;
  esac
}
would_downgrade() {
  [ "$state" != absent ] && [ -z "$downgrade" ] || return 1
  case $1 in *-[0-9]*) ;; *) return 1 ;; esac
  case $(ask_dnf --assumeno install "$1" 2>&1) in *Downgrading:*) return 0 ;; esac
  return 1
}
each_line() {
  list=$1; shift
  [ -n "$list" ] || return 0
  IFS=$newline; set -f
  set -- "$@" $list
  unset IFS; set +f
  "$@"
}`);

const LIST = new ShellText(`
fields='%{name}|%{arch}|%{epoch}|%{release}|%{version}|%{reponame}\\n'
case $listed in
  repos) r=$(ask_dnf -q repolist all) ;;
  installed) r=$(ask_dnf -q repoquery --installed --qf "$fields") ;;
  updates) r=$(ask_dnf -q repoquery --upgrades --qf "$fields") ;;
  available) r=$(ask_dnf -q repoquery --available --qf "$fields") ;;
  *)
    r=$(ask_dnf -q repoquery --installed --qf "$fields" "$listed" && ask_dnf -q repoquery --available --qf "$fields" "$listed") ;;
esac || fail "'$tool' cannot list $listed"
say list "$r"
exit 0`);

const WORK = new ShellText(`
remove_dnf() { run_dnf remove $keep "$@"; }
install_dnf() { run_dnf install "$@"; }
case $state in
  absent)
    keep=--noautoremove; [ -z "$autoremove" ] || keep=
    [ "$tool" != yum ] || has dnf || keep=
    each_line "$there$others" remove_dnf ;;
  latest)
    [ -z "$everything" ] || upgrade_dnf
    each_line "$there" upgrade_dnf
    each_line "$missing$others" install_dnf ;;
  present) each_line "$missing$others" install_dnf ;;
esac
[ -z "$autoremove" ] || [ -n "$missing$there$others$everything" ] || run_dnf autoremove
[ -z "$asked" ] || [ -n "$check" ] || say after "$(installed)"
exit 0`);
