/**
 * `copy` with `remote_src`: from one place of the target to another.
 *
 * @module
 */
import { shellLines, ShellText, type Task, type TaskResult, type Value } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { installedValues } from "./install.ts";
import { type InstallOptions, installScript } from "./install_script.ts";
import { assignments, readReport, statusValues } from "./target.ts";

/** What is copied, and where to. */
export interface TargetCopy {
  /** With a slash at the end, the content of a directory. */
  readonly src: string;
  readonly dest: string;
  readonly mode?: Value;
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
  const { src, dest } = copy;
  if (report.get("tree") !== undefined) {
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
  { src, dest, mode, checksum }: TargetCopy,
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
      token: crypto.randomUUID(),
      origin: "target",
    }),
    COPY,
  ]);
}

/** As in Ansible, what is new in a tree gets the permissions of its source, the top excepted. */
const COPY = new ShellText(`
fill() { cat -- "$source" >"$t"; }
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
  [ -z "$wanted_sum$tells_sum" ] || know_sum
  [ -z "$wanted_sum" ] || [ "$sum" = "$wanted_sum" ] ||
    fail "Copied file does not match the expected checksum. Transfer failed."
  if [ -n "$preserve" ]; then preserved
  elif [ -n "$tree" ] && [ -z "$mode" ] && [ ! -e "$dest" ]; then preserved
  fi
  install_file
)
copy_mode() {
  look "$1" -L; fields
  octal "$m"; chmod "$r" -- "$2" || fail "chmod failed"
}
copy_tree() {
  if [ ! -d "$2" ]; then
    make_missing "$2"
    [ -n "$check$directory_mode" ] || [ "$1" = "$source" ] || copy_mode "$1" "$2"
  fi
  for each in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    is_there "$each" || continue
    if [ -d "$each" ]; then copy_tree "$each" "$2/\${each##*/}"
    else copy_file "$each" "$2/\${each##*/}" || exit
    fi
  done
}
tree=
if [ -d "$source" ]; then
  say tree 1
  tree=1 md5sum= tells_sum= make_parents=1 top=\${dest%/} source=\${source%/}
  [ -n "$inner" ] || top=$top/$name
  copy_tree "$source" "$top"
  if [ -d "$dest" ]; then look "$dest"; say stat "$s"; fi
else
  copy_file "$source" "$dest"
fi`);
