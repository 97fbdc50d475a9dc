/**
 * The action `copy`: files and directories of the playbook, text, and files of the target itself.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/copy_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  type SourceFile,
  type StatFileOptions,
  type Task,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "./attributes.ts";
import { LARGE_BYTES, MAX_INLINE_BYTES, sha1 } from "./content.ts";
import { contentText } from "./content_text.ts";
import { copyOnTarget } from "./copy_on_target.ts";
import { copyTree } from "./copy_tree.ts";
import { install, type Installation, installedValues } from "./install.ts";
import type { InstallOptions } from "./install_script.ts";
import { type Mode, parseMode } from "./mode.ts";
import { isStatusRead, STATUS_VALUES } from "./target.ts";

const SPECS = {
  src: {
    type: "path",
    description: "The file or directory. Of a directory that ends with a slash, what is in it.",
  },
  content: {
    type: "raw",
    description: "The text of the file, instead of `src`; a list or dict becomes JSON.",
    noLog: false,
  },
  dest: { type: "path", description: "Where it goes.", required: true },
  remote_src: { type: "bool", description: "Whether `src` is on the target.", default: false },
  directory_mode: { type: "raw", description: "The permissions of directories that are made." },
  backup: {
    type: "bool",
    description: "Whether the old file is kept beside the new one.",
    default: false,
  },
  force: {
    type: "bool",
    description: "Whether a file that is there already is replaced.",
    default: true,
  },
  follow: { type: "bool", description: "Whether a link at `dest` is followed.", default: false },
  local_follow: {
    type: "bool",
    description: "Whether links in a directory are followed, and not made anew.",
    default: true,
  },
  validate: {
    type: "str",
    description: "A command that checks the new file, `%s` in it, before it is put in place.",
  },
  checksum: { type: "str", description: "The SHA-1 that the source must have." },
  decrypt: {
    type: "bool",
    description: "Whether a file from a vault is decrypted.",
    default: true,
  },
  ...ATTRIBUTE_ARGUMENTS,
} as const;

type CopyArguments = Arguments<typeof SPECS>;

/** Copies files to the target. */
export const copy = defineAction({
  name: "copy",
  summary: "Copies files to the target.",
  arguments: SPECS,
  constraints: [{ mutuallyExclusive: ["src", "content"] }, { requiredOneOf: ["src", "content"] }],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- name: A file\n  copy:\n    src: app.conf\n    dest: /etc/app.conf\n    mode: '0644'",
    '- name: Text\n  copy:\n    content: "{{ motd }}"\n    dest: /etc/motd',
  ],
  returns: {
    dest: "Where the file is.",
    src: "What was copied.",
    checksum: "Its SHA-1.",
    md5sum: "Its MD5, when it was copied.",
    backup_file: "Where the old file is.",
    mode: "Its permissions, as '0644'.",
    owner: "The user that owns it; `uid` is its number.",
    group: "The group that owns it; `gid` is its number.",
    size: "Its size in bytes.",
    state: "What it is: file, or directory.",
  },
  costly: ["checksum", "md5sum", ...STATUS_VALUES],
  run(args, task): Promise<TaskResult> {
    if (args.remote_src && args.src !== undefined) {
      return copyOnTarget({ ...args, src: args.src }, installOptions(args, task), task);
    }
    if (args.content !== undefined) return copyContent(args, task);
    return copySource(args, task);
  },
});

async function copyContent(args: CopyArguments, task: Task): Promise<TaskResult> {
  const bytes = contentText(args.content!);
  await checkSum(args.checksum, () => sha1(bytes));
  return await copyOne({ dest: args.dest, source: { bytes } }, installOptions(args, task), task);
}

async function copySource(args: CopyArguments, task: Task): Promise<TaskResult> {
  const isAsItIs = args.decrypt ? {} : { encrypted: true };
  const source = await findSource(args.src!, task, {
    ...isAsItIs,
    dataUpTo: MAX_INLINE_BYTES,
    ...(args.checksum === undefined ? { checksumUpTo: LARGE_BYTES } : {}),
  });
  const options = installOptions(args, task, source.mode);
  if (source.kind === "directory") {
    return copyTree(
      {
        src: args.src!,
        path: source.path,
        dest: args.dest,
        followsLinks: args.local_follow,
        isAsItIs: !args.decrypt,
      },
      args.mode,
      { ...options, md5sum: false },
      task,
    );
  }
  const bytes = source.data ??
    (args.decrypt ? undefined : (await task.readFile(source.path, isAsItIs)).data);
  await checkSum(args.checksum, () => source.sha1 ?? sha1(bytes!));
  const installation: Installation = {
    dest: args.dest,
    name: baseName(source.path),
    source: bytes === undefined
      ? { path: source.path, size: source.size, ...sha1Of(source) }
      : { bytes },
    header: source.path,
  };
  return copyOne(installation, options, task, { src: source.path });
}

function sha1Of({ sha1 }: SourceFile): Pick<SourceFile, "sha1"> {
  return sha1 === undefined ? {} : { sha1 };
}

/** Installs one file and tells what became of it. */
export async function copyOne(
  installation: Installation,
  options: InstallOptions,
  task: Task,
  about: { readonly src?: string } = {},
): Promise<TaskResult> {
  const installed = await install(installation, options, task, { isLast: true });
  const { report, diff } = installed;
  if (report.get("kept") !== undefined) {
    return { values: { ...about, dest: report.get("path") } };
  }
  return {
    changed: report.changed,
    values: { ...about, ...installedValues(installed) },
    ...(diff === undefined ? {} : { diff }),
  };
}

/** What the arguments say about how files are put in place. */
function installOptions(args: CopyArguments, task: Task, sourceMode?: number): InstallOptions {
  const { directory_mode, mode, ...rest } = args;
  const isPreserved = mode === "preserve";
  const kept: Mode | undefined = sourceMode === undefined ? undefined : { bits: sourceMode };
  const wanted = wantedAttributes(isPreserved || mode === undefined ? rest : { ...rest, mode });
  return {
    attributes: isPreserved && kept !== undefined ? { ...wanted, mode: kept } : wanted,
    directoryMode: directory_mode === undefined || directory_mode === null
      ? undefined
      : parseMode(directory_mode),
    force: args.force,
    follow: args.follow,
    backup: args.backup,
    validate: args.validate,
    unsafeWrites: args.unsafe_writes,
    makeParents: false,
    check: task.check,
    diff: task.diff,
    md5sum: task.isRead("md5sum"),
    isRead: isStatusRead(task),
  };
}

/**
 * A file or directory of the playbook.
 *
 * @throws {TaskFailure} When there is none.
 */
export async function findSource(
  path: string,
  task: Task,
  options: Omit<StatFileOptions, "search"> = {},
): Promise<SourceFile> {
  const source = await task.statFile(path, { search: "files", ...options });
  if (source.kind !== "missing") return source;
  throw new TaskFailure(
    `Could not find or access '${path}' on the controller. If it is on the target, say ` +
      "remote_src: true",
  );
}

async function checkSum(
  expected: string | undefined,
  find: () => string | Promise<string>,
): Promise<void> {
  if (expected === undefined) return;
  const actual = await find();
  if (actual === expected) return;
  throw new TaskFailure(
    "Copied file does not match the expected checksum. Transfer failed.",
    { checksum: actual, expected_checksum: expected },
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
