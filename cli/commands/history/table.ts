/**
 * `shep history`, for the table of commands.
 *
 * @module
 */
import { bySettings } from "../../by_settings.ts";
import type { Command } from "../../command.ts";

/** `shep history`, without the flags that every command has. */
export const HISTORY_COMMAND: Command = {
  name: "history",
  summary: "List the runs of the past, or show one.",
  positional: {
    name: "RUN",
    help: "The number of the run to show; all are listed if absent.",
    isRequired: false,
    isRepeatable: false,
  },
  flags: [
    {
      name: "json",
      help: "Write JSON, for programs.",
      group: "What is shown",
    },
  ],
  examples: ["shep history", "shep history 12", "shep history 12 --json"],
  load: bySettings(async () => (await import("./mod.ts")).runHistoryCommand),
};
