/**
 * The action `authorized_key`: the keys that may log in as a user.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/authorized_key_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  sh,
  shellLines,
  type ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { byteString } from "../file/byte_string.ts";
import { editFile } from "../file/edit_file.ts";
import { assignments, type Report, statusValues } from "../file/target.ts";
import { downloadTo } from "../net/download.ts";
import { ENTRIES, parseAccount } from "./accounts.ts";
import { type AuthorizedKey, editKeys, parseAuthorizedKey } from "./ssh_keys.ts";

const SPECS = {
  user: { type: "str", description: "Who may be logged in as.", required: true },
  key: {
    type: "str",
    description: "The public keys, a line each, or the address of a file of them.",
    required: true,
  },
  path: {
    type: "path",
    description: "The file; `.ssh/authorized_keys` in the user's home if absent.",
  },
  manage_dir: {
    type: "bool",
    description: "Whether the file's directory is made where it is missing.",
    default: true,
  },
  state: {
    type: "str",
    description: "Whether the keys are to be in the file.",
    choices: ["absent", "present"],
    default: "present",
  },
  key_options: { type: "str", description: "What the keys are limited to." },
  exclusive: {
    type: "bool",
    description: "Whether nothing else may be in the file.",
    default: false,
  },
  validate_certs: {
    type: "bool",
    description: "Whether the server of an address has to prove who it is.",
    default: true,
  },
  comment: { type: "str", description: "The comment of the keys, instead of their own." },
  follow: {
    type: "bool",
    description: "Whether a link is followed, not replaced.",
    default: false,
  },
} as const;

type KeyArguments = Arguments<typeof SPECS>;

/** Makes sure that keys may log in as a user, or may not. */
export const authorizedKey = defineAction({
  name: "authorized_key",
  summary: "Makes sure that keys may log in as a user, or may not.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- authorized_key:\n    user: deploy\n    key: \"{{ lookup('file', 'keys/deploy.pub') }}\"\n" +
    "    exclusive: true",
  ],
  returns: {
    keyfile: "The file.",
    key: "The keys.",
    key_options: "What they are limited to.",
    exclusive: "Whether nothing else may be in the file.",
  },
  async run(args, task): Promise<TaskResult> {
    if (!/^[\w.][\w.$-]*$/.test(args.user)) {
      throw new TaskFailure(`Failed to lookup user ${args.user}: it is no name of a user`);
    }
    const edited = await editFile(
      {
        path: args.path ?? `~${args.user}/.ssh/authorized_keys`,
        probe: probe(args),
        attributes: (report) => ({ ...ownerOf(args.user, report), mode: { bits: 0o600 } }),
        attributesOfNewContent: true,
        makeParents: args.manage_dir,
        directoryMode: { bits: 0o700 },
        follow: args.follow,
      },
      (text, report) => editKeys(text, wantedKeys(args, report), args),
      task,
    );
    const { key_options, comment, path, ...rest } = args;
    return {
      changed: edited.changed,
      values: {
        ...rest,
        key_options: key_options ?? null,
        comment: comment ?? null,
        path: path ?? null,
        keyfile: edited.path,
        ...(path === undefined ? {} : statusValues(edited.report.stat ?? edited.probe.stat)),
      },
      ...(task.diff && edited.changed ? { diff: edited.diff } : {}),
    };
  },
});

/** What the file is that is there. */
const STATUS = 'if [ -e "$path" ]; then look "$path"; say stat "$s"; fi';

const ADDRESS = /^(?:https?|ftp):\/\//;

/** Who the user is; and the keys, if they are elsewhere. */
function probe({ user, key, validate_certs }: KeyArguments): ShellText {
  const lookup = shellLines([
    STATUS,
    ENTRIES,
    assignments({ local: "" }),
    sh`say account "$(entry passwd ${user})"`,
  ]);
  if (key.startsWith("file://")) {
    return shellLines([
      lookup,
      sh`keys=$(cat -- ${key.slice("file://".length)}) || fail "Error getting key from: "${key}`,
      'say keys "$keys"',
    ]);
  }
  if (!ADDRESS.test(key)) return lookup;
  const fetched = downloadTo("fetched", key, ".pub", { validatesCerts: validate_certs });
  return shellLines([lookup, fetched, 'say keys "$(cat -- "$fetched")"']);
}

/** @throws {TaskFailure} For a user that there is not. */
function ownerOf(user: string, report: Report): { owner: string; group: string } {
  const account = parseAccount(report.get("account"));
  if (account === undefined) {
    throw new TaskFailure(`Failed to lookup user ${user}: there is none of that name`);
  }
  return { owner: String(account.uid), group: String(account.gid) };
}

/** @throws {TaskFailure} For a line that is no key. */
function wantedKeys(args: KeyArguments, report: Report): AuthorizedKey[] {
  const text = report.get("keys") ?? args.key;
  const lines = text.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const key = parseAuthorizedKey(byteString(line));
    if (key === undefined) throw new TaskFailure(`invalid key specified: ${line}`);
    return {
      ...key,
      ...(args.key_options === undefined ? {} : { options: byteString(args.key_options) }),
      ...(args.comment === undefined ? {} : { comment: byteString(args.comment) }),
    };
  });
}
