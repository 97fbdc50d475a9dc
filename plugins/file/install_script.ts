/**
 * The script that puts a file in its place: it compares, and only what differs is written beside
 * the old file, given its owner and mode, validated, and renamed over it.
 *
 * @module
 */
import { shellLibrary, shellLines, shellQuote, ShellText, TaskFailure } from "@shep/sdk";
import { splitCommand } from "../command/shlex.ts";
import { attributeFunctions, type Attributes, isEmpty } from "./attributes.ts";
import { LARGE_BYTES, printCommand } from "./content.ts";
import { MAX_DIFF_BYTES } from "./diff.ts";
import { type Mode, modeFunction, needsUmask } from "./mode.ts";
import { assignments, targetScript } from "./target.ts";
import { TEMPORARY_FILES } from "./temporary_files.ts";

/** Where the bytes come from. */
export type ContentOrigin =
  | { readonly kind: "inline"; readonly bytes: Uint8Array }
  /** Sent on request: the script prints `need=PATH`, and is run again once the file is there. */
  | { readonly kind: "elsewhere" }
  | { readonly kind: "placed" };

/** One file, and where it goes. */
export interface InstallItem {
  readonly dest: ShellText;
  /** The name that it gets in `dest`, if that is a directory. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hex; empty if it is not known, which matters only where the old file is as large. */
  readonly sha1: string;
  readonly origin: ContentOrigin;
  /** Distinguishes the temporary file from every other. */
  readonly token: string;
}

/** What holds for all files of a task. */
export interface InstallOptions {
  readonly attributes: Attributes;
  readonly directoryMode?: Mode | undefined;
  readonly force: boolean;
  readonly follow: boolean;
  readonly backup: boolean;
  readonly validate?: string | undefined;
  /** Whether a file may be overwritten where it cannot be replaced. */
  readonly unsafeWrites: boolean;
  /** The SHA-1 that the old file must still have; for a file that must not be there, `none`. */
  readonly expected?: string;
  /** Whether the directory of `dest` is made where it is missing. */
  readonly makeParents: boolean;
  readonly check: boolean;
  readonly diff: boolean;
  /** Whether the MD5 of what was copied is wanted; false if absent. */
  readonly md5sum?: boolean;
  /** Whether somebody may read what the file is like in the end; yes if absent. */
  readonly isRead?: boolean;
}

/** The script that installs one file and then ends, which saves a process. */
export function installOneScript(item: InstallItem, options: InstallOptions): ShellText {
  return installing([installSteps(item)], options);
}

/** The script that installs any number of files that share their options, and may go on. */
export function installScript(
  items: readonly InstallItem[],
  options: InstallOptions,
): ShellText {
  return installing(items.map(installCall), options);
}

function installing(steps: readonly ShellText[], options: InstallOptions): ShellText {
  const { attributes, directoryMode, check, diff, force, follow, backup, expected } = options;
  const variables = {
    check,
    diff,
    force,
    follow,
    backup,
    expected: expected ?? "",
    unsafe: options.unsafeWrites,
    md5sum: options.md5sum,
    is_blind: options.isRead === false && isEmpty(attributes),
    make_parents: options.makeParents,
    directory_mode: directoryMode !== undefined,
    validated: options.validate !== undefined,
    // What is not known of a file is not what the environment calls so.
    size: "",
    sum: "",
  };
  return targetScript(variables, [
    attributeFunctions(attributes),
    needsUmask(directoryMode) ? "read_umask" : "",
    modeFunction(directoryMode, "new_directory_mode"),
    validateFunction(options.validate),
    TEMPORARY_FILES,
    FUNCTIONS,
    ...steps,
  ]);
}

/** The call that installs one file, within a script that has the functions and goes on. */
export function installCall(item: InstallItem): ShellText {
  return shellLines(["(", installSteps(item), ") || exit"]);
}

function installSteps({ dest, name, size, sha1, origin, token }: InstallItem): ShellText {
  return shellLines([
    assignments({ dest, name, size, sum: sha1, token, origin: origin.kind }),
    origin.kind === "inline" ? `fill() { ${printCommand(origin.bytes)} >"$t"; }` : "fill() { :; }",
    "install_file",
  ]);
}

