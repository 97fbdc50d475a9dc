/** The action `setup`. @module */
import {
  type ActionDefinition,
  type Arguments,
  defineAction,
  type Task,
  type TaskResult,
} from "@shep/sdk";
import { type Facts, planFacts } from "../facts/mod.ts";

/** What `setup` takes. */
export const setupArguments = {
  gather_subset: {
    type: "list",
    elements: "str",
    description: "Which facts: names of subsets, with `!` before those that are not wanted.",
    default: ["all"] as string[],
  },
  filter: {
    type: "list",
    elements: "str",
    description: "Shell patterns of the facts that are kept.",
    default: [] as string[],
  },
  fact_path: {
    type: "path",
    description: "The directory of local facts on the target.",
    default: "/etc/ansible/facts.d",
  },
  gather_timeout: {
    type: "int",
    description: "How long a command may take that asks a file server, in seconds.",
    default: 10,
  },
} as const;

/**
 * Gathers facts about a target.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/setup_module.html
 */
export const setup: ActionDefinition<typeof setupArguments> = defineAction({
  name: "setup",
  summary: "Gathers facts about a target.",
  arguments: setupArguments,
  supportsCheck: true,
  examples: [
    "- setup:\n    gather_subset: [min, network]",
    "- setup:\n    filter: ansible_distribution*",
  ],
  returns: { ansible_facts: "The facts by name." },
  run: async (args, task): Promise<TaskResult> => ({ facts: await gather(args, task) }),
});

/** The facts that are asked for; what is wrong on the target is warned of. */
export async function gather(
  args: Arguments<typeof setupArguments>,
  task: Task,
): Promise<Facts> {
  const subset = commaSeparated(args.gather_subset);
  const plan = planFacts({
    subset: subset.length === 0 ? ["all"] : subset,
    filter: commaSeparated(args.filter).filter((pattern) => pattern !== ""),
    factPath: args.fact_path,
    gatherTimeout: args.gather_timeout,
  });
  const { stdout } = await task.script(plan.script);
  const { facts, warnings } = plan.read(stdout);
  for (const warning of warnings) task.warn(warning);
  return facts;
}

/** A list may be written as one text, and an item may hold commas then. */
function commaSeparated(items: readonly string[]): string[] {
  return items.flatMap((item) => item.split(",")).map((name) => name.trim());
}
