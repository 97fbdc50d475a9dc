/**
 * The action `acl`: access control lists, by the target's `setfacl` and `getfacl`, or those of NFSv4.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/acl_module.html
 * @see https://man7.org/linux/man-pages/man1/setfacl.1.html
 * @module
 */
import { type Arguments, defineAction, ShellText, TaskFailure, type TaskResult } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { allowingAce, checkedAce, isAce, NFS4_SCRIPT } from "./nfs4_acl.ts";
import { readReport, targetScript } from "./target.ts";

const SPECS = {
  path: { type: "path", description: "The file or directory.", required: true, aliases: ["name"] },
  state: {
    type: "str",
    description: "Whether the entry is to be there; `query` only returns the list.",
    choices: ["absent", "present", "query"],
    default: "query",
  },
  etype: {
    type: "str",
    description: "Whom the entry is for.",
    choices: ["group", "mask", "other", "user"],
  },
  entity: { type: "str", description: "The user or group; empty for the owner's.", default: "" },
  permissions: {
    type: "str",
    description: "Of `rwxX`, or `-`; with `use_nfsv4_acls` the letters of nfs4_acl(5) and its " +
      "aliases `RWX`, to which `tcy` is added.",
  },
  entry: {
    type: "str",
    description: "All of that in one, the older way: `user:name:rw`; of an NFSv4 list also as it " +
      "is in there: `A::name@domain:rtcy`.",
  },
  default: {
    type: "bool",
    description: "Whether it is for what will be made in the directory.",
    default: false,
  },
  recursive: {
    type: "bool",
    description: "Whether it is for everything below, too.",
    default: false,
    aliases: ["recurse"],
  },
  follow: { type: "bool", description: "Whether links are followed.", default: true },
  recalculate_mask: {
    type: "str",
    description: "Whether the mask is computed anew: as setfacl does, always, or never.",
    choices: ["default", "mask", "no_mask"],
    default: "default",
  },
  use_nfsv4_acls: {
    type: "bool",
    description: "Whether the lists are NFSv4's, by nfs4_setfacl and nfs4_getfacl.",
    default: false,
  },
} as const;

type AclArguments = Arguments<typeof SPECS>;

/** Sets, removes and shows access control lists. */
export const acl = defineAction({
  name: "acl",
  summary: "Sets, removes and shows entries of access control lists.",
  arguments: SPECS,
  supportsCheck: true,
  examples: [
    "- acl:\n    path: /srv/data\n    entity: web\n    etype: user\n    permissions: rX\n" +
    "    state: present\n    recursive: true",
  ],
  returns: { acl: "The list, as getfacl or nfs4_getfacl prints it.", msg: "What is so now." },
  async run(args, task): Promise<TaskResult> {
    const { state } = args;
    const entry = args.use_nfsv4_acls ? nfs4Entry(args) : posixEntry(args);
    const script = args.use_nfsv4_acls ? nfs4Script : posixScript;
    const report = readReport(await task.script(script(args, entry ?? "", task.check)));
    return {
      changed: report.changed,
      values: {
        acl: report.get("acl")?.split("\n") ?? [],
        msg: entry === undefined ? "current acl" : `${entry} is ${state}`,
      },
    };
  },
});

function posixScript(args: AclArguments, entry: string, check: boolean): ShellText {
  const { state } = args;
  const followed = args.follow ? "" : "-P";
  return targetScript({
    path: expandingWord(args.path),
    operation: state === "query" ? "" : state === "present" ? "-m" : "-x",
    entry,
    options: `${followed} ${setfaclOptions(args)}`,
    shown: `${followed} ${args.recursive ? "-R" : ""} ${isDefault(args) ? "-d" : ""}`,
    check,
  }, [SCRIPT]);
}

function nfs4Script(args: AclArguments, entry: string, check: boolean): ShellText {
  const { state, recursive, follow } = args;
  return targetScript({
    path: expandingWord(args.path),
    operation: state === "query" ? "" : state === "present" ? "-a" : "-x",
    entry,
    any: state === "absent" && !isAce(entry),
    default: isDefault(args),
    recursive,
    follow,
    check,
  }, [NFS4_SCRIPT]);
}

function isDefault({ entry = "", ...args }: AclArguments): boolean {
  return args.default || (/^d\w*:/i.test(entry) && !(args.use_nfsv4_acls && isAce(entry)));
}

function setfaclOptions(args: AclArguments): string {
  return [
    ...(args.recursive ? ["-R"] : []),
    ...(args.recalculate_mask === "mask" ? ["--mask"] : []),
    ...(args.recalculate_mask === "no_mask" ? ["--no-mask"] : []),
    ...(isDefault(args) ? ["-d"] : []),
  ].join(" ");
}

