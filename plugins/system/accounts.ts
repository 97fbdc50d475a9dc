/**
 * Users and groups of the target: how its scripts look them up, and how lines of its databases are
 * read.
 *
 * @see https://man7.org/linux/man-pages/man5/passwd.5.html
 * @module
 */
import { ShellText } from "@shep/sdk";

/**
 * Defines `entry DATABASE NAME`, which prints the line of a user or group; where `$local` is set,
 * only if it is in the file. getent takes a number for an id, which is not what is asked for.
 */
export const ENTRIES = new ShellText(`
has() { command -v "$1" >/dev/null 2>&1; }
entry() {
  r=
  if [ -z "$local" ] && has getent; then r=$(getent "$1" "$2"); case $r in "$2":*) ;; *) r= ;; esac; fi
  [ -n "$r" ] || while IFS= read -r r; do case $r in "$2":*) break ;; esac; r=; done <"/etc/$1"
  [ -n "$r" ] && printf '%s\\n' "$r"
}`);

/** A line of passwd. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly comment: string;
  readonly home: string;
  readonly shell: string;
}

/** Reads a line of passwd. */
export function parseAccount(line: string | undefined): Account | undefined {
  if (line === undefined || line === "") return undefined;
  const [name = "", , uid, gid, comment = "", home = "", shell = ""] = line.split(":");
  return { name, uid: Number(uid), gid: Number(gid), comment, home, shell };
}

/** A line of group. */
export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** Reads lines of group. */
export function parseGroups(lines: string): Group[] {
  return lines.split("\n").filter((line) => line.includes(":")).map((line) => {
    const [name = "", , gid, members = ""] = line.split(":");
    return { name, gid: Number(gid), members: members.split(",").filter((each) => each !== "") };
  });
}

/** The fields of a line of shadow that are compared: days since 1970, empty where there are none. */
export interface Shadow {
  readonly password: string;
  readonly min: string;
  readonly max: string;
  readonly warn: string;
  readonly inactive: string;
  readonly expires: string;
}

/** Reads a line of shadow. */
export function parseShadow(line: string | undefined): Shadow | undefined {
  if (line === undefined || line === "") return undefined;
  const [, password = "", , min = "", max = "", warn = "", inactive = "", expires = ""] = line
    .split(":");
  return { password, min, max, warn, inactive, expires };
}
