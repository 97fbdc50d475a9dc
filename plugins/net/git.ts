/**
 * The action `git`: a checkout of a repository, by the target's git.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/git_module.html
 * @module
 */
import { type Arguments, defineAction, TaskFailure, type TaskResult, type Value } from "@shep/sdk";
import { readReport } from "../file/target.ts";
import { type GitRequest, gitScript } from "./git_script.ts";

const SPECS = {
  repo: {
    type: "str",
    description: "The repository: a path, or an address of git, SSH or HTTP.",
    required: true,
    aliases: ["name"],
  },
  dest: { type: "path", description: "Where the checkout is; not needed if none is made." },
  version: {
    type: "str",
    description: "A branch, a tag, or a commit; `HEAD` is the repository's own branch.",
    default: "HEAD",
  },
  accept_hostkey: {
    type: "bool",
    description: "Whether SSH takes whatever key the server has.",
    default: false,
  },
  accept_newhostkey: {
    type: "bool",
    description: "Whether SSH takes the key of a server that it does not know yet.",
    default: false,
  },
  ssh_opts: { type: "str", description: "Options of ssh." },
  key_file: { type: "path", description: "The key that SSH uses, a file of the target." },
  reference: {
    type: "path",
    description: "A repository on the target whose objects are borrowed.",
  },
  remote: { type: "str", description: "What the repository is called.", default: "origin" },
  refspec: { type: "str", description: "What is fetched besides." },
  force: {
    type: "bool",
    description: "Whether changes in the checkout are thrown away.",
    default: false,
  },
  depth: { type: "int", description: "How many commits of the past are fetched." },
  clone: {
    type: "bool",
    description: "Whether a checkout is made where there is none.",
    default: true,
  },
  update: {
    type: "bool",
    description: "Whether a checkout that is there is brought up to date.",
    default: true,
  },
  executable: { type: "path", description: "Where git is." },
  bare: { type: "bool", description: "Whether it has no files.", default: false },
  umask: { type: "raw", description: "The umask of what is made." },
  recursive: { type: "bool", description: "Whether submodules are fetched.", default: true },
  single_branch: {
    type: "bool",
    description: "Whether only the one branch is fetched.",
    default: false,
  },
  track_submodules: {
    type: "bool",
    description: "Whether submodules are at the newest commit of their branch.",
    default: false,
  },
  verify_commit: {
    type: "bool",
    description: "Whether the commit, or the tag, has to be signed.",
    default: false,
  },
  archive: {
    type: "path",
    description: "An archive that is made of the version: .zip, .tar.gz, .tgz or .tar.",
  },
  archive_prefix: { type: "str", description: "What the paths in the archive begin with." },
  separate_git_dir: { type: "path", description: "Where the repository's own files are." },
  gpg_allowlist: {
    type: "list",
    elements: "str",
    description: "The fingerprints of the keys that may have signed.",
    default: [] as string[],
    aliases: ["gpg_whitelist"],
  },
} as const;

/** Brings a checkout to a version. */
export const git = defineAction({
  name: "git",
  summary: "Brings a checkout of a git repository to a version.",
  arguments: SPECS,
  constraints: [
    { mutuallyExclusive: ["separate_git_dir", "bare"] },
    { mutuallyExclusive: ["accept_hostkey", "accept_newhostkey"] },
    { requiredBy: ["archive"], by: "archive_prefix" },
    { requiredIf: ["dest"], when: "clone", equals: true },
  ],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- git:\n    repo: https://www.example.com/app.git\n    dest: /opt/app\n    version: v1.2",
  ],
  returns: {
    before: "The commit that was checked out.",
    after: "The commit that is checked out.",
    remote_url_changed: "Whether the repository has another address now.",
    git_dir_before: "Where the repository's own files were.",
    git_dir_now: "Where they are.",
  },
  async run(args, task): Promise<TaskResult> {
    const report = readReport(await task.script(gitScript(gitRequest(args), task)));
    const [moved, message, diff] = [
      report.get("git_dir_now"),
      report.get("msg"),
      report.get("diff"),
    ];
    const remoteChanged = report.get("remote_url_changed");
    const values: Record<string, Value> = {
      before: report.get("before") || null,
      after: report.get("after") || null,
      ...(remoteChanged === undefined ? {} : { remote_url_changed: remoteChanged === "1" }),
      ...(moved === undefined
        ? {}
        : { git_dir_before: report.get("git_dir_before") ?? null, git_dir_now: moved }),
      ...(message === undefined ? {} : { msg: message }),
    };
    return {
      changed: report.changed,
      values,
      ...(diff === undefined ? {} : { diff: { prepared: `${diff}\n` } }),
    };
  },
});

function gitRequest(args: Arguments<typeof SPECS>): GitRequest {
  const { umask, dest = "" } = args;
  return {
    repo: args.repo,
    dest: dest.length > 1 ? dest.replace(/\/+$/, "") : dest,
    version: args.version,
    remote: args.remote,
    refspec: args.refspec,
    // No depth is all of the past.
    depth: args.depth || undefined,
    reference: args.reference,
    separateGitDir: args.separate_git_dir,
    archive: args.archive,
    archivePrefix: args.archive_prefix,
    umask: umask === undefined || umask === null ? undefined : umaskText(umask),
    executable: args.executable,
    keyFile: args.key_file,
    sshOptions: [
      ...(args.accept_hostkey ? ["-o StrictHostKeyChecking=no"] : []),
      ...(args.accept_newhostkey ? ["-o StrictHostKeyChecking=accept-new"] : []),
      ...(args.ssh_opts === undefined ? [] : [args.ssh_opts]),
    ],
    allowedKeys: args.gpg_allowlist,
    force: args.force,
    clone: args.clone,
    update: args.update,
    bare: args.bare,
    recursive: args.recursive,
    singleBranch: args.single_branch,
    trackSubmodules: args.track_submodules,
    verifyCommit: args.verify_commit,
  };
}

/**
 * YAML reads 0022 as a number, 18.
 *
 * @throws {TaskFailure} For a number, of which nobody knows whether it was meant as octal.
 */
function umaskText(umask: Value): string {
  if (typeof umask !== "string") {
    throw new TaskFailure("umask must be defined as a quoted octal integer");
  }
  const [, digits] = /^(?:0o)?([0-7]+)$/.exec(umask) ?? [];
  if (digits === undefined) throw new TaskFailure("umask must be an octal integer");
  return digits;
}
