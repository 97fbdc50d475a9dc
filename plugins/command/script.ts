/**
 * The action `script`: a script that the playbook brings along, run on the target.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/script_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  sh,
  shellLines,
  shellQuote,
  ShellText,
  type SourceFile,
  type Task,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { expandingWord } from "./expansion.ts";
import { outputValues, returnCode } from "./output.ts";
import { prepare } from "./prepare.ts";
import { splitCommand } from "./shlex.ts";

const SPECS = {
  cmd: { type: "str", description: "The script's path, and its arguments.", required: true },
  chdir: { type: "path", description: "The directory to run it in." },
  creates: { type: "path", description: "A file; if it is there, nothing is run." },
  removes: { type: "path", description: "A file; if it is not there, nothing is run." },
  executable: { type: "str", description: "The program that runs the script." },
  decrypt: {
    type: "bool",
    description: "Whether a script from a vault is decrypted.",
    default: true,
  },
} as const;

/** Copies a script to the target, runs it there and removes it. */
export const script = defineAction({
  name: "script",
  summary: "Runs a script of the controller on the target.",
  description: "It needs what its first line names and nothing else. In check mode nothing is run.",
  freeForm: "cmd",
  arguments: SPECS,
  examples: ["- name: Set up\n  script: setup.sh --fast\n  args:\n    creates: /srv/done"],
  returns: {
    rc: "The exit code.",
    stdout: "What it wrote to its standard output.",
    stdout_lines: "The same in lines.",
    stderr: "What it wrote to its standard error.",
    stderr_lines: "The same in lines.",
  },
  async run(args, task): Promise<TaskResult> {
    // Without chdir: `creates` is relative to it only where the whole command is.
    const { creates, removes } = args;
    const { verdict } = await prepare({ creates, removes }, task);
    if (verdict === "creates") return skipped(`${creates} exists, matching creates option`);
    if (verdict === "removes") return skipped(`${removes} does not exist, matching removes option`);
    if (task.check) return skipped("Check mode is not supported for this task.");
    const [path = "", rest = ""] = splitPath(args.cmd);
    const asItIs = args.decrypt ? {} : { encrypted: true };
    const source = await find(path, task, asItIs);
    const directory = await makeDirectory(task);
    const place = `${directory}/${fileName(source.path)}`;
    const content = args.decrypt ? undefined : (await task.readFile(source.path, asItIs)).data;
    await task.put(place, content === undefined ? { source: source.path } : { content }, {
      mode: 0o700,
    });
    const line = scriptCommand({ ...args, directory, place, rest });
    const result = await task.command(["/bin/sh", "-c", line.text]);
    const rc = returnCode(result);
    const values = { rc, ...outputValues(result.stdout, result.stderr) };
    if (rc !== 0) throw new TaskFailure("non-zero return code", { changed: true, ...values });
    return { changed: true, values };
  },
});

function skipped(msg: string): TaskResult {
  return { skipped: true, values: { msg } };
}

/** The first word, unquoted, and what follows it, as it is: a shell reads that. */
function splitPath(text: string): [string, string] {
  const trimmed = text.trimStart();
  const [word = "", rest = ""] =
    /^((?:[^\s'"\\]|'[^']*'|"(?:[^"\\]|\\.)*"|\\.)*)\s*(.*)$/s.exec(trimmed)?.slice(1) ?? [];
  return [splitCommand(word)[0] ?? "", rest];
}

async function find(
  path: string,
  task: Task,
  options: { readonly encrypted?: boolean },
): Promise<SourceFile> {
  const source = await task.statFile(path, { search: "files", ...options });
  if (source.kind === "file") return source;
  const why = source.kind === "missing" ? "it is not there" : "it is a directory";
  throw new TaskFailure(`Could not find or access '${path}' on the controller: ${why}`);
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

async function makeDirectory(task: Task): Promise<string> {
  const name = `shep-${crypto.randomUUID()}`;
  const made = await task.script(
    sh`umask 077; d=\${TMPDIR:-/tmp}/${name}; mkdir "$d" && printf %s "$d"`,
  );
  if (made.exitCode === 0) return made.stdout;
  throw new TaskFailure(`Cannot make a directory for the script on the target: ${made.stderr}`);
}

/** What to run, and how; the last of it removes the script, however it ends. */
export function scriptCommand(
  options: Pick<Arguments<typeof SPECS>, "chdir" | "executable"> & {
    readonly directory: string;
    readonly place: string;
    readonly rest: string;
  },
): ShellText {
  const { chdir, executable, directory, place, rest } = options;
  return shellLines([
    sh`trap ${`rm -rf ${shellQuote(directory)}`} 0`,
    "trap 'exit 129' 1; trap 'exit 130' 2; trap 'exit 141' 13; trap 'exit 143' 15",
    ...(chdir === undefined ? [] : [sh`cd ${expandingWord(chdir)} || exit`]),
    sh`${new ShellText(executable ?? "")} ${place} ${new ShellText(rest)}`,
  ]);
}
