/** `set_stats`: statistics of the playbook's own, shown at the end of the run. @module */
import type { Key, Value, ValueMap } from "@shep/sdk";
import type { ControlResult, ReachAction } from "./control.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/set_stats_module.html */
export const setStats: ReachAction = {
  name: "set_stats",
  summary: "Sets statistics of the run, or of the host.",
  arguments: {
    data: { type: "dict", description: "The statistics, by name.", required: true },
    per_host: { type: "bool", description: "They are the host's, not the run's.", default: false },
    aggregate: { type: "bool", description: "They are added to those there are.", default: true },
  },
  supportsCheck: true,
  examples: ["- set_stats: {data: {rebooted: 1}}"],
  returns: { ansible_stats: "What was set." },
  reach(args, { host, customStats }): ControlResult {
    const data = args.get("data") as ValueMap;
    const isOfHost = args.get("per_host") === true;
    const isAdded = args.get("aggregate") === true;
    customStats.set(data, isOfHost ? host : undefined, isAdded);
    const stats: ValueMap = new Map<Key, Value>([
      ["data", data],
      ["per_host", isOfHost],
      ["aggregate", isAdded],
    ]);
    return { changed: false, values: { ansible_stats: stats } };
  },
};
