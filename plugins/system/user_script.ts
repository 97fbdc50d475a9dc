/**
 * The scripts of the action `user`: one that looks, and one that takes the steps that were planned.
 *
 * @module
 */
import { sh, shellLines, ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { printCommand } from "../file/content.ts";
import { assignments, targetScript } from "../file/target.ts";
import { ENTRIES } from "./accounts.ts";
import type { Step } from "./user_plan.ts";

/** A pair of keys that a user is to have. */
export interface SshKey {
  /** Relative to the home directory; named after the type, if absent. */
  readonly file?: string | undefined;
  readonly type: string;
  readonly bits?: number | undefined;
  /** Where absent, the host is named. */
  readonly comment?: string | undefined;
  readonly passphrase?: string | undefined;
  /** Whether keys that are there are made anew. */
  readonly force: boolean;
}

/** What is looked for. */
export interface UserLookup {
  readonly name: string;
  readonly local: boolean;
  /** Groups whose lines are wanted besides. */
  readonly groups: readonly string[];
  readonly home?: string | undefined;
  readonly key?: SshKey | undefined;
}

/** The script that looks. */
export function lookupScript({ name, local, groups, home, key }: UserLookup): ShellText {
  return targetScript({ name, local, home: home ?? "" }, [
    ENTRIES,
    keyVariables(key),
    sh`set -- ${[name, ...groups]}`,
    LOOKUP,
    REPORT,
    "exit 0",
  ]);
}

/** The script that takes steps, makes the keys, and tells what is there then. */
export function stepsScript(
  steps: readonly Step[],
  { name, local, home, key }: UserLookup,
): ShellText {
  return targetScript({ name, local, home: home ?? "", check: "" }, [
    ENTRIES,
    keyVariables(key),
    FUNCTIONS,
    ...steps.map(stepText),
    key === undefined ? "" : "make_key",
    REPORT,
    "exit 0",
  ]);
}

function stepText({ command, stdin }: Step): ShellText {
  const [program = ""] = command;
  const input = stdin === undefined ? "" : `${printCommand(new TextEncoder().encode(stdin))} | `;
  return new ShellText(`${input}step ${sh`${command}`} || fail ${sh`${`${program} failed`}`}`);
}

function keyVariables(key: SshKey | undefined): ShellText {
  if (key === undefined) return new ShellText("key_file=");
  const { file, type, bits, comment, passphrase, force } = key;
  return shellLines([
    assignments({
      key_file: file === undefined ? `.ssh/id_${type}` : expandingWord(file),
      key_type: type,
      key_bits: bits ?? "",
      key_comment: comment ?? "",
      key_passphrase: passphrase ?? "",
      key_force: force,
    }),
  ]);
}

/** `$1` is the user, who may be in groups that are not named; then the groups that are. */
const LOOKUP = new ShellText(`
user=$1; shift
if has useradd || [ -n "$local" ]; then say tools shadow; else say tools busybox; fi
{ if [ -z "$local" ] && has getent; then getent group; else cat /etc/group; fi } 2>/dev/null | {
  r=
  while IFS= read -r line; do
    case ,\${line##*:}, in *",$user,"*) r="$r$line
" ;; esac
  done
  say groups "$r"
}
for each in "$user" "$@"; do
  case $each in
    *[!0-9]*) line=$(entry group "$each") ;;
    *) line=$(getent group "$each" 2>/dev/null || grep "^[^:]*:[^:]*:$each:" /etc/group) ;;
  esac
  say groups "$line"
done
line=$(entry passwd "$user") && {
  gid=\${line#*:*:*:}; gid=\${gid%%:*}
  say groups "$(getent group "$gid" 2>/dev/null || grep "^[^:]*:[^:]*:$gid:" /etc/group)"
}
[ ! -r /etc/shadow ] || say shadow "$(grep "^$user:" /etc/shadow)"`);

/** What there is of the user, and of the keys. */
const REPORT = new ShellText(`
account=$(entry passwd "$name") && {
  say account "$account"
  place=\${account%:*}; place=\${place##*:}
  if [ -d "\${home:-$place}" ]; then say has_home 1; fi
  case $key_file in
    "") ;;
    *)
      case $key_file in /*) key=$key_file ;; *) key=$place/$key_file ;; esac
      say key_file "$key"
      if [ -e "$key.pub" ]; then
        say key "$(cat -- "$key.pub")"
        say fingerprint "$(ssh-keygen -l -f "$key.pub" 2>/dev/null)"
      fi ;;
  esac
}`);

const FUNCTIONS = new ShellText(`
step() {
  case $1 in make_home) ;; *) has "$1" || fail "There is no $1 on the target, which this needs" ;; esac
  said=$("$@" 2>&1) || { printf '%s' "$said" >&2; return 1; }
  [ -z "$said" ] || say stdout "$said"
}
owner() {
  account=$(entry passwd "$name") || fail "There is no user $name"
  rest=\${account#*:*:}; uid=\${rest%%:*}; rest=\${rest#*:}; gid=\${rest%%:*}
  place=\${account%:*}; place=\${place##*:}
}
make_home() {
  owner
  mkdir -p -- "$1" && { [ ! -d "$2" ] || cp -R -- "$2/." "$1"; } && chown -R "$uid:$gid" -- "$1" &&
    chmod 0755 -- "$1"
}
make_key() {
  owner
  case $key_file in /*) key=$key_file ;; *) key=$place/$key_file ;; esac
  if [ -e "$key" ]; then
    [ -n "$key_force" ] || return 0
    rm -f -- "$key" "$key.pub" || fail "Cannot remove $key"
  fi
  has ssh-keygen || fail "There is no ssh-keygen on the target, which keys need"
  [ -d "$place" ] || [ "$key" != "$place/$key_file" ] || fail "The home directory $place is not there"
  parent "$key"; directory=$r
  [ -d "$directory" ] || {
    mkdir -m 0700 -- "$directory" && chown "$uid:$gid" -- "$directory" || fail "Cannot make $directory"
  }
  [ -n "$key_comment" ] || key_comment="ansible-generated on $(hostname 2>/dev/null || uname -n)"
  set -- -q -t "$key_type" -C "$key_comment" -f "$key"
  [ -z "$key_bits" ] || set -- "$@" -b "$key_bits"
  if [ -z "$key_passphrase" ]; then said=$(ssh-keygen "$@" -N '' 2>&1)
  else said=$(with_passphrase "$@" 2>&1)
  fi || fail "ssh-keygen failed: $said"
  chown "$uid:$gid" -- "$key" "$key.pub" || fail "chown failed"
}
with_passphrase() {
  ask=$directory/.shep-ask-$$
  (umask 077; printf '#!/bin/sh\\nprintf "%%s\\\\n" "$SHEP_PASSPHRASE"\\n' >"$ask") && chmod 0700 "$ask"
  SHEP_PASSPHRASE=$key_passphrase SSH_ASKPASS=$ask SSH_ASKPASS_REQUIRE=force DISPLAY=:0 \\
    ssh-keygen "$@" </dev/null
  code=$?
  rm -f -- "$ask"
  return $code
}`);
