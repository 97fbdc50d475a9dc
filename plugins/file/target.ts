/**
 * How the plugin's scripts talk: shell functions that every script begins with, and the reader of
 * what they print.
 *
 * A script prints records `name=value`, each ended by a NUL, which no path and no name can hold.
 *
 * @module
 */
import {
  type ExecResult,
  sh,
  shellLibrary,
  shellLines,
  ShellText,
  type Task,
  TaskFailure,
  type Value,
} from "@shep/sdk";
import { splitLines } from "../command/output.ts";
import { shownMode } from "./mode.ts";

/**
 * The functions. `say NAME VALUE …` prints records; each call may wake who reads them.
 *
 * `look PATH [-L]` leaves in `$s` what stat says: type and permissions (hex), uid,
 * gid, size, links, inode, device, access and modification time, user:group. GNU and busybox take
 * the first form, BSD the second.
 *
 * `read_umask` leaves the umask in `$mask`, as a number.
 *
 * `rename FROM TO` replaces what is at TO in one step, a link to a directory, too; a `mv` that
 * knows neither GNU's -T nor BSD's -h would move FROM into that directory, so the link goes first.
 *
 * What runs in every task runs with LC_ALL=C: to read a locale takes a GNU program a quarter of its
 * time. What fails is run again by `quickly`, to say why in the words of the target.
 *
 * A substitution costs a process, so the umask is read where Linux tells it, and octal digits are put
 * together by the shell: `octal` leaves five in `$r`, and `hide` makes a number the umask.
 */
const LIBRARY = shellLibrary(`
say() { printf '%s=%s\\0' "$@"; }
fail() { say fail "$1"; exit 1; }
is_there() { [ -e "$1" ] || [ -L "$1" ]; }
change() { changed=1; say change "$*"; }
run() { [ -n "$check" ] || { touched=1; "$@"; }; }
quickly() { LC_ALL=C "$@" 2>/dev/null || "$@"; }
look() {
  s=$(LC_ALL=C stat $2 -c '%f %u %g %s %h %i %d %X %Y %U:%G' -- "$1" 2>/dev/null) ||
    s=$(stat $2 -f '%Xp %u %g %z %l %i %d %a %m %Su:%Sg' -- "$1") ||
    fail "Cannot look at $1"
}
resolve() { r=$(readlink -f -- "$1" && echo x) && r=\${r%??} || fail "Cannot follow the link $1"; }
link_target() { r=$(readlink -- "$1" && echo x) && r=\${r%??}; }
octal() { r=0$(($1 >> 9))$(($1 >> 6 & 7))$(($1 >> 3 & 7))$(($1 & 7)); }
parent() { case $1 in */*) r=\${1%/*}; r=\${r:-/} ;; *) r=. ;; esac; }
hide() { octal "$1"; umask "$r"; }
read_umask() {
  { read -r r && read -r r digits; } 2>/dev/null </proc/self/status && [ "$r" = Umask: ] ||
    digits=$(umask)
  # Some shells take a number that begins with 0 for a decimal one.
  mask=0
  while [ -n "$digits" ]; do
    mask=$((mask * 8 + \${digits%"\${digits#?}"})) digits=\${digits#?}
  done
}
rename() {
  LC_ALL=C mv -fT -- "$1" "$2" 2>/dev/null || mv -fh -- "$1" "$2" 2>/dev/null || {
    [ ! -L "$2" ] || [ ! -d "$2" ] || rm -f -- "$2"
    mv -f -- "$1" "$2"
  }
}`);

/** A script of the plugin: its functions, its variables, and what it does. */
export function targetScript(
  variables: Readonly<Record<string, string | number | boolean | ShellText | undefined>>,
  body: readonly (ShellText | string)[],
): ShellText {
  return shellLines([LIBRARY, assignments(variables), "changed=", ...body]);
}

/** Shell variables; what is `false` or absent is empty, `true` is 1. */
export function assignments(
  variables: Readonly<Record<string, string | number | boolean | ShellText | undefined>>,
): ShellText {
  const lines = Object.entries(variables).map(([name, value]) => {
    const word = value === true ? 1 : value === false || value === undefined ? "" : value;
    return sh`${new ShellText(name)}=${word}`;
  });
  return shellLines(lines);
}

