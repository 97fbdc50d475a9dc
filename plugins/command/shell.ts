/**
 * The action `shell`: a command line, run by a shell.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/shell_module.html
 * @module
 */
import { defineAction, TaskFailure, type TaskResult } from "@shep/sdk";
import { PROGRAM_ARGUMENTS, PROGRAM_RETURNS, runProgram } from "./program.ts";

const SPECS = {
  cmd: { type: "str", description: "The command line.", required: true },
  executable: {
    type: "path",
    description: "The shell that runs it, by its absolute path.",
    default: "/bin/sh",
  },
  ...PROGRAM_ARGUMENTS,
} as const;

/** Runs a command line with a shell. */
export const shell = defineAction({
  name: "shell",
  summary: "Runs a command line with the target's shell.",
  description: "What is put into it from variables should be quoted: `{{ name | quote }}`.",
  freeForm: "cmd",
  arguments: SPECS,
  supportsCheck: true,
  examples: ["- name: Count\n  shell: ls /srv | wc -l\n  register: count"],
  returns: PROGRAM_RETURNS,
  run({ cmd, executable, ...options }, task): Promise<TaskResult> {
    if (cmd.trim() === "") throw new TaskFailure("no command given", { cmd: null, rc: 256 });
    return runProgram({ ...options, cmd, argv: () => [executable, "-c", cmd] }, task);
  },
});
