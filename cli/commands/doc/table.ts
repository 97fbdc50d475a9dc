/**
 * `shep doc`, for the table of commands.
 *
 * @module
 */
import type { Command } from "../../command.ts";

/** `shep doc`, without the flags that every command has. */
export const DOC_COMMAND: Command = {
  name: "doc",
  summary: "Show what an action takes, returns and looks like in a playbook.",
  positional: {
    name: "ACTION",
    help: "Actions, such as copy or ansible.builtin.copy.",
    isRequired: false,
    isRepeatable: true,
  },
  flags: [
    { name: "list", short: "l", help: "List all actions.", group: "What is shown" },
    { name: "json", short: "j", help: "Show it as JSON.", group: "What is shown" },
    {
      name: "plugins",
      value: "DIR",
      isFile: true,
      help: "A directory to look for plugins in, before those of SHEP_PLUGINS. Repeatable.",
      group: "Where plugins are",
    },
  ],
  examples: ["shep doc copy", "shep doc --list", "shep doc --json file template"],
  load: async () => (await import("./mod.ts")).runDocCommand,
};
