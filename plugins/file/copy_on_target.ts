/**
 * `copy` with `remote_src`: from one place of the target to another.
 *
 * @module
 */
import { shellLines, ShellText, type Task, type TaskResult, type Value } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { installedValues } from "./install.ts";
import { LEADS_BACK } from "./leads_back.ts";
import { MAKE_LINK } from "./make_link.ts";
import { type InstallOptions, installScript } from "./install_script.ts";
import { assignments, readReport, statusValues } from "./target.ts";

/** What is copied, and where to. */
export interface TargetCopy {
  /** With a slash at the end, the content of a directory. */
  readonly src: string;
  readonly dest: string;
  readonly mode?: Value;
  /** Whether links in a directory are followed, and not made anew. */
  readonly local_follow: boolean;
  /** The SHA-1 that the source must have. */
  readonly checksum?: string;
}

/** Copies a file, or a directory with all that is in it, in one round trip. */
export async function copyOnTarget(
  copy: TargetCopy,
  options: InstallOptions,
  task: Task,
): Promise<TaskResult> {
  const script = targetCopyScript(copy, options, { isSumRead: task.isRead("checksum") });
  const report = readReport(await task.script(script));
  const { src } = copy;
  if (report.get("tree") !== undefined) {
    const dest = report.get("tree") ?? copy.dest;
    const values = { src, dest, checksum: null, md5sum: null, ...statusValues(report.stat) };
    return { changed: report.changed, values };
  }
  const [checksum, md5sum] = [report.get("checksum"), report.get("md5sum")];
  const values = installedValues({
    report,
    ...(checksum === undefined ? {} : { checksum }),
    ...(md5sum === undefined ? {} : { md5sum }),
  });
  return { changed: report.changed, values: { src, ...values } };
}

/**
 * The script: the install script's functions, with a file of the target as what is installed. A file
 * is hashed where there is another to compare it with, and where its checksum is given, or read.
 */
export function targetCopyScript(
  { src, dest, mode, local_follow, checksum }: TargetCopy,
  options: InstallOptions,
  { isSumRead }: { readonly isSumRead: boolean },
): ShellText {
  const name = src.replace(/\/+$/, "").split("/").at(-1) ?? "";
  return shellLines([
    installScript([], { ...options, diff: false }),
    assignments({
      source: expandingWord(src),
      dest: expandingWord(dest),
      name,
      inner: src.endsWith("/"),
      wanted_sum: checksum ?? "",
      tells_sum: isSumRead,
      preserve: mode === "preserve",
      follows_links: local_follow,
      token: crypto.randomUUID(),
      origin: "target",
    }),
    LEADS_BACK,
    MAKE_LINK,
    COPY,
  ]);
}

/**
 * As in Ansible, a file in a tree has the permissions of its source, and a directory if it is new;
 * `mode` is that of the top.
 */
const COPY = new ShellText(`
fill() { cat -- "$source" >"$t" && touch -r "$source" -- "$t"; }
know_sum() { digest "$source"; sum=$r; say checksum "$sum"; }
preserved() {
  look "$source" -L; fields
  kept=$m mode=1
  new_mode() { m=$kept; }
}
copy_file() (
  source=$1 dest=$2
  [ -f "$source" ] || fail "Source $source not found"
  sum=
  # Told whatever comes of it, and not once more of the copy.
  [ -z "$md5sum" ] || { r=$(md5sum <"$source" 2>/dev/null) && say md5sum "\${r%% *}"; md5sum=; }
  [ -z "$wanted_sum$tells_sum" ] || know_sum
  [ -z "$wanted_sum" ] || [ "$sum" = "$wanted_sum" ] ||
    fail "Copied file does not match the expected checksum. Transfer failed."
  if [ -n "$tree" ]; then of_tree
  elif [ -n "$preserve" ]; then preserved
  fi
  install_file
)
of_tree() {
  preserved
  permit() { :; }
}
copy_mode() {
  look "$1" -L; fields
  octal "$m"; chmod "$r" -- "$2" || fail "chmod failed"
}
copy_tree() {
  if [ ! -d "$2" ]; then
    make_missing "$2"
    [ -n "$check$directory_mode" ] || [ "$2" = "$plain" ] || copy_mode "$1" "$2"
  fi
  for each in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    is_there "$each" || continue
    if [ -L "$each" ] && { [ -z "$follows_links" ] || leads_back "$each" "$source"; }; then
      link_target "$each"; make_link "$2/\${each##*/}" "$r"
    elif [ -d "$each" ]; then copy_tree "$each" "$2/\${each##*/}"
    else copy_file "$each" "$2/\${each##*/}" || exit
    fi
  done
}
# A directory in itself would have no end.
refuse_inside() {
  r=$top
  until [ -d "$r" ]; do parent "$r"; done
  here=$(cd -P -- "$source" && pwd) there=$(cd -P -- "$r" && pwd) || fail "Cannot enter $source"
  case $there/ in
    "$here/") [ "$r" = "$top" ] ;;
    "\${here%/}"/*) false ;;
  esac || fail "Cannot copy $source into itself, to $top"
}
# own_all TOOL TEST ID
own_all() {
  [ -n "$3" ] && [ -n "$(find "$path/." ! "$2" "$3" -print)" ] || return 0
  change owner
  run find "$path/." ! "$2" "$3" -exec "$1" -h "$3" {} + || fail "$1 failed"
}
top_attributes() {
  is_there "$path" || return 0
  look "$path" -L
  if [ -n "$owner$group" ]; then
    fields; want_owner; want_group
    own_all chown -user "$wu"; own_all chgrp -group "$wg"
    look "$path" -L
  fi
  if [ -n "$preserve" ]; then preserved; look "$path" -L; fi
  touched=
  attributes "$path"
  [ -z "$touched" ] || look "$path" -L
  say stat "$s"
}
tree=
if [ -d "$source" ]; then
  tree=1 md5sum= tells_sum= make_parents=1 path=$dest top=\${dest%/} plain= source=\${source%/}
  if [ -n "$inner" ]; then [ ! -d "$dest" ] || path=$top/
  elif [ -d "$dest" ]; then top=$top/$name path=$top
  else top=$top/$name plain=$top
  fi
  say tree "$path"
  if [ -n "$force" ] || ! is_there "$path"; then
    refuse_inside
    copy_tree "$source" "$top"
    top_attributes
  else look "$path" -L; say stat "$s"
  fi
else
  copy_file "$source" "$dest"
fi`);
