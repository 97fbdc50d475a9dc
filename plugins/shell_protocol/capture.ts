/**
 * Outputs of a user's program, kept in files of the session until it has ended.
 *
 * The program never holds the shell's own outputs: what it leaves running could write into a later
 * answer, and a program that makes them non-blocking would make the shell lose its marker.
 *
 * @module
 */
import { Fault, shellQuote } from "@shep/sdk";

/** The exit code that stands for a target where no directory could be made for the outputs. */
export const NO_DIRECTORY = -2;

/** The exit code that stands for a script that was not run, because the one before it failed. */
export const SKIPPED = -3;

/**
 * Where outputs are kept if nothing else was said: the first that takes a file. Memory comes first:
 * making two files costs 8 ms on a busy disk, and next to nothing there.
 */
const USUAL_DIRECTORIES = ["/dev/shm", '"${TMPDIR:-/tmp}"', "/var/tmp"];

/** After so many captured programs their files are removed. */
const FILES_KEPT = 16;

const encoder = new TextEncoder();

/**
 * Makes the session's directory, in the first place that takes a file; it is removed when the shell
 * ends. Where that was killed, a later session does it: the name begins with the shell's number.
 */
export function captureDirectory(directories: readonly string[] = []): Uint8Array {
  const name = `.shep-$$-${crypto.randomUUID()}`;
  const wanted = directories.map((directory) => `(umask 077;mkdir -p ${directory})2>/dev/null\n`);
  const places = [...directories, ...USUAL_DIRECTORIES].join(" ");
  return encoder.encode(
    `${wanted.join("")}for shep_d in ${places};do shep_d=$shep_d/${name};` +
      '(umask 077;mkdir "$shep_d"&&echo >"$shep_d/x")2>/dev/null&&break;' +
      'rm -rf "$shep_d" 2>/dev/null;shep_d=;done\n' +
      `trap 'rm -rf "$shep_d"' 0;trap 'exit 129' 1;trap 'exit 143' 15\n${REMOVE_STALE}`,
  );
}

/**
 * Removes directories of the user's own whose shells are gone, beside the one just made, by one
 * program that nobody waits for; none is started where there are none. A shell that cannot be seen from
 * here may live in another namespace of processes: what was used within a day is left alone.
 */
const REMOVE_STALE = 'set --;[ -z "$shep_d" ]||for shep_o in "${shep_d%/*}"/.shep-[0-9]*-*;do ' +
  "shep_p=${shep_o##*/.shep-};" +
  '[ ! -d "$shep_o" ]||kill -0 "${shep_p%%-*}"||set -- "$@" "$shep_o";done 2>/dev/null\n' +
  'if [ $# != 0 ];then find "$@" -prune -type d -user "$(id -u)" -mtime +0 -exec rm -rf {} + ' +
  "</dev/null >/dev/null 2>&1 & fi;set --\n";

/**
 * What stands around a subshell whose outputs are captured; `number` tells its files from others.
 * Both come back on the shell's standard output, one behind the other, each with the marker at its
 * end: a program that has nothing to say is answered in one piece, and whoever waits is woken once.
 *
 * A file that cannot be written afterwards means that there is no space left, so that the outputs may
 * not be whole. It is a new one each time: ext4 writes a file that was emptied to the disk at once,
 * which costs 10 ms.
 */
export function captured(marker: string, number: number): readonly [before: string, after: string] {
  const [out, err, probe] = ["", "e", "x"].map((suffix) => `"$shep_d/${number}${suffix}"`);
  const cleaning = number % FILES_KEPT === FILES_KEPT - 1 ? 'rm -f "$shep_d"/[0-9]*;' : "";
  return [
    `if [ -n "$shep_d" ];then ${cleaning}`,
    ` >${out} 2>${err}\nshep_r=$?;shep_f=;echo >${probe}||shep_f=full\n` +
    `[ ! -s ${out} ]||{ cat ${out};true >${out};}\n` +
    `if [ -s ${err} ];then echo ${marker} $shep_r $shep_f;cat ${err};true >${err};echo ${marker}\n` +
    `else echo "${marker} $shep_r $shep_f\n${marker}";fi;shep_r=$shep_r$shep_f\n` +
    `else shep_r=none;echo "${marker} none\n${marker}";fi 2>/dev/null\n`,
  ];
}

/**
 * The exit code on a marker's line.
 *
 * @throws {Fault} `failed`, where the outputs may not be whole.
 */
export function readLabel(label: string): number {
  const [exitCode = "", problem] = label.split(" ");
  if (exitCode === "none") return NO_DIRECTORY;
  if (exitCode === "skipped") return SKIPPED;
  if (problem !== "full") return Number(exitCode);
  throw new Fault("failed", "The target has no space left to keep the program's output in", {
    detail: `The program ran and ended with exit code ${exitCode}; what it wrote may not be whole`,
    hint: "Make space there, or name another directory by ansible_remote_tmp",
  });
}

/** A directory of the target as a shell word; `~` is the user's home. */
export function directoryWord(path: string): string {
  if (path === "~") return '"$HOME"';
  return path.startsWith("~/") ? `"$HOME"/${shellQuote(path.slice(2))}` : shellQuote(path);
}
