/**
 * `shep plugin`, for the table of commands.
 *
 * @module
 */
import type { Command } from "../../command.ts";

const SEARCH = "Where plugins are";
const GRANT = "What is allowed";

/** What `shep plugin` can be asked for. */
export const PLUGIN_VERBS = ["list", "grant", "revoke", "init", "test"] as const;

/** `shep plugin`, without the flags that every command has. */
export const PLUGIN_COMMAND: Command = {
  name: "plugin",
  summary: "Show, grant, make and test plugins.",
  positional: {
    name: "ACTION [PLUGIN]",
    help: "list; grant, revoke or test a PLUGIN, by its name or path; init a new one.",
    isRequired: true,
    isRepeatable: true,
  },
  flags: [
    {
      name: "plugins",
      value: "DIR",
      isFile: true,
      help: "A directory to look for plugins in, before those of SHEP_PLUGINS. Repeatable.",
      group: SEARCH,
    },
    { name: "yes", short: "y", help: "Grant without asking.", group: GRANT },
    {
      name: "trust",
      help: "Run a program that no sandbox holds, to ask it what it is.",
      group: GRANT,
    },
  ],
  examples: [
    "shep plugin list --plugins ./plugins",
    "shep plugin grant greeter",
    "shep plugin init my-plugin",
  ],
  load: async () => (await import("./mod.ts")).runPluginCommand,
};
