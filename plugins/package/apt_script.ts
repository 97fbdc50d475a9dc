/**
 * The script that brings packages of Debian's to a state. dpkg is asked first, which takes
 * milliseconds: apt is only started where something is to be done, and then tells itself whether
 * it did anything. In check mode it simulates.
 *
 * @see https://manpages.debian.org/apt-get.8
 * @module
 */
import { sh, shellLines, ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { targetScript } from "../file/target.ts";
import { type AptPackage, parseAptPackage } from "./apt_package.ts";

/** What is to be done; all that is asked for is done in this order. */
export interface AptRequest {
  readonly packages: readonly string[];
  readonly state: "absent" | "build-dep" | "fixed" | "latest" | "present";
  readonly upgrade: "no" | "safe" | "full";
  /** A package file on the target, or an address of one. */
  readonly deb?: string | undefined;
  readonly updates: boolean;
  /** Seconds for which a list of packages is new enough. */
  readonly validFor: number;
  readonly retries: number;
  readonly retryDelay: number;
  readonly purge: boolean;
  readonly autoremove: boolean;
  readonly autoclean: boolean;
  readonly clean: boolean;
  readonly allowDowngrade: boolean;
  /** What services that are started by an installation are told. */
  readonly policyRcD?: number | undefined;
  /** Options of apt-get, for whatever it does. */
  readonly options: readonly string[];
  /** Options of `apt-get install`. */
  readonly installOptions: readonly string[];
}

/** The script; `download` is what fetches a package file to `$deb`. */
export function aptScript(
  request: AptRequest,
  check: boolean,
  download: ShellText | "" = "",
): ShellText {
  const { deb, policyRcD, packages, options, installOptions } = request;
  const everything = packages.length === 1 && packages[0] === "*";
  const variables = {
    check,
    state: request.state,
    upgrade: everything && request.state === "latest" ? "full" : request.upgrade,
    deb: deb === undefined ? "" : expandingWord(deb),
    updates: request.updates,
    valid: request.validFor,
    retries: request.retries,
    retry_delay: request.retryDelay,
    purge: request.purge,
    autoremove: request.autoremove,
    autoclean: request.autoclean,
    clean: request.clean,
    downgrade: request.allowDowngrade,
    policy: policyRcD ?? "",
    named: packages.length > 0 && !everything,
  };
  return targetScript(variables, [
    new ShellText(`apt() { apt-get ${sh`${options}`} \${check:+-s} "$@" </dev/null; }`),
    new ShellText(`installing() { run_apt "$@" ${sh`${installOptions}`}; }`),
    FUNCTIONS,
    "update_cache",
    download,
    shellLines(["each_package() {", ...(everything ? [] : packages).map(packageCall), ":; }"]),
    WORK,
  ]);
}

function packageCall(text: string): ShellText {
  const { spec, name, relation, wanted, isPattern }: AptPackage = parseAptPackage(text);
  return sh`package ${[spec, name, relation, wanted, isPattern ? "1" : ""]}`;
}

/**
 * `run_apt VERB …` runs apt, and tells whether it changed anything by the line that sums up.
 * `package SPEC NAME RELATION WANTED PATTERN` adds what is to be done for one package to `$list`,
 * a line each, as package names hold no blanks.
 */
/** `apt_errors` is what apt-get calls errors, as python-apt joins them; all it said, if it calls nothing so. */
export const APT_ERRORS = `
apt_errors() {
  r=$(printf '%s\\n' "$said" | sed -n 's/^E: /E:/p' | paste -s -d , - | sed 's/,E:/, E:/g')
  [ -n "$r" ] || r=$said
}`;

const FUNCTIONS = new ShellText(`${APT_ERRORS}
export DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical LC_ALL=C
has() { command -v "$1" >/dev/null 2>&1; }
has apt-get || fail "There is no apt-get on the target, which packages of Debian's need"
newline='
'
list=
run_apt() {
  guard
  said=$(apt "$@")
  code=$?
  unguard
  say stdout "$said"
  [ "$code" = 0 ] || {
    say failure "rc $code"; say failure "stdout $said"
    fail "'apt-get $*' failed"
  }
  printf '%s\\n' "$said" | grep -q '^0 upgraded, 0 newly installed, 0 to remove' && return
  case $said in
    *" upgraded, "* | *"The following packages "* | *"Inst "* | *"Setting up "* | *"Remv "*) change packages ;;
  esac
}
guarded=
guard() {
  [ -n "$policy" ] && [ -z "$check" ] || return 0
  rc=/usr/sbin/policy-rc.d
  [ ! -e "$rc" ] || mv -- "$rc" "$rc.shep-$$" || fail "Cannot move $rc away"
  printf '#!/bin/sh\\nexit %s\\n' "$policy" >"$rc" && chmod 0755 "$rc" || fail "Cannot write $rc"
  guarded=1
  trap 'unguard; [ -z "$work_dir" ] || rm -rf -- "$work_dir"' 0
}
unguard() {
  [ -n "$guarded" ] || return 0
  guarded=
  rm -f -- "$rc"
  [ ! -e "$rc.shep-$$" ] || mv -- "$rc.shep-$$" "$rc"
}
cache_time() {
  r=0
  for each in /var/lib/apt/lists /var/lib/apt/periodic/update-success-stamp; do
    t=$(date -r "$each" +%s 2>/dev/null) && [ "$t" -gt "$r" ] && r=$t
  done
}
update_cache() {
  [ -n "$updates" ] || return 0
  cache_time
  say cache_time "$r"
  [ "$valid" = 0 ] || [ $((r + valid)) -lt "$(date +%s)" ] || { say cache_updated 0; return; }
  say cache_updated 1
  [ -z "$check" ] || return 0
  attempt=0 pause=1
  until said=$(apt update 2>&1); do
    attempt=$((attempt + 1))
    [ "$attempt" -lt "$retries" ] || { apt_errors; fail "Failed to update apt cache: $r"; }
    sleep "$pause"
    pause=$((pause * 2)); [ "$pause" -le "$retry_delay" ] || pause=$retry_delay
  done
  cache_time
  say cache_time "$r"
}
installed_as() {
  r=$(dpkg-query -W -f '\${db:Status-Abbrev} \${Version}\\n' -- "$1" 2>/dev/null | sed -n 's/^[hi]i. //p' | head -n 1)
  [ -n "$r" ]
}
has_files() {
  case $(dpkg-query -W -f '\${db:Status-Abbrev}\\n' -- "$1" 2>/dev/null) in rc*) return 0 ;; esac
  return 1
}
add() { list="$list$1$newline"; }
package() {
  if [ -n "$5" ]; then
    case $state in
      absent) names=$(dpkg-query -W -f '\${Package}\\n' -- "$2" 2>/dev/null) ;;
      *) names=$(apt-cache pkgnames | while read -r each; do case $each in $2) echo "$each" ;; esac; done) ;;
    esac
    [ -n "$names" ] || [ "$state" = absent ] || fail "No package(s) matching '$2' available"
    for each in $names; do package "$each\${3:+$3$4}" "$each" "$3" "$4" ""; done
    return
  fi
  case $state in
    absent)
      if installed_as "$2"; then
        case $3 in =) case $r in $4) ;; *) return ;; esac ;; esac
        add "$2"
      elif [ -n "$purge" ] && has_files "$2"; then add "$2"
      fi ;;
    present)
      if installed_as "$2"; then
        case $3 in
          =) case $r in $4) return ;; esac ;;
          ">=") dpkg --compare-versions "$r" ge "$4" && return ;;
          "") return ;;
        esac
      fi
      [ "$3" != ">=" ] || can_have "$2" "$4"
      add "$1" ;;
    *) add "$1" ;;
  esac
}
can_have() {
  best=$(LC_ALL=C apt-cache policy "$1" | sed -n 's/^  Candidate: //p')
  dpkg --compare-versions "$best" ge "$2" || fail "no available installation candidate for $1>=$2"
}
install_deb() {
  [ -f "$deb" ] || fail "There is no package file $deb"
  name=$(dpkg-deb -f "$deb" Package) && version=$(dpkg-deb -f "$deb" Version) ||
    fail "$deb is not a package of Debian's"
  case $deb in */*) ;; *) deb=./$deb ;; esac
  if installed_as "$name"; then
    if dpkg --compare-versions "$r" eq "$version"; then return; fi
    if dpkg --compare-versions "$r" gt "$version" && [ -z "$downgrade" ]; then
      fail "A later version of $name is already installed"
    fi
  fi
  installing install "$deb"
}`);

const WORK = new ShellText(`
case $upgrade in
  safe) run_apt upgrade --with-new-pkgs \${autoremove:+--auto-remove} ;;
  full) run_apt dist-upgrade \${autoremove:+--auto-remove} ;;
esac
[ -z "$deb" ] || install_deb
each_package
set -- $list
case $state in
  absent)
    [ $# = 0 ] || run_apt remove \${purge:+--purge} \${autoremove:+--auto-remove} "$@" ;;
  build-dep) [ $# = 0 ] || installing build-dep "$@" ;;
  fixed) installing install --fix-broken "$@" ;;
  *) [ $# = 0 ] || installing install \${autoremove:+--auto-remove} "$@" ;;
esac
[ -z "$autoremove" ] || [ -n "$named$deb" ] || [ "$upgrade" != no ] ||
  run_apt autoremove \${purge:+--purge}
if [ -n "$clean" ]; then
  set -- /var/cache/apt/archives/*.deb
  [ ! -e "$1" ] || change clean
  [ -n "$check" ] || said=$(apt clean 2>&1) || fail "'apt-get clean' failed: $said"
fi
if [ -n "$autoclean" ]; then
  said=$(apt autoclean) || fail "'apt-get autoclean' failed"
  say stdout "$said"
  case $said in *"Del "*) change clean ;; esac
fi
exit 0`);
