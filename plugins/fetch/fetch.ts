/**
 * The action `fetch`: a file of the target, copied to the controller.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/fetch_module.html
 * @module
 */
import { defineAction, ShellText, type Task, TaskFailure, type TaskResult } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { readReport, targetScript } from "../file/target.ts";
import { destinationPath } from "./destination.ts";
import { checksumsOf, save } from "./save.ts";

const SPECS = {
  src: { type: "path", description: "The file of the target.", required: true },
  dest: {
    type: "path",
    description: "The directory that it goes to, below the host's name and with its whole path.",
    required: true,
  },
  flat: {
    type: "bool",
    description: "Whether `dest` is the file itself, or with a slash at its end its directory.",
    default: false,
  },
  fail_on_missing: {
    type: "bool",
    description: "Whether the task fails if there is no such file.",
    default: true,
  },
  validate_checksum: {
    type: "bool",
    description: "Whether what arrived is compared with what was sent.",
    default: true,
  },
  mode: { type: "raw", description: "Has no effect, as in Ansible: the umask says what it is." },
} as const;

/** Copies a file of the target to the controller. */
export const fetch = defineAction({
  name: "fetch",
  summary: "Copies a file of the target to the controller.",
  arguments: SPECS,
  supportsCheck: true,
  examples: [
    "- name: The logs of all hosts, a directory each\n  fetch:\n    src: /var/log/app.log\n" +
    "    dest: logs",
  ],
  returns: {
    dest: "Where it is on the controller.",
    checksum: "Its SHA-1.",
    md5sum: "Its MD5.",
    remote_checksum: "The SHA-1 on the target, if it was copied.",
    file: "Its path on the target, if it was not.",
  },
  costly: ["md5sum"],
  async run(args, task): Promise<TaskResult> {
    const { src, dest, flat, fail_on_missing, validate_checksum, mode } = args;
    if (mode !== undefined) {
      task.warn("'mode' has no effect with 'fetch': the umask says what it is");
    }
    const { kind, path, sum } = await lookAt(src, task);
    if (kind !== "file") return missing(kind, path, fail_on_missing);
    const base = (await task.statFile("")).path;
    const place = destinationPath({ dest, source: path, host: task.host, flat, base });
    const wanted = { md5: task.isRead("md5sum") };
    const local = await isDirectory(place) ? refuseDirectory() : await checksumsOf(place, wanted);
    if (local?.sha1 === sum) {
      return { values: { file: path, dest: place, checksum: sum, md5sum: local.md5 } };
    }
    if (task.check) return { changed: true, values: { dest: place, remote_checksum: sum } };
    const { sha1, md5 } = await save(
      place,
      (sink) => task.fetch(path, sink),
      (arrived) => {
        if (validate_checksum && arrived.sha1 !== sum) throw mismatch(arrived.sha1, sum, place);
      },
      wanted,
    );
    const values = { dest: place, checksum: sha1, md5sum: md5, remote_checksum: sum };
    return { changed: true, values: { ...values, remote_md5sum: null } };
  },
});

function mismatch(checksum: string, remote: string, dest: string): TaskFailure {
  return new TaskFailure("checksum mismatch", {
    dest,
    checksum,
    remote_checksum: remote,
    md5sum: null,
    remote_md5sum: null,
  });
}

async function isDirectory(path: string): Promise<boolean> {
  return await Deno.stat(path).then((info) => info.isDirectory, () => false);
}

function refuseDirectory(): never {
  throw new TaskFailure(
    "dest is an existing directory, use a trailing slash if you want to fetch src into that " +
      "directory",
  );
}

/** What the target says of the file. */
interface Looked {
  readonly kind: string;
  readonly path: string;
  /** The SHA-1. */
  readonly sum: string;
}

async function lookAt(src: string, task: Task): Promise<Looked> {
  const script = targetScript({ path: expandingWord(src) }, [LOOK]);
  const report = readReport(await task.script(script));
  return {
    kind: report.get("kind") ?? "absent",
    path: report.get("path") ?? src,
    sum: report.get("sum") ?? "",
  };
}

const LOOK = new ShellText(`
say path "$path"
if [ -d "$path" ]; then say kind directory
elif [ ! -e "$path" ]; then say kind absent
elif [ ! -r "$path" ]; then say kind unreadable
else
  say kind file
  r=$(sha1sum <"$path" 2>/dev/null || shasum <"$path" 2>/dev/null || sha1 -q <"$path" 2>/dev/null ||
    openssl sha1 -r <"$path") || fail "Cannot read $path"
  say sum "\${r%% *}"
fi`);

const WHY: Readonly<Record<string, string>> = {
  absent: "the remote file does not exist",
  directory: "remote file is a directory, fetch cannot work on directories",
  unreadable: "the remote file is not readable",
};

function missing(kind: string, path: string, isFailure: boolean): TaskResult {
  const why = WHY[kind] ?? `the remote file is ${kind}`;
  // As in Ansible, the same words for a file that is not there, whether that is a failure or not.
  const msg = isFailure && kind !== "absent" ? why : `${why}, not transferring, ignored`;
  if (isFailure) throw new TaskFailure(msg);
  return { values: { msg, ...(kind === "absent" ? { file: path } : {}) } };
}
