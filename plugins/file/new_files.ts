/**
 * Puts many new files in place at once. A directory's new files are made in a directory of their
 * own within it and renamed into it together: four programs for all of them, where each file by
 * itself would take three.
 *
 * @module
 */
import { sh, shellLibrary, shellLines, type ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { printCommand } from "./content.ts";
import {
  installCall,
  type InstallItem,
  type InstallOptions,
  installScript,
} from "./install_script.ts";
import { assignments } from "./target.ts";

/** A file that is not there yet. */
export interface NewFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The script that compares files, of which it tells `new=PATH` where nothing stands, and
 * `need=PATH` where something else does: a place beside it for the new file, which ends with the
 * file's token.
 */
export function compareScript(items: readonly InstallItem[], options: InstallOptions): ShellText {
  return shellLines([
    installScript([], options),
    IS_NEW,
    ...items.map((item) => sh`is_new ${item.dest} ${item.token} || ${installCall(item)}`),
  ]);
}

/** Without a process: most files of a tree are new when it is copied first. */
const IS_NEW = shellLibrary(`
is_new() { is_there "$1" && return 1; change content; say new "\${1%/*}/.shep-$2"; }`);

/** The script that makes files, by the directories that they go to; those are there. */
export function newFilesScript(
  directories: ReadonlyMap<string, readonly NewFile[]>,
  options: InstallOptions,
): ShellText {
  return shellLines([
    installScript([], options),
    FUNCTIONS,
    ...Array.from(directories, ([directory, files]) => filesOfDirectory(directory, files)),
  ]);
}

function filesOfDirectory(directory: string, files: readonly NewFile[]): ShellText {
  const staged = files.map(({ name }) => sh`"$t"/${name}`);
  return shellLines([
    "(",
    assignments({ directory: expandingWord(directory), token: crypto.randomUUID() }),
    "stage",
    ...files.map(({ name, bytes }, index) =>
      sh`${printCommand(bytes)} >${staged[index]!} || not_written ${name}`
    ),
    `settle ${staged.join(" ")}`,
    ") || exit",
  ]);
}

/**
 * The files have one owner and one mode, as what is new in one directory has. The umask alone makes
 * the directory private: chmod would take its setgid bit, by which its files get their group.
 */
const FUNCTIONS = shellLibrary(`
stage() {
  t=$directory/.shep-$token
  read_umask; m=$((438 & ~mask))
  umask 077
  on_exit 'rm -rf -- "$t"'
  mkdir -- "$t" || fail "Cannot write into $directory"
  [ -z "$mode" ] || new_mode
  wanted=$m
  hide "$((511 & ~wanted))"
}
not_written() { explain_short "$t/$1" || fail "Cannot write $directory/$1"; }
settle() {
  look "$1"; fields; want_owner; want_group
  owned=
  [ -z "$wu" ] || [ "$wu" = "$uid" ] || { owned=1; chown "$wu" -- "$@" || fail "chown failed"; }
  [ -z "$wg" ] || [ "$wg" = "$gid" ] || { owned=1; chgrp "$wg" -- "$@" || fail "chgrp failed"; }
  octal "$wanted"
  [ "$m" = "$wanted" ] && [ -z "$owned" ] || chmod "$r" -- "$@" || fail "chmod failed"
  sync -d -- "$@" 2>/dev/null
  mv -f -- "$@" "$directory/" || fail "Could not write into $directory"
  sweep "$directory"
  for path; do extras "$directory/\${path##*/}"; done
}`);
