/**
 * Owner, group and permissions: the arguments that all actions on files share, and how the target
 * brings a file to them.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/file_module.html
 * @module
 */
import { type ArgumentSpec, shellLibrary, shellLines, type ShellText, type Value } from "@shep/sdk";
import { type ExtraAttributes, extraAttributes, extraFunctions } from "./extra_attributes.ts";
import { assignments } from "./target.ts";
import { type Mode, modeFunction, needsUmask, parseMode } from "./mode.ts";

/** The arguments. */
export const ATTRIBUTE_ARGUMENTS = {
  mode: {
    type: "raw",
    description: "The permissions: octal ('0644') or symbolic (u+rwX,go=).",
  },
  owner: { type: "str", description: "The user that owns it, by name or number." },
  group: { type: "str", description: "The group that owns it, by name or number." },
  unsafe_writes: {
    type: "bool",
    description: "Whether a file that cannot be replaced may be overwritten in place.",
    default: false,
  },
  attributes: {
    type: "str",
    description: "Flags as `chattr` takes them: `+i`, `-a`, `=e`.",
    aliases: ["attr"],
  },
  seuser: {
    type: "str",
    description: "SELinux user, where the target has it; `_default` is the policy's.",
  },
  serole: { type: "str", description: "SELinux role." },
  setype: { type: "str", description: "SELinux type." },
  selevel: { type: "str", description: "SELinux level." },
} as const satisfies Record<string, ArgumentSpec>;

/** Those arguments, as an action receives them. */
export interface AttributeArguments {
  readonly mode?: Value;
  readonly owner?: string;
  readonly group?: string;
  readonly attributes?: string;
  readonly seuser?: string;
  readonly serole?: string;
  readonly setype?: string;
  readonly selevel?: string;
}

/** What a file is to be brought to. */
export interface Attributes {
  readonly mode?: Mode | undefined;
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
  readonly extras?: ExtraAttributes | undefined;
}
/**
 * What the arguments ask for.
 *
 * @throws {TaskFailure} For a bad mode or bad flags.
 */
export function wantedAttributes(args: AttributeArguments): Attributes {
  const { mode, owner, group } = args;
  const extras = extraAttributes(args);
  return {
    ...(mode === undefined || mode === null ? {} : { mode: parseMode(mode) }),
    ...(owner === undefined ? {} : { owner }),
    ...(group === undefined ? {} : { group }),
    ...(extras === undefined ? {} : { extras }),
  };
}

/** Whether nothing is asked for. */
export function isEmpty({ mode, owner, group, extras }: Attributes): boolean {
  return mode === undefined && owner === undefined && group === undefined && extras === undefined;
}

/**
 * Shell functions. `attributes PATH [-h]` brings a path that was looked at to what is wanted, and
 * tells each change as `change=NAME BEFORE AFTER` with uids, gids and decimal modes.
 *
 * The owner is changed before the mode, because chown clears the setuid bit. A mode is written with
 * five digits: with fewer, GNU's chmod leaves a directory's setgid bit alone.
 */
const FUNCTIONS = shellLibrary(`
fields() {
  set -- $s
  hex=$1 uid=$2 gid=$3
  m=$((0x$hex & 4095)) d=$(((0x$hex & 61440) == 16384))
  # As a pattern, nine asterisks take dash as long as a third of a program.
  shift 9; user=$*
  files_group=\${user#*:} user=\${user%%:*}
}
want_owner() {
  case $owner in
    "") wu= ;;
    *[!0-9]*)
      if [ "$owner" = "$user" ]; then wu=$uid
      else wu=$(id -u -- "$owner" 2>/dev/null) || fail "chown failed: failed to look up user $owner"
      fi ;;
    *) wu=$owner ;;
  esac
}
want_group() {
  case $group in
    "") wg= ;;
    *[!0-9]*)
      if [ "$group" = "$files_group" ]; then wg=$gid
      else
        wg=$(getent group "$group" 2>/dev/null || grep "^$group:" /etc/group 2>/dev/null) ||
          fail "chgrp failed: failed to look up group $group"
        wg=\${wg#*:*:} wg=\${wg%%:*}
      fi ;;
    *) wg=$group ;;
  esac
}
own() {
  [ -z "$wu" ] || [ "$wu" = "$uid" ] || {
    change owner "$uid" "$wu"; owned=1; run quickly chown $2 "$wu" -- "$1" || fail "chown failed"
  }
  [ -z "$wg" ] || [ "$wg" = "$gid" ] || {
    change group "$gid" "$wg"; owned=1; run quickly chgrp $2 "$wg" -- "$1" || fail "chgrp failed"
  }
}
permit() {
  [ "$m" = "$2" ] || change mode "$2" "$m"
  [ "$m" = "$2" ] && [ -z "$owned" ] || { octal "$m"; run quickly chmod "$r" -- "$1"; } ||
    fail "chmod failed"
}
attributes() {
  owned=
  fields; want_owner; want_group
  own "$1" $2
  [ -z "$mode" ] || [ -n "$2" ] || { old=$m; new_mode; permit "$1" "$old"; }
  extras "$1" $2
}`);

/** The functions, and the variables they go by. */
export function attributeFunctions({ mode, owner, group, extras }: Attributes): ShellText {
  const variables = { owner: owner ?? "", group: group ?? "", mode: mode === undefined ? "" : "1" };
  return shellLines([
    assignments(variables),
    needsUmask(mode) ? "read_umask" : "",
    modeFunction(mode),
    extraFunctions(extras),
    FUNCTIONS,
  ]);
}
