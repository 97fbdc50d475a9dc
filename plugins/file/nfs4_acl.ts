/**
 * The NFSv4 side of the action `acl`: what an entry is in the notation of `nfs4_setfacl`, and the
 * script that adds and removes it by that program.
 *
 * @see https://man7.org/linux/man-pages/man5/nfs4_acl.5.html
 * @see https://man7.org/linux/man-pages/man1/nfs4_setfacl.1.html
 * @module
 */
import { ShellText, TaskFailure } from "@shep/sdk";

/** What one entry says, as the arguments of `acl` have it. */
export interface Nfs4Entry {
  readonly etype: string;
  readonly entity: string;
  /** All that there are for the entity, if absent. */
  readonly permissions?: string;
  /** Whether it is for what will be made in the directory, and not for the directory itself. */
  readonly inherited: boolean;
}

/** Whom an entry without an entity is for. */
const PRINCIPALS: Readonly<Record<string, string>> = {
  user: "OWNER@",
  group: "GROUP@",
  other: "EVERYONE@",
};

/** What everybody who is allowed something is allowed, too, as Ansible has it. */
const ALWAYS = "tcy";

const ACE = /^[ADUL]:[fdnigSF]*:[^:,\s]+:[rwaxdDtTnNcCoyRWX]+$/;

/** Whether an entry is written as nfs4_acl(5) has it: `A::joe@example.org:rtcy`. */
export function isAce(entry: string): boolean {
  return /^[ADUL](:[^:]*){3}$/.test(entry);
}

/**
 * An entry that is written so.
 *
 * @throws {TaskFailure} When it has flags or permissions that there are not.
 */
export function checkedAce(ace: string): string {
  if (ACE.test(ace)) return ace;
  throw new TaskFailure(
    `'${ace}' is no entry of an NFSv4 list: those are type:flags:principal:permissions, with the ` +
      "type one of ADUL, flags of fdnigSF and permissions of rwaxdDtTnNcCoy or RWX",
  );
}

/**
 * The entry that allows what the arguments say; without permissions, how it begins.
 *
 * @throws {TaskFailure} For what these lists do not know.
 */
export function allowingAce({ etype, entity, permissions, inherited }: Nfs4Entry): string {
  const special = PRINCIPALS[etype];
  if (special === undefined) {
    throw new TaskFailure(
      `'etype' MUST be one of: user, group, other when 'use_nfsv4_acls' is set, not '${etype}': ` +
        "NFSv4 lists have no such entries",
    );
  }
  if (etype === "other" && entity !== "") {
    throw new TaskFailure("'entity' MUST NOT be set when 'etype=other'.");
  }
  // The flags are in the order in which nfs4_getfacl shows them.
  const flags = `${inherited ? "fdi" : ""}${etype === "group" ? "g" : ""}`;
  const whom = `A:${flags}:${entity === "" ? special : entity}`;
  if (permissions !== undefined) {
    return checkedAce(`${whom}:${permissions.replaceAll("-", "")}${ALWAYS}`);
  }
  checkedAce(`${whom}:${ALWAYS}`);
  return whom;
}

/**
 * Adds (`-a`) or removes (`-x`) `$entry`, unless `$operation` is empty, and says the list.
 *
 * Whether an entry is there tells `nfs4_setfacl --test -x`, which knows the aliases and that the
 * order of letters does not count: what it would leave is then shorter. With `$any`, the entry is how
 * entries begin, and all such ones are meant. A server may merge a new entry with what it has, so
 * that nothing has changed. `nfs4_getfacl` succeeds in any case, but prints nothing where it failed.
 */
export const NFS4_SCRIPT = new ShellText(`
read_list() {
  r=$(nfs4_getfacl "$1") && [ -n "$r" ] || fail "nfs4_getfacl failed"
  r=$(printf '%s\\n' "$r" | sed '/^#/d;/^$/d')
}
beginning() {
  r=
  while read -r line; do
    case $line in "$entry":*) r=$r,$line ;; esac
  done <<END
$list
END
  r=\${r#,}
}
edit() {
  read_list "$1"
  list=$r ace=$entry
  if [ -n "$any" ]; then
    beginning
    ace=$r
    [ -n "$ace" ] || return 0
  fi
  left=$(quickly nfs4_setfacl --test -x "$ace" "$1") || fail "nfs4_setfacl failed"
  case $operation in
    -a) [ "$left" = "$list" ] || return 0 ;;
    -x) [ "$left" != "$list" ] || return 0 ;;
  esac
  if [ -n "$check" ]; then change acl; return; fi
  nfs4_setfacl "$operation" "$ace" "$1" || fail "nfs4_setfacl failed"
  read_list "$1"
  [ "$r" = "$list" ] || change acl
}
edit_below() {
  [ -r "$1" ] && [ -x "$1" ] || fail "Cannot list the directory $1"
  for below in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    if [ -L "$below" ] || [ ! -e "$below" ]; then continue; fi
    if [ -d "$below" ]; then edit "$below"; edit_below "$below"
    elif [ -z "$default" ]; then edit "$below"
    fi
  done
}
[ -e "$path" ] || fail "Path not found or not accessible."
command -v nfs4_setfacl >/dev/null && command -v nfs4_getfacl >/dev/null ||
  fail "There is no nfs4_setfacl on the target; it is in the package nfs4-acl-tools"
[ -z "$default" ] || [ -d "$path" ] || fail "'default' is for directories, and $path is none"
# These programs know no --, and a number is a position to them.
case $path in /*) ;; *) path=./$path ;; esac
if [ -n "$operation" ] && { [ -z "$recursive" ] || [ -n "$follow" ] || [ ! -L "$path" ]; }; then
  edit "$path"
  [ -z "$recursive" ] || [ ! -d "$path" ] || edit_below "$path"
fi
read_list "$path"
[ -z "$r" ] || say acl "$r"`);