/** @throws {TaskFailure} For a command without the file in it. */
function validateFunction(validate: string | undefined): ShellText {
  if (validate === undefined) return new ShellText("");
  if (!/(?<!%)(%%)*%s/.test(validate)) {
    throw new TaskFailure(`validate must contain %s: ${validate}`);
  }
  const words = splitCommand(validate).map((word) =>
    word.split("%s").map((part) => shellQuote(part.replaceAll("%%", "%"))).join('"$t"')
  );
  return new ShellText(`validate() { ${words.join(" ")}; }`);
}

/**
 * The functions. The new file is made with the permissions that it is to have, as far as a umask
 * can say them, so that mostly no chmod and no second stat is needed: each program costs a
 * millisecond. A short new file that may be as it comes is not looked at, unless somebody reads how
 * it is.
 *
 * `give TOOL NAME OLD MADE WANTED` hands it to the owner or group that is wanted, or else to that of
 * the old file, where that is allowed.
 */
const FUNCTIONS = shellLibrary(`
digest() {
  # A program alone in its substitution takes no second process.
  r=$(LC_ALL=C sha1sum <"$1" 2>/dev/null) || r=$(shasum <"$1" 2>/dev/null) || r=$(sha1 -q <"$1" 2>/dev/null) ||
    r=$(openssl sha1 -r <"$1") || fail "Cannot read $1"
  r=\${r%% *}
}
large_digest() {
  # It takes twice as long to start as sha1sum, and half as long for what is large.
  r=$(openssl sha1 -r <"$1" 2>/dev/null) && r=\${r%% *} || digest "$1"
}
make_missing() {
  [ -d "$1" ] && return
  case $1 in
    ?*/) make_missing "\${1%/}"; return ;;
    ?*/*) make_missing "\${1%/*}" ;;
  esac
  change directory "$1"
  [ -z "$check" ] || return 0
  quickly mkdir -- "$1" || fail "There was an issue creating $1 as requested"
  [ -n "$owner$group$directory_mode" ] || return 0
  look "$1"; owned=; fields; want_owner; want_group
  own "$1"
  [ -z "$directory_mode" ] || { old_mode=$m; new_directory_mode; permit "$1" "$old_mode"; }
}
destination() {
  path=$dest
  if [ -d "$path" ]; then
    [ -n "$name" ] || fail "can not use content with a dir as dest"
    path=\${path%/}/$name
  else
    case $path in
      */) [ -n "$name" ] || fail "can not use content with a dir as dest"; path=$path$name ;;
    esac
  fi
  if [ -n "$follow" ] && [ -L "$path" ]; then resolve "$path"; path=$r; fi
  say path "$path"
  [ ! -d "$path" ] || [ -L "$path" ] || fail "Destination $path is a directory"
  parent "$path"; directory=$r
  [ -d "$directory" ] && return
  case $dest in */) ;; *) [ -n "$make_parents" ] ;; esac || {
    # In check mode an earlier task may have been about to make it.
    [ -z "$check" ] || return 0
    fail "Destination directory $directory does not exist"
  }
  make_missing "$directory"
}
install_file() {
  destination
  t=$directory/.shep-$token
  [ "$origin" != placed ] || on_exit 'rm -f -- "$t" "$t~"'
  old=
  if is_there "$path"; then
    look "$path"
    [ -n "$force" ] || { say kept 1; say stat "$s"; return; }
    if [ ! -L "$path" ]; then
      [ -f "$path" ] || fail "Destination $path is not a regular file"
      old=$s
      compare || { say same_size 1; return; }
      [ -z "$expected" ] || [ "$r" = "$expected" ] ||
        fail "$path was changed by someone else while the task ran; run it again"
      if [ "$r" = "$sum" ]; then
        attributes "$path"
        [ -z "$changed" ] || look "$path"
        say stat "$s"; return
      fi
    fi
  elif [ -n "$expected" ] && [ "$expected" != none ]; then
    fail "$path was removed by someone else while the task ran; run it again"
  fi
  change content
  [ -z "$diff" ] || keep_old
  if [ -n "$check" ]; then [ -z "$old" ] || { s=$old; predict; }
  elif [ "$origin" = elsewhere ]; then say need "$t"; return
  else replace
  fi
  [ -z "$old" ] || [ -z "$diff" ] || show_old
}
compare() {
  # What is longer or shorter differs, and need not be read.
  set -- $s
  r=-
  [ "$4" = "\${size:-$4}" ] || [ -n "$expected" ] || return 0
  [ -n "$sum" ] || know_sum || return 1
  if [ "$4" -gt ${LARGE_BYTES} ]; then large_digest "$path"; else digest "$path"; fi
}
# Of a file of the controller, its checksum is not for the target to find out.
know_sum() { return 1; }
keep_old() {
  [ -z "$old" ] || { set -- $old; [ "$4" -gt ${MAX_DIFF_BYTES} ] || exec 3<"$path"; }
}
show_old() {
  set -- $old
  if [ "$4" -gt ${MAX_DIFF_BYTES} ]; then say old_too_large 1
  else printf 'old_content=\\0'; cat <&3
  fi
}
predict() {
  fields; want_owner; want_group; owned=
  own "$path"
  [ -z "$mode" ] || { before=$m; new_mode; [ "$m" = "$before" ] || change mode "$before" "$m"; }
  extras "$path"
  say stat "$s"
}
replace() {
  on_exit 'rm -f -- "$t" "$t~"'
  trap : XFSZ
  if [ -n "$is_blind" ] && [ -z "$old" ] && [ "$origin" = inline ] && tells_short; then
    write; s= touched=
  else write_as_wanted
  fi
  [ -z "$validated" ] || check_validity
  if [ -n "$backup" ] && [ -n "$old" ]; then
    saved=$path.$$.$(date +%Y-%m-%d@%H:%M:%S)~
    cp -p -- "$path" "$t~" && rename "$t~" "$saved" ||
      fail "Could not make backup of $path to $saved"
    say backup_file "$saved"
  fi
  wait
  put_in_place
  trap - 0
  sweep "$directory"
  extras "$path"
  [ -z "$touched" ] || look "$path"
  say stat "$s"
}
write() {
  set -C
  fill || explain_short "$t" || fail "Cannot write beside $path"
  set +C
}
write_as_wanted() {
  old_uid= old_gid=
  read_umask
  if [ -z "$old" ]; then m=$((438 & ~mask))
  else s=$old; fields; want_owner; want_group; old_uid=$uid old_gid=$gid
  fi
  before=$m; [ -z "$mode" ] || new_mode
  wanted=$m
  hide "$((511 & ~wanted))"; write; hide "$mask"
  [ "$origin" = inline ] || verify
  # There is no old file to be lost where there was none: what a failure of power leaves of a new
  # one, the next run makes whole.
  if [ -n "$old" ]; then LC_ALL=C sync -d -- "$t" 2>/dev/null & fi
  look "$t"; fields
  set -- $s
  [ "$4" = "\${size:-$4}" ] || fail "Copied file does not match the expected size. Transfer failed."
  [ -n "$old" ] || { want_owner; want_group; }
  [ "$wanted" = "$before" ] || change mode "$before" "$wanted"
  touched=
  give chown owner "\${old_uid:-$uid}" "$uid" "$wu"
  give chgrp group "\${old_gid:-$gid}" "$gid" "$wg"
  [ "$m" = "$wanted" ] && [ -z "$touched" ] || {
    touched=1; octal "$wanted"; quickly chmod "$r" -- "$t" || fail "chmod failed"
  }
  if [ -e /sys/fs/selinux/enforce ] && [ -n "$old" ]; then
    chcon --reference="$path" -- "$t" 2>/dev/null
  fi
}
give() {
  [ -z "$5" ] || [ "$5" = "$3" ] || change "$2" "$3" "$5"
  to=\${5:-$3}
  [ "$to" != "$4" ] || return 0
  touched=1
  "$1" "$to" -- "$t" 2>/dev/null || [ -z "$5" ] || fail "$1 failed"
}
verify() {
  # Side by side: of a large file either takes as long as its transfer, which is verified by itself.
  if [ -n "$md5sum" ]; then
    { r=$(md5sum <"$t" 2>/dev/null) && say md5sum "\${r%% *}"; } &
  fi
  [ -n "$sum" ] || return 0
  large_digest "$t"
  [ "$r" = "$sum" ] || fail "Copied file does not match the expected checksum. Transfer failed."
}
check_validity() {
  said=$(validate 2>&1) || {
    say failure "exit_status $?"
    say failure "stdout "
    say failure "stderr $said"
    fail "failed to validate"
  }
}
put_in_place() {
  if [ -z "$unsafe" ]; then rename "$t" "$path" && return
  else
    rename "$t" "$path" 2>/dev/null && return
    cat -- "$t" >"$path" && rm -f -- "$t" && touched=1 && return
  fi
  fail "Could not replace $path"
}`);
