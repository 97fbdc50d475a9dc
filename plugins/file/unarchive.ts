/**
 * The action `unarchive`: an archive, unpacked on the target.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/unarchive_module.html
 * @module
 */
import { type Arguments, defineAction, type Task, type TaskResult, type Value } from "@shep/sdk";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "./attributes.ts";
import { findSource } from "./copy.ts";
import { send } from "./install.ts";
import { readReport, statusValues } from "./target.ts";
import { conditionScript, type UnpackRequest, unpackScript } from "./unarchive_script.ts";

const SPECS = {
  src: {
    type: "path",
    description: "The archive: a file of the playbook; with `remote_src` a path or URL.",
    required: true,
  },
  dest: {
    type: "path",
    description: "The directory that it is unpacked in; it has to be there.",
    required: true,
  },
  remote_src: { type: "bool", description: "Whether `src` is on the target.", default: false },
  copy: {
    type: "bool",
    description: "The opposite of `remote_src`, by its older name.",
    default: true,
  },
  creates: { type: "path", description: "If there is such a file, nothing is done." },
  include: {
    type: "list",
    elements: "str",
    description: "What of the archive is unpacked; all, if absent.",
    default: [] as string[],
  },
  exclude: {
    type: "list",
    elements: "str",
    description: "What of it is left out.",
    default: [] as string[],
  },
  extra_opts: {
    type: "list",
    elements: "str",
    description: "Further options of `tar` or `unzip`.",
    default: [] as string[],
  },
  keep_newer: {
    type: "bool",
    description: "Whether files that are newer than those of the archive stay.",
    default: false,
  },
  list_files: {
    type: "bool",
    description: "Whether the names in the archive are returned.",
    default: false,
  },
  decrypt: {
    type: "bool",
    description: "Whether an archive from a vault is decrypted.",
    default: true,
  },
  io_buffer_size: {
    type: "int",
    description: "As in Ansible, for its own copying; here `tar` and `unzip` have their own.",
    default: 65_536,
  },
  validate_certs: {
    type: "bool",
    description: "Whether the certificate of a URL has to be valid.",
    default: true,
  },
  ...ATTRIBUTE_ARGUMENTS,
} as const;

type UnarchiveArguments = Arguments<typeof SPECS>;

/** The arguments, and the flags and the context that they ask for. */
type Wanted = UnarchiveArguments & Pick<UnpackRequest, "extras">;

/** Unpacks an archive. */
export const unarchive = defineAction({
  name: "unarchive",
  summary: "Unpacks an archive on the target.",
  description: "`tar`, with or without compression, and `zip`, by the programs that the target " +
    "has. The archive is unpacked beside its place; what differs is moved into it, file by file.",
  arguments: SPECS,
  constraints: [
    { mutuallyExclusive: ["copy", "remote_src"] },
    { mutuallyExclusive: ["include", "exclude"] },
  ],
  supportsCheck: true,
  examples: [
    "- name: From the playbook's files\n  unarchive:\n    src: app.tar.gz\n    dest: /srv/app",
    "- name: From the web\n  unarchive:\n    src: https://example.com/app.zip\n" +
    "    dest: /srv/app\n    remote_src: true\n    creates: /srv/app/bin",
  ],
  returns: {
    dest: "The directory.",
    src: "The archive.",
    handler: "What kind of archive it is: TgzArchive, ZipArchive, or TarArchive for any other.",
    files: "The names in it, if they were asked for.",
    mode: "The directory's permissions, as '0755'.",
    owner: "The user that owns it; `uid` is its number.",
    group: "The group that owns it; `gid` is its number.",
    size: "Its size in bytes.",
    state: "directory",
  },
  async run(args, task): Promise<TaskResult> {
    // For its checks: tar and chmod are given the arguments as they are.
    const { extras } = wantedAttributes(args);
    const isRemote = args.remote_src || !args.copy;
    const own = isRemote ? undefined : await findSource(args.src, task, asItIs(args));
    const looked = readReport(await task.script(conditionScript(args.dest, args.creates)));
    const skipped = looked.get("skipped");
    if (skipped !== undefined) return { skipped: true, values: { msg: skipped } };
    const wanted = { ...args, extras };
    if (own === undefined) return await unpack(wanted, remoteSource(args.src), task);
    return await unpackOwn(wanted, own.path, looked.get("path") ?? args.dest, task);
  },
});

function remoteSource(src: string): UnpackRequest["source"] {
  return src.includes("://") ? { kind: "url", path: src } : { kind: "path", path: src };
}

/** In check mode an archive of the playbook travels inside the script, if it is not too long. */
const MAX_CHECKED_BYTES = 1024 * 1024;

/** How a file of the playbook is read: in clear, unless that is not wanted. */
function asItIs({ decrypt }: UnarchiveArguments): { readonly encrypted?: boolean } {
  return decrypt ? {} : { encrypted: true };
}

async function unpackOwn(
  args: Wanted,
  path: string,
  dest: string,
  task: Task,
): Promise<TaskResult> {
  if (task.check) {
    const { data } = await task.readFile(path, asItIs(args));
    if (data !== undefined && data.length <= MAX_CHECKED_BYTES) {
      return await unpack(args, { kind: "stdin" }, task, { src: path, archive: data });
    }
    const msg = `${path} is too large for check mode, in which no file is sent`;
    return { skipped: true, values: { msg } };
  }
  const sent = `${dest.replace(/\/$/, "")}/.shep-${crypto.randomUUID()}.archive`;
  const data = args.decrypt ? undefined : (await task.readFile(path, asItIs(args))).data;
  const from = data === undefined ? { source: path } : { content: data };
  await send(from, { place: sent, path: dest }, task);
  return await unpack(args, { kind: "path", path: sent }, task, { src: path, sent });
}

async function unpack(
  args: Wanted,
  source: UnpackRequest["source"],
  task: Task,
  own: { readonly src?: string; readonly archive?: Uint8Array; readonly sent?: string } = {},
): Promise<TaskResult> {
  const script = unpackScript({
    source,
    dest: args.dest,
    token: crypto.randomUUID(),
    include: args.include,
    exclude: args.exclude,
    extraOptions: args.extra_opts,
    keepNewer: args.keep_newer,
    listFiles: args.list_files,
    validateCertificates: args.validate_certs,
    mode: chmodText(args.mode),
    owner: args.owner ?? "",
    extras: args.extras,
    group: args.group ?? "",
    sent: own.sent !== undefined,
    check: task.check,
  });
  const stdin = own.archive === undefined ? {} : { stdin: own.archive };
  const report = readReport(await task.script(script, stdin));
  return {
    changed: report.changed,
    values: {
      dest: report.get("path") ?? args.dest,
      src: own.src ?? report.get("src") ?? args.src,
      handler: report.get("handler") ?? null,
      ...(args.list_files ? { files: report.all("file") } : {}),
      ...statusValues(report.stat),
    },
  };
}

/** With fewer than five digits, GNU's chmod leaves a directory's setgid bit alone. */
function chmodText(mode: Value | undefined): string {
  if (mode === undefined || mode === null) return "";
  const text = typeof mode === "number" ? mode.toString(8) : String(mode).replace(/^0o/, "");
  return /^[0-7]+$/.test(text) ? text.padStart(5, "0") : text;
}
