/**
 * The action `raw`: a command line as it is, for targets that have next to nothing.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/raw_module.html
 * @module
 */
import { defineAction, TaskFailure, type TaskResult } from "@shep/sdk";
import { outputValues, returnCode } from "./output.ts";

/** Words of a command line that Ansible takes from it, and that do nothing there. */
const WITHOUT_EFFECT = ["creates", "removes", "chdir"] as const;

/** Runs a command line and looks at nothing before. */
export const raw = defineAction({
  name: "raw",
  summary: "Runs a command line on the target, and nothing besides.",
  freeForm: "cmd",
  arguments: {
    cmd: { type: "str", description: "The command line.", required: true },
    executable: {
      type: "str",
      description: "The shell that runs it, by its absolute path.",
      default: "/bin/sh",
    },
    creates: { type: "str", description: "Has no effect, as in Ansible: write a condition." },
    removes: { type: "str", description: "Has no effect, as in Ansible: write a condition." },
    chdir: { type: "str", description: "Has no effect, as in Ansible: write `cd`." },
  },
  examples: ["- name: Where there is no Python\n  raw: apt-get install -y python3"],
  returns: {
    rc: "The exit code.",
    stdout: "What it wrote to its standard output, line breaks at the end included.",
    stdout_lines: "The same in lines.",
    stderr: "What it wrote to its standard error.",
    stderr_lines: "The same in lines.",
  },
  async run(args, task): Promise<TaskResult> {
    const { cmd, executable } = args;
    for (const name of WITHOUT_EFFECT.filter((each) => args[each] !== undefined)) {
      task.warn(`'${name}' has no effect with 'raw': 'shell' goes by it`);
    }
    if (task.check) return { skipped: true };
    const result = await task.command([executable || "/bin/sh", "-c", cmd]);
    const rc = returnCode(result);
    const values = { rc, ...outputValues(result.stdout, result.stderr) };
    if (rc !== 0) throw new TaskFailure("non-zero return code", { changed: true, ...values });
    return { changed: true, values };
  },
});
