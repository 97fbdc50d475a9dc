/**
 * `shep inventory`, for the table of commands.
 *
 * @module
 */
import { bySettings } from "../../by_settings.ts";
import type { Command } from "../../command.ts";
import { INVENTORY_FLAGS } from "./flags.ts";

const WHAT = "What is shown";
const HOW = "How";

/** `shep inventory`, without the flags that every command has. */
export const INVENTORY_COMMAND: Command = {
  name: "inventory",
  summary: "Show an inventory: its hosts, its groups, their variables.",
  positional: {
    name: "GROUP",
    help: "With --graph: the group to begin with (default: all).",
    isRequired: false,
    isRepeatable: false,
  },
  flags: [
    {
      name: "list",
      help: "All hosts and groups, as an inventory script prints them.",
      group: WHAT,
    },
    { name: "host", value: "HOST", help: "The variables of a host.", group: WHAT },
    { name: "graph", help: "The groups as a tree.", group: WHAT },
    { name: "vars", help: "With --graph: the variables too.", group: WHAT },
    {
      name: "export",
      help: "With --list: variables where they are set, not all of them at each host.",
      group: WHAT,
    },
    { name: "yaml", short: "y", help: "YAML instead of JSON.", group: HOW },
    { name: "toml", help: "TOML instead of JSON.", group: HOW },
    {
      name: "output",
      value: "FILE",
      isFile: true,
      help: "With --list: where to write.",
      group: HOW,
    },
    ...INVENTORY_FLAGS,
  ],
  examples: [
    "shep inventory -i hosts.ini --graph",
    "shep inventory -i production/ --list --export --yaml",
    "shep inventory -i hosts.ini --host web1",
  ],
  load: bySettings(async () => (await import("./mod.ts")).runInventoryCommand),
};
