/**
 * `shep config`, for the table of commands.
 *
 * @module
 */
import { bySettings } from "../../by_settings.ts";
import type { Command } from "../../command.ts";

/** What `shep config` can be asked for. */
export const CONFIG_VERBS = ["list", "dump"] as const;

/** `shep config`, without the flags that every command has. */
export const CONFIG_COMMAND: Command = {
  name: "config",
  summary: "Show the settings: ansible.cfg, ANSIBLE_*, and their defaults.",
  positional: {
    name: "ACTION",
    help: "list what can be set, and where; dump what is set, and by what.",
    isRequired: true,
    isRepeatable: false,
    choices: CONFIG_VERBS,
  },
  flags: [
    {
      name: "only-changed",
      aliases: ["changed-only"],
      help: "dump: nothing that is as it is by default.",
      group: "What is shown",
    },
  ],
  examples: ["shep config dump --only-changed", "ANSIBLE_CONFIG=site.cfg shep config dump"],
  load: bySettings(async () => (await import("./mod.ts")).runConfigCommand),
};
