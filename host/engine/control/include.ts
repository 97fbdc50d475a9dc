/**
 * `include_tasks` and `include_role`: say what is to be included. What they bring is read and run
 * by the play's runner, for all hosts that ask for the same.
 *
 * @module
 */
import type { Value } from "@shep/sdk";
import { INCLUDE_ROLE, INCLUDE_TASKS } from "../../playbook/reuse/include_actions.ts";
import type { ValueAction } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/include_tasks_module.html */
export const includeTasks: ValueAction = {
  ...INCLUDE_TASKS,
  run: (args) => ({
    values: { include: String(args.get("file")), include_args: new Map() },
    include: args,
  }),
};

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/include_role_module.html */
export const includeRole: ValueAction = {
  ...INCLUDE_ROLE,
  run: (args) => ({ values: { include_args: new Map<string, Value>(given(args)) }, include: args }),
};

/** Without what was filled in. */
function* given(args: ReadonlyMap<string, Value>): Iterable<[string, Value]> {
  for (const [name, value] of args) {
    if (value !== INCLUDE_ROLE.arguments[name]?.default) yield [name, value];
  }
}
