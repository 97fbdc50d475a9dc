/** The action `gather_facts`. @module */
import { type ActionDefinition, defineAction, type TaskResult } from "@shep/sdk";
import { subsetWith } from "../facts/mod.ts";
import { gather, setupArguments } from "./setup.ts";

/** What `gather_facts` takes. */
export const gatherFactsArguments = {
  ...setupArguments,
  parallel: {
    type: "bool",
    description: "Of no consequence: there is one source of facts, which asks for all at once.",
  },
  only: {
    type: "list",
    elements: "str",
    description: "Facts that are enough, without their prefix: of all that `gather_subset` " +
      "names, the families that they belong to. Where one is unknown, all are gathered.",
  },
} as const;

/**
 * Gathers facts as a play does at its beginning; from then on the host counts as known, and
 * `gathering = smart` does not ask it again.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/gather_facts_module.html
 */
export const gatherFacts: ActionDefinition<typeof gatherFactsArguments> = defineAction({
  name: "gather_facts",
  summary: "Gathers facts about a target, as a play does at its beginning.",
  arguments: gatherFactsArguments,
  supportsCheck: true,
  examples: ["- gather_facts:", "- gather_facts:\n    gather_subset: [min, network]"],
  returns: { ansible_facts: "The facts by name." },
  async run({ only, ...args }, task): Promise<TaskResult> {
    const gather_subset = (only && subsetWith(only)) ?? args.gather_subset;
    const facts = await gather({ ...args, gather_subset }, task);
    return { facts: { ...facts, _ansible_facts_gathered: true } };
  },
});
