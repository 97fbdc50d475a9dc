/**
 * The scripts of the action `file`, one for each state. Each looks, tells what it changes, and
 * changes it unless `$check` is set.
 *
 * @module
 */
import { shellLibrary, ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { attributeFunctions, type Attributes, isEmpty } from "./attributes.ts";
import { targetScript } from "./target.ts";
import { TEMPORARY_FILES } from "./temporary_files.ts";
import type { TouchTime } from "./touch_time.ts";

/** The states of a file. */
export type FileState = "file" | "directory" | "absent" | "link" | "hard" | "touch";

/** What the script is to do. */
export interface FileRequest {
  readonly path: string;
  /** As it is, where absent. */
  readonly state: FileState | undefined;
  readonly attributes: Attributes;
  readonly src?: string | undefined;
  /** Distinguishes the temporary file of a link from every other. */
  readonly token?: string;
  readonly follow: boolean;
  readonly force: boolean;
  readonly recurse: boolean;
  readonly accessed: TouchTime;
  readonly modified: TouchTime;
  readonly check: boolean;
  /** Whether a directory that goes is listed. */
  readonly diff: boolean;
  /** Whether somebody may read what stands there in the end; yes if absent. */
  readonly isRead?: boolean;
}

/** The script that brings a path to a state. */
export function fileScript(request: FileRequest): ShellText {
  const { path, state, src, follow, force, recurse, check, diff, accessed, modified } = request;
  const variables = {
    path: expandingWord(path),
    src: src === undefined ? "" : expandingWord(src),
    follow,
    force,
    recurse,
    check,
    diff,
    token: request.token ?? "",
    has_extras: request.attributes.extras !== undefined,
    has_times: accessed !== "preserve" || modified !== "preserve",
    is_blind: isBlind(request),
    makes_blindly: makesBlindly(request),
  };
  return targetScript(variables, [
    attributeFunctions(request.attributes),
    timeFunction("atime", ["-a", "%X"], accessed),
    timeFunction("mtime", ["-m", "%Y"], modified),
    TEMPORARY_FILES,
    FUNCTIONS,
    PREPARATION,
    SCRIPTS[state ?? "current"],
    REPORT,
  ]);
}

/** Whether it is all the same what a file or directory is like, as long as it is there. */
function isBlind(request: FileRequest): boolean {
  return makesBlindly(request) && !request.recurse && request.attributes.mode === undefined;
}

/** Whether a directory that is new need not be looked at: that it has its mode is known. */
function makesBlindly(
  { attributes, accessed, modified, diff, isRead = true }: FileRequest,
): boolean {
  const { mode: _, ...others } = attributes;
  return !isRead && !diff && accessed === "preserve" && modified === "preserve" && isEmpty(others);
}

/**
 * Defines a function that brings one of the times of `$path`, and with `recurse` of all that is
 * below, to what is wanted; `$1` is what it is, in seconds since 1970. `option` and `format` are
 * what touch and stat call it.
 */
function timeFunction(
  name: string,
  [option, format]: readonly ["-a", "%X"] | readonly ["-m", "%Y"],
  time: TouchTime,
): ShellText {
  if (time === "preserve") return new ShellText(`${name}() { :; }`);
  if (time === "now") {
    return new ShellText(`${name}() {
  if [ -n "$diff" ]; then change ${name} "$1" "$(date +%s)"; else change ${name}; fi
  run touch ${option} -- "$path" || fail "touch failed"
  [ -z "$recurse" ] || each_other touch ${option}
}`);
  }
  const { text, touch } = time;
  return new ShellText(`${name}() {
  t=$(date -d '${text}' +%s 2>/dev/null) || t=$(date -j -f '%Y-%m-%d %H:%M:%S' '${text}' +%s) ||
    fail "The target's date cannot read the time ${text}"
  [ "$t" = "$1" ] || {
    change ${name} "$1" "$t"
    run touch ${option} -t ${touch} -- "$path" || fail "touch failed"
  }
  [ -z "$recurse" ] || have_all ${format} "$t" || each_other "touch ${option} -t" ${touch}
}`);
}

const PREPARATION = new ShellText(`
[ -n "$path" ] || fail "The path is empty"
slashes=
while :; do case $path in ?*/) path=\${path%/} slashes=$slashes/ ;; *) break ;; esac; done
fresh=
follow_all=
[ -z "$follow" ] || follow_all=-L`);

const FUNCTIONS = shellLibrary(`
seen() { look "$path"; say before "$s"; }
set_times() { set -- $s; atime "$8"; mtime "$9"; }
is_not() {
  look "$path"; say stat "$s"; fail "$1"
}
kind() {
  if [ -L "$path" ]; then k=link
  elif [ -d "$path" ]; then k=directory
  elif [ -e "$path" ]; then k=file
  else k=absent
  fi
}
follow_link() {
  [ -n "$follow" ] && [ -L "$path" ] && { resolve "$path"; path=$r slashes=; }
  :
}
recursively() {
  [ -z "$has_extras" ] || extras_below "$path" || exit
  [ -n "$owner$group$mode" ] || return 0
  kept=$s
  want_owner; want_group
  [ -z "$wu" ] || each_other chown "$wu" ! -user "$wu"
  [ -z "$wg" ] || each_other chgrp "$wg" ! -group "$wg"
  [ -n "$mode" ] || return 0
  for found in $(find $follow_all "$path" ! -type l -exec stat $follow_all -c %f {} + 2>/dev/null | sort -u); do
    s="$found 0 0 0 0 0 0 0 0 :"; fields
    old=$m; new_mode
    [ "$m" = "$old" ] && continue
    not=!; [ "$d" = 0 ] || not=
    octal "$old"; not="$not -type d -perm $r"
    octal "$m"; each_other chmod "$r" $not
  done
  s=$kept
}
have_all() {
  [ "$(find $follow_all "$path" ! -type l -exec stat $follow_all -c "$1" {} + 2>/dev/null | sort -u)" = "$2" ]
}
each_other() {
  tool=$1 to=$2; shift 2
  [ -n "$(find $follow_all "$path" ! -type l "$@" -exec printf x {} +)" ] || return 0
  change recurse
  run find $follow_all "$path" ! -type l "$@" -exec $tool "$to" {} + || fail "$tool failed"
}
make_directories() {
  [ -d "$1" ] && return
  case $1 in ?*/*) make_directories "\${1%/*}" ;; esac
  m=$((511 & ~mask)) d=1
  parent "$1"
  [ ! -g "$r" ] || m=$((m | 1024))
  # The umask is for a mkdir that makes a directory first and gives it its mode then.
  if [ -n "$mode" ]; then
    new_mode; hide "$((511 & ~m))"; octal "$m"
    quickly mkdir -m "$r" -- "$1"
  else quickly mkdir -- "$1"
  fi || {
    # Somebody else may have made it meanwhile.
    [ -d "$1" ] || fail "There was an issue creating $path as requested"
    makes_blindly=
  }
  [ -z "$makes_blindly" ] || return 0
  look "$1"; touched= fresh=1; attributes "$1"
}
# What becomes of a link itself is told, whatever is done to what it leads to.
link_attributes() {
  if [ -n "$follow" ] && [ ! -e "$path" ]; then
    say warning "Cannot set fs attributes on a non-existent symlink target. follow should be set to False to avoid this."
    return
  fi
  [ -n "$owner$group$mode$has_extras$has_times" ] || return 0
  if [ -n "$follow" ]; then look "$path" -L; attributes "$path"; else look "$path"; attributes "$path" -h; fi
  [ ! -e "$path" ] || { look "$path" -L; set_times; }
  s=
}
same_link() {
  link_target "$path"; say src "$r"
  seen
  link_attributes
}
# put_link OPTION TARGET
put_link() {
  parent "$path"; directory=$r t=$r/.shep-$token
  on_exit 'rm -f -- "$t"'
  ln $1 -- "$2" "$t" && rename "$t" "$path" || fail "Error while linking $path to $src"
  trap - 0
  sweep "$directory"
}
is_empty() { [ -z "$(find "$1/." ! -name . -prune -print)" ]; }
make_room() {
  [ -d "$path" ] && [ ! -L "$path" ] || return 0
  rmdir -- "$path" 2>/dev/null || fail "the directory $path is not empty, refusing to convert it"
}`);

const FILE = new ShellText(`
follow_link
kind
say path "$path$slashes"
case $k in
  absent) say failure "state absent"; fail "file ($path) is absent, cannot continue" ;;
  directory | link) is_not "file ($path) is $k, cannot continue" ;;
esac
[ -z "$is_blind" ] || exit 0
seen
set_times
attributes "$path"`);

const DIRECTORY = new ShellText(`
follow_link
kind
say path "$path$slashes"
case $k in
  directory)
    [ -z "$is_blind" ] || exit 0
    seen
    attributes "$path"
    set_times
    [ -z "$recurse" ] || recursively ;;
  absent)
    change state absent directory
    if [ -z "$check" ]; then
      read_umask
      make_directories "$path"
      [ -z "$makes_blindly" ] || exit 0
      set_times
    fi ;;
  *) is_not "$path already exists as a $k" ;;
esac`);

const CURRENT = new ShellText(`
kind
say path "$path$slashes"
case $k in
  absent) say failure "state absent"; fail "file ($path) is absent, cannot continue" ;;
  link) same_link ;;
  *)
    seen
    attributes "$path"
    set_times ;;
esac`);

const ABSENT = new ShellText(`
say path "$path$slashes"
case $path in /|.|..|*/.|*/..) fail "Refusing to remove $path" ;; esac
kind
if [ "$k" != absent ]; then
  seen
  change state "$k" absent
  if [ "$k" = directory ] && [ -n "$diff" ]; then
    find "$path" ! -path "$path" -type d -exec printf 'directory=%s\\0' {} +
    find "$path" ! -type d -exec printf 'file=%s\\0' {} +
  fi
  if [ "$k" = directory ]; then run rm -rf -- "$path"; else run rm -f -- "$path"; fi ||
    fail "rmtree failed: $path"
fi`);

const TOUCH = new ShellText(`
say path "$path$slashes"
if [ -e "$path" ]; then
  look "$path" -L; say before "$s"
  set_times
  if [ ! -L "$path" ]; then attributes "$path"
  else
    # What is told is how the link itself is.
    if [ -n "$follow" ]; then attributes "$path"; else look "$path"; attributes "$path" -h; fi
    s=
  fi
else
  change state absent touch
  if [ -z "$check" ]; then
    printf '' >>"$path" || fail "Error, could not touch target"
    on_exit 'rm -f -- "$path"'
    look "$path"; set_times
    attributes "$path"
    trap - 0
  fi
fi`);

const LINK = new ShellText(`
say path "$path$slashes"
kind
make_link() {
  case $src in
    /*) place=$src ;;
    *)
      if [ "$k" = directory ]; then r=$path; else parent "$path"; fi
      case $r in /) place=/$src ;; .) place=$src ;; *) place=$r/$src ;; esac ;;
  esac
  say src "$src"
  [ "$k" = absent ] || seen
  [ -n "$force" ] || [ -e "$place" ] || {
    [ "$k" = absent ] || say stat "$s"
    say failure "src $src"
    fail "src file does not exist, use \\"force=yes\\" if you really want to create the link: $place"
  }
  case $k in
    link) link_target "$path"; [ "$r" = "$src" ] || change src "$r" ;;
    absent) change state absent link ;;
    *)
      [ -n "$force" ] || is_not "refusing to convert from $k to symlink for $path"
      [ "$k" != directory ] || is_empty "$path" ||
        is_not "the directory $path is not empty, refusing to convert it"
      change state "$k" link ;;
  esac
  if [ -n "$changed" ] && [ -z "$check" ]; then
    make_room
    put_link -s "$src"
  fi
  if [ -z "$check" ] || [ "$k" = link ]; then link_attributes; fi
}
if [ -n "$src" ]; then make_link
elif [ "$k" = link ]; then same_link
else fail "src is required for creating new symlinks"
fi`);

/** By inode and device: not every shell's `test` knows `-ef`. */
const HARD = new ShellText(`
is_same_file() (
  look "$1" -L; set -- "$2" $s; first="$7 $8"
  look "$1" -L; set -- $s; [ "$first" = "$6 $7" ]
)
if [ -d "$path" ] && [ ! -L "$path" ] && [ -n "$src" ]; then path=\${path%/}/\${src##*/} slashes=; fi
say path "$path$slashes"
kind
[ -n "$src" ] || [ "$k" != absent ] || fail "src is required for creating new hardlinks"
say src "$src"
[ "$k" = absent ] || seen
if [ -n "$src" ]; then
  [ -e "$src" ] || { [ "$k" = absent ] || say stat "$s"; fail "src does not exist"; }
  if [ "$k" = absent ]; then change state absent hard
  elif [ "$k" = link ]; then link_target "$path"; [ "$r" = "$src" ] || change src "$r"
  elif is_same_file "$path" "$src"; then :
  elif [ "$k" = directory ]; then is_not "refusing to convert from directory to hardlink for $path"
  elif [ -z "$force" ]; then is_not "Cannot link, $path exists at destination"
  else change src "$path"
  fi
  if [ -n "$changed" ] && [ -z "$check" ]; then
    resolve "$src"
    put_link "" "$r"
  fi
fi
if [ -e "$path" ]; then look "$path"; attributes "$path"; set_times; fi`);

const SCRIPTS: Readonly<Record<FileState | "current", ShellText>> = {
  file: FILE,
  directory: DIRECTORY,
  absent: ABSENT,
  link: LINK,
  hard: HARD,
  touch: TOUCH,
  current: CURRENT,
};

/** What stands there now; only looked at again when something was done since. */
const REPORT = new ShellText(`
if is_there "$path"; then
  if [ -n "$fresh" ]; then [ -z "$touched" ] || s=
  elif [ -n "$changed" ]; then s=
  fi
  [ -n "$s" ] || look "$path"
  say stat "$s"
fi`);
