/** `group_by`: puts hosts into groups by what is known of them. @module */
import { Fault, type Value } from "@shep/sdk";
import type { ControlResult, ReachAction } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/group_by_module.html */
export const groupBy: ReachAction = {
  name: "group_by",
  summary: "Puts the host into a group, which is made where it is missing.",
  arguments: {
    key: { type: "str", description: "The group's name.", required: true },
    parents: { type: "list", description: "The groups above it.", default: ["all"] },
  },
  supportsCheck: true,
  examples: ["- group_by: {key: 'os_{{ ansible_facts.distribution }}'}"],
  returns: { add_group: "The group.", parent_groups: "Those above it." },
  reach(args, { host, inventory, position }): ControlResult {
    const group = groupName(args.get("key")!);
    if (group === "") {
      throw new Fault("invalid-argument", "'key' is empty, and names no group", { ...position });
    }
    const parents = (args.get("parents") as Value[]).map(groupName);
    const source = { file: position.file, line: position.line };
    inventory.addGroup(group, parents);
    const changed = inventory.addHost(host, { groups: [group], source });
    return { changed, values: { add_group: group, parent_groups: parents } };
  },
};

/** Groups have no spaces in their names. */
function groupName(value: Value): string {
  return String(value).replaceAll(" ", "-");
}