/** The entry as setfacl takes it; none for a query. */
function posixEntry(args: AclArguments): string | undefined {
  const parts = checkedEntry(args);
  return (args.state === "absent" ? parts?.slice(0, 2) : parts)?.join(":");
}

/** The entry as nfs4_setfacl takes it, or how it begins; none for a query. */
function nfs4Entry(args: AclArguments): string | undefined {
  const { state, entry } = args;
  if (args.recalculate_mask !== "default") {
    throw new TaskFailure(
      "'recalculate_mask' MUST NOT be set when 'use_nfsv4_acls' is set: NFSv4 lists have no mask.",
    );
  }
  if (state !== "query" && entry !== undefined && isAce(entry)) {
    if (!args.default) {
      refuseOtherParts(args);
      return checkedAce(entry);
    }
    throw new TaskFailure(
      `'default' MUST NOT be set with the 'entry' ${entry}: its flags say that.`,
    );
  }
  const parts = checkedEntry(args);
  if (parts === undefined) return undefined;
  const [etype = "", entity = "", permissions] = parts;
  const any = state === "absent" && permissions === "-";
  return allowingAce({
    etype,
    entity,
    ...(any || permissions === undefined ? {} : { permissions }),
    inherited: isDefault(args),
  });
}

/**
 * The entry's type, entity and permissions; none for a query.
 *
 * @throws {TaskFailure} For arguments that do not go together.
 */
function checkedEntry(args: AclArguments): readonly string[] | undefined {
  const { state, etype, entity, permissions, recursive } = args;
  if (state === "query") {
    if (recursive) throw new TaskFailure("'recursive' MUST NOT be set when 'state=query'.");
    if (args.recalculate_mask !== "default") {
      throw new TaskFailure(
        "'recalculate_mask' MUST NOT be set to 'mask' or 'no_mask' when " +
          "'state=query'.",
      );
    }
    return undefined;
  }
  if (args.entry !== undefined) return writtenEntry(args.entry, args);
  if (etype === undefined) throw new TaskFailure("'etype' MUST be set to one of: user, group, …");
  if (state === "absent" && entity === "") {
    throw new TaskFailure("'entity' MUST be set when 'state=absent'.");
  }
  if (state === "present" && permissions === undefined) {
    throw new TaskFailure("'permissions' MUST be set when 'state=present'.");
  }
  return [etype, entity, ...(permissions === undefined ? [] : [permissions])];
}

function writtenEntry(entry: string, args: AclArguments): readonly string[] {
  const { state } = args;
  refuseOtherParts(args);
  const [kind = "", ...others] = entry.replace(/^d\w*:/i, "").split(":");
  const parts = [ETYPES[kind.charAt(0).toLowerCase()] ?? kind, ...others];
  if (state === "present" && parts.length !== 3) {
    throw new TaskFailure(
      "'entry' MUST have 3 or 4 sections divided by ':' when 'state=present'.",
    );
  }
  if (state === "absent" && (parts.length < 2 || parts.length > 3)) {
    throw new TaskFailure("'entry' MUST have 2 or 3 sections divided by ':' when 'state=absent'.");
  }
  return parts;
}

function refuseOtherParts({ etype, entity, permissions }: AclArguments): void {
  if (etype !== undefined || entity !== "" || permissions !== undefined) {
    throw new TaskFailure(
      "'entry' MUST NOT be set when 'entity', 'etype' or 'permissions' are set.",
    );
  }
}

/** Whom an entry may be for, by the letter that it begins with. */
const ETYPES: Readonly<Record<string, string>> = {
  g: "group",
  m: "mask",
  o: "other",
  u: "user",
};

/** With `--test`, setfacl ends a line with `*,*` for what it would leave as it is. */
const SCRIPT = new ShellText(`
[ -e "$path" ] || fail "Path not found or not accessible."
command -v setfacl >/dev/null && command -v getfacl >/dev/null ||
  fail "There is no setfacl on the target; it is in the package acl"
if [ -n "$operation" ]; then
  tested=$(setfacl --test $options $operation "$entry" -- "$path") || fail "setfacl failed"
  case "$(printf '%s\\n' "$tested" | grep -v '\\*,\\*$')" in
    "") ;;
    *) change acl; run setfacl $options $operation "$entry" -- "$path" || fail "setfacl failed" ;;
  esac
fi
acl=$(getfacl -c $shown -p -- "$path" 2>/dev/null)
[ -z "$acl" ] || say acl "$acl"`);
