/**
 * The action `slurp`: a file of the target as text in base64.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/slurp_module.html
 * @module
 */
import { defineAction, TaskFailure, type TaskResult } from "@shep/sdk";
import { readTarget } from "./read_target.ts";

/** Returns a file of the target. */
export const slurp = defineAction({
  name: "slurp",
  summary: "Returns what is in a file of the target.",
  arguments: {
    src: { type: "path", description: "The file.", required: true, aliases: ["path"] },
  },
  supportsCheck: true,
  examples: [
    "- slurp:\n    src: /etc/hostname\n  register: name\n" +
    '- debug:\n    msg: "{{ name.content | b64decode }}"',
  ],
  returns: { content: "What is in it, in base64.", encoding: "base64", source: "Its path." },
  async run({ src }, task): Promise<TaskResult> {
    const { kind, path, bytes } = await readTarget(src, task);
    if (kind === "absent") throw new TaskFailure(`file not found: ${path}`);
    if (kind === "directory") {
      throw new TaskFailure(`source is a directory and must be a file: ${path}`);
    }
    const content = bytes.toBase64();
    return { values: { content, encoding: "base64", source: path } };
  },
});
