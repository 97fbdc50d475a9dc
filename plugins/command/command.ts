/**
 * The action `command`: a program and its words, without a shell.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/command_module.html
 * @module
 */
import { defineAction, TaskFailure, type TaskResult } from "@shep/sdk";
import { PROGRAM_ARGUMENTS, PROGRAM_RETURNS, runProgram } from "./program.ts";
import { splitCommand } from "./shlex.ts";

const SPECS = {
  cmd: { type: "str", description: "The command, split into words like a shell's." },
  argv: { type: "list", elements: "str", description: "The command as a list of words." },
  ...PROGRAM_ARGUMENTS,
  executable: { type: "str", description: "Has no effect, as in Ansible: `shell` goes by it." },
  expand_argument_vars: {
    type: "bool",
    description: "Whether `~` and variables in the words are expanded on the target.",
    default: true,
  },
} as const;

/** Runs a program without a shell. */
export const command = defineAction({
  name: "command",
  summary: "Runs a program on the target, without a shell.",
  description:
    "Wildcards, pipes and redirections are plain text; use `shell` for those. In check " +
    "mode nothing is run, and only `creates` and `removes` can tell what would change.",
  freeForm: "cmd",
  arguments: SPECS,
  constraints: [{ mutuallyExclusive: ["cmd", "argv"] }, { requiredOneOf: ["cmd", "argv"] }],
  supportsCheck: true,
  examples: [
    "- name: What is in the directory\n  command: ls -l\n  args:\n    chdir: /srv",
    "- name: Made once\n  command:\n    argv: [make, all]\n    creates: /srv/app/bin",
  ],
  returns: PROGRAM_RETURNS,
  run({ cmd, argv, expand_argument_vars, executable, ...options }, task): Promise<TaskResult> {
    if (executable !== undefined) {
      task.warn("'executable' has no effect with 'command': 'shell' goes by it");
    }
    const words = argv ?? splitCommand(cmd ?? "");
    if (words.length === 0) {
      throw new TaskFailure("no command given", {
        cmd: null,
        rc: 256,
        stdout: "",
        stderr: "",
        start: null,
        end: null,
        delta: null,
      });
    }
    return runProgram({
      ...options,
      cmd: words,
      argv: (expanded) => expand_argument_vars ? expanded : words,
      ...(expand_argument_vars ? { words } : {}),
    }, task);
  },
});
