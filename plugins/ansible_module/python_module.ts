/** The action `python_module`: any module that is written in Python. @module */
import {
  type ActionDefinition,
  defineAction,
  sh,
  type ShellText,
  type Task,
  TaskFailure,
  type TaskResult,
  toValue,
  type ValueMap,
} from "@shep/sdk";
import type { Interpreter, PackedModule } from "./interpreter.ts";
import { moduleProgram } from "./launcher.ts";
import { moduleResult } from "./result.ts";

/** What `python_module` takes. */
export const pythonModuleArguments = {
  module: {
    type: "str",
    description: "The module's name, short or full.",
    required: true,
  },
  libraries: {
    type: "list",
    elements: "str",
    description: "Folders of the controller where modules are.",
    default: [] as string[],
  },
  collections: {
    type: "list",
    elements: "str",
    description: "Folders of the controller that hold an `ansible_collections`.",
    default: [] as string[],
  },
  interpreter: {
    type: "str",
    description: "The target's Python; the system's own, or the first of its path, if absent.",
  },
  arguments: {
    type: "dict",
    description: "What the module is called with.",
    default: new Map() as ValueMap,
  },
} as const;

/** The exit code of a shell that does not find a program. */
const NOT_FOUND = 127;

/** Runs the target's Python on what it reads. */
function runPython(interpreter: string | undefined): ShellText {
  return sh`
python=${interpreter ?? ""}
for each in \${python:-/usr/bin/python3 /usr/libexec/platform-python python3}; do
  command -v "$each" >/dev/null 2>&1 && exec "$each" -
done
exit ${NOT_FOUND}`;
}

/**
 * Runs a module in the target's Python: one program, on its standard input. Nothing is written to
 * the target's disk but by the module itself.
 */
export function pythonModule(
  controller: Interpreter,
): ActionDefinition<typeof pythonModuleArguments> {
  return defineAction({
    name: "python_module",
    summary: "Runs a module that is written in Python, by the user's own ansible-core.",
    arguments: pythonModuleArguments,
    supportsCheck: true,
    examples: ["- python_module:\n    module: ping\n    arguments: {data: hello}"],
    returns: {},
    async run(
      { module: name, libraries, collections, interpreter, arguments: given },
      task,
    ): Promise<TaskResult> {
      const packed = await controller.pack({ name, libraries, collections });
      for (const text of packed.warnings) task.warn(`[DEPRECATION] ${text}`);
      const program = moduleProgram(packed, settings(name, given, packed, task));
      const { exitCode, stdout, stderr } = await task.script(runPython(interpreter), {
        stdin: program,
      });
      if (exitCode === NOT_FOUND && stdout === "") {
        throw new TaskFailure(
          `The module '${name}' is written in Python: it needs ${
            interpreter ?? "python3"
          } on the target`,
        );
      }
      return moduleResult({ exitCode, stdout, stderr }, task);
    },
  });
}

/** The arguments of a module, with what Ansible tells it beside them. */
function settings(name: string, given: ValueMap, { version }: PackedModule, task: Task): ValueMap {
  return new Map([
    ...given,
    ...toValue({
      _ansible_check_mode: task.check,
      _ansible_debug: false,
      _ansible_diff: task.diff,
      _ansible_keep_remote_files: false,
      _ansible_module_name: name,
      _ansible_no_log: false,
      _ansible_remote_tmp: "~/.ansible/tmp",
      _ansible_selinux_special_fs: ["fuse", "nfs", "vboxsf", "ramfs", "9p", "vfat"],
      _ansible_shell_executable: "/bin/sh",
      _ansible_socket: null,
      _ansible_string_conversion_action: "warn",
      _ansible_syslog_facility: "LOG_USER",
      _ansible_tmpdir: null,
      _ansible_verbosity: task.verbosity,
      _ansible_version: version,
    }),
  ]);
}
