/**
 * `shep version`, for the table of commands.
 *
 * @module
 */
import type { Command } from "../../command.ts";

/** `shep version`, without the flags that every command has. */
export const VERSION_COMMAND: Command = {
  name: "version",
  summary: "Show the versions of Shep and of what it runs on.",
  flags: [],
  examples: [],
  load: async () => (await import("./mod.ts")).runVersionCommand,
};