/** What a script reported. */
export class Report {
  readonly #records: readonly (readonly [string, string])[];

  constructor(text: string) {
    this.#records = text.split("\0").slice(0, -1).map((record) => {
      const at = record.indexOf("=");
      return [record.slice(0, at), record.slice(at + 1)];
    });
  }

  /** The last value of `name`. */
  get(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** Every value of `name`, in order. */
  all(name: string): string[] {
    return this.#records.filter(([each]) => each === name).map(([, value]) => value);
  }

  /** Whether anything was changed, or would have been. */
  get changed(): boolean {
    return this.#records.some(([name]) => name === "change");
  }

  /** What stands at the path now, if the script looked. */
  get stat(): FileStatus | undefined {
    const line = this.get("stat");
    return line === undefined || line === "" ? undefined : parseStatus(line);
  }
}

/**
 * Reads the output of a script; `about` is returned by a failure, too.
 *
 * @throws {TaskFailure} When the script failed: with what it said, and what the tools said.
 */
export function readReport(
  result: ExecResult,
  about: Readonly<Record<string, Value>> = {},
): Report {
  const report = new Report(result.stdout);
  const failure = report.get("fail");
  if (failure === undefined && result.exitCode === 0) return report;
  const why = result.stderr.trim();
  const message = failure ?? "The target's shell could not run the script";
  throw new TaskFailure(why === "" ? message : `${message}: ${why}`, {
    ...about,
    ...(report.get("path") === undefined ? {} : { path: report.get("path") }),
    ...statusValues(report.stat),
    ...failureValues(report),
  });
}

/** What a script adds to its failure: numbers, and outputs of a program with their lines. */
function failureValues(report: Report): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const text of report.all("failure")) {
    const at = text.indexOf(" ");
    const [name, value] = [text.slice(0, at), text.slice(at + 1)];
    values[name] = /^\d+$/.test(value) ? Number(value) : value;
    if (name === "stdout" || name === "stderr") values[`${name}_lines`] = splitLines(value);
  }
  return values;
}

/** What stat says of a file. */
export interface FileStatus {
  readonly kind: "file" | "directory" | "link" | "other";
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly links: number;
  /** Seconds since 1970. */
  readonly accessed: number;
  readonly modified: number;
  readonly owner: string;
  readonly group: string;
}

const KINDS: Readonly<Record<number, FileStatus["kind"]>> = {
  0o100000: "file",
  0o040000: "directory",
  0o120000: "link",
};

/** Reads a line of `look`. */
export function parseStatus(line: string): FileStatus {
  const [hex = "", uid, gid, size, links, _inode, _device, accessed, modified] = line.split(" ");
  const names = line.split(" ").slice(9).join(" ");
  const at = names.indexOf(":");
  const bits = parseInt(hex, 16);
  return {
    kind: KINDS[bits & 0o170000] ?? "other",
    mode: bits & 0o7777,
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    links: Number(links),
    accessed: Number(accessed),
    modified: Number(modified),
    owner: nameOrId(names.slice(0, at), uid),
    group: nameOrId(names.slice(at + 1), gid),
  };
}

/** Who has no name is called by the number, as in Ansible. */
function nameOrId(name: string, id: string | undefined): string {
  return withoutPlaceholder(name) || (id ?? "");
}

/** The name of an owner or group; empty where GNU's stat says that there is none. */
export function withoutPlaceholder(name: string): string {
  return name === "UNKNOWN" ? "" : name;
}

/** The return values that Ansible gives for every file: what is known only by looking at it. */
export const STATUS_VALUES: readonly string[] = [
  "uid",
  "gid",
  "owner",
  "group",
  "mode",
  "size",
  "state",
];

/** Whether somebody may read one of them. */
export function isStatusRead(task: Pick<Task, "isRead">): boolean {
  return STATUS_VALUES.some((value) => task.isRead(value));
}

/** Those values. */
export function statusValues(status: FileStatus | undefined): Record<string, Value> {
  if (status === undefined) return {};
  const { kind, links } = status;
  return {
    uid: status.uid,
    gid: status.gid,
    owner: status.owner,
    group: status.group,
    mode: shownMode(status.mode),
    size: status.size,
    state: kind === "link" || kind === "directory" ? kind : links > 1 ? "hard" : "file",
  };
}
