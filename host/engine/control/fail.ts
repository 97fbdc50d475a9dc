/** `fail`: fails. @module */
import type { ControlResult, ValueAction } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/fail_module.html */
export const fail: ValueAction = {
  name: "fail",
  summary: "Fails with a message.",
  arguments: {
    msg: { type: "str", description: "The message.", default: "Failed as requested from task" },
  },
  supportsCheck: true,
  examples: [
    "- fail: {msg: 'Only Debian is supported'}\n  when: ansible_facts.os_family != 'Debian'",
  ],
  run: (args): ControlResult => ({ failed: true, values: { msg: args.get("msg") ?? null } }),
};
