/** The action `ping`. @module */
import { type ActionDefinition, defineAction, sh, TaskFailure, type TaskResult } from "@shep/sdk";

/** What `ping` takes. */
export const pingArguments = {
  data: {
    type: "str",
    description: "What is returned as `ping`; `crash` makes the task fail.",
    default: "pong",
  },
} as const;

/**
 * Makes sure that a target can be reached and runs scripts.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ping_module.html
 */
export const ping: ActionDefinition<typeof pingArguments> = defineAction({
  name: "ping",
  summary: "Makes sure that a target can be reached and runs scripts.",
  arguments: pingArguments,
  supportsCheck: true,
  examples: ["- ping:", "- ping:\n    data: crash"],
  returns: { ping: "What `data` held." },
  async run({ data }, task): Promise<TaskResult> {
    if (data === "crash") throw new TaskFailure("boom");
    const { stdout } = await task.script(sh`printf %s ${data}`);
    return { values: { ping: stdout } };
  },
});
