/**
 * The action `synchronize`: a directory here and one there made the same, by rsync.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/posix/synchronize_module.html
 * @module
 */
import { defineAction, sh, type Task, TaskFailure, type TaskResult } from "@shep/sdk";
import { SPECS, type SynchronizeArguments } from "./arguments.ts";
import { commandText, remoteOptions, rsyncOptions } from "./command_line.ts";
import { runOnController } from "./controller.ts";
import { readItems } from "./items.ts";
import { controllerPath, isDaemon } from "./paths.ts";
import { REMOTE_OPTIONS } from "./remote_shell.ts";

/** Makes a directory here and one there the same. */
export const synchronize = defineAction({
  name: "synchronize",
  summary: "Copies what differs between directories of the controller and of the target, by rsync.",
  description: "Both need rsync. It goes over the task's own connection, whatever that is.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- name: The site, without what is not part of it any more\n  synchronize:\n    src: site/\n" +
    "    dest: /srv/site\n    delete: true",
    "- name: The logs\n  synchronize:\n    mode: pull\n    src: /var/log/app/\n    dest: logs/",
    "- name: Two directories of the target\n  synchronize:\n    src: /srv/site/\n" +
    '    dest: /srv/copy\n  delegate_to: "{{ inventory_hostname }}"',
  ],
  returns: {
    cmd: "The command line.",
    rc: "Its exit code.",
    msg: "What rsync wrote: a line for each item that was changed.",
    stdout_lines: "The same in lines.",
  },
  async run(args, task): Promise<TaskResult> {
    refuseOptions(args.rsync_opts ?? []);
    const { from, to } = await endsOf(args, task);
    const isRemote = from.isRemote || to.isRemote;
    const options = [...rsyncOptions(args, task.check), ...isRemote ? remoteOptions(args) : []];
    const cmd = commandText([
      "rsync",
      ...options,
      spelled(from, task.host),
      spelled(to, task.host),
    ]);
    const words = [...options, spelled(from, TARGET), spelled(to, TARGET)];
    const { exitCode, stdout, stderr } = task.startsOnTarget
      ? await task.script(sh`exec rsync ${words}`)
      : await runOnController(isRemote ? [...REMOTE_OPTIONS, ...words] : words, task);
    const { text, changed } = readItems(stdout);
    if (exitCode !== 0) {
      throw new TaskFailure(explained(stderr || text, exitCode, task), { cmd, rc: exitCode });
    }
    return {
      changed,
      values: { cmd, rc: exitCode, msg: text, stdout_lines: lines(text) },
      ...(task.diff ? { diff: { prepared: text } } : {}),
    };
  },
});

/** What rsync copies from, or to. */
interface End {
  readonly path: string;
  /** Whether rsync has to reach the target for it. */
  readonly isRemote: boolean;
}

async function endsOf(
  { src, dest, mode }: SynchronizeArguments,
  task: Task,
): Promise<{ readonly from: End; readonly to: End }> {
  const here = async (path: string): Promise<End> => ({
    path: await controllerPath(path, task),
    isRemote: false,
  });
  const there = (path: string): End | Promise<End> =>
    task.startsOnTarget || isDaemon(path) ? here(path) : { path, isRemote: true };
  return mode === "push"
    ? { from: await here(src), to: await there(dest) }
    : { from: await there(src), to: await here(dest) };
}

/** The target's name for rsync, which could not be mistaken for anything else as any name might. */
const TARGET = "target";

function spelled({ path, isRemote }: End, host: string): string {
  return isRemote ? `${host}:${path}` : path;
}

/**
 * Refuses what would reach the target past the connection, and the empty text, which rsync takes for
 * the directory it is started in.
 */
function refuseOptions(options: readonly string[]): void {
  for (const option of options) {
    if (option === "") throw new TaskFailure("There is an empty text among 'rsync_opts'");
    if (/^(?:-e|--rsh(?:=|$))/.test(option)) {
      throw new TaskFailure(
        `'${option}' among 'rsync_opts' is not supported: rsync goes over the task's connection`,
      );
    }
  }
}

/** The exit code of a shell that does not find a program, which rsync takes over. */
const NOT_FOUND = 127;

function explained(said: string, exitCode: number, { host, startsOnTarget }: Task): string {
  if (exitCode !== NOT_FOUND) return said;
  const both = startsOnTarget ? "" : ", as on the controller";
  return `rsync has to be installed on '${host}'${both}\n${said}`;
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
