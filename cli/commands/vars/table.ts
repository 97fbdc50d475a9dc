/**
 * `shep vars`, for the table of commands.
 *
 * @module
 */
import { bySettings } from "../../by_settings.ts";
import type { Command } from "../../command.ts";
import { INVENTORY_FLAGS } from "../inventory/flags.ts";

/** `shep vars`, without the flags that every command has. */
export const VARS_COMMAND: Command = {
  name: "vars",
  summary: "Show the variables of a host, where each comes from, and what it overrode.",
  positional: {
    name: "HOST [NAME]",
    help: "A host, and the variable to explain (default: all).",
    isRequired: true,
    isRepeatable: true,
  },
  flags: INVENTORY_FLAGS,
  examples: ["shep vars -i hosts.ini web1", "shep vars -i hosts.ini web1 http_port"],
  load: bySettings(async () => (await import("./mod.ts")).runVarsCommand),
};
