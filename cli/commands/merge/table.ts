/**
 * `shep merge`, for the table of commands.
 *
 * @module
 */
import { bySettings } from "../../by_settings.ts";
import type { Command } from "../../command.ts";

/** `shep merge`, without the flags that every command has. */
export const MERGE_COMMAND: Command = {
  name: "merge",
  summary: "Join the last runs of several journals, such as those of shards, into one recap.",
  positional: {
    name: "JOURNAL",
    help: "The file of a journal: shep/journal.db below the XDG_STATE_HOME of its run.",
    isRequired: true,
    isRepeatable: true,
    isFile: true,
  },
  flags: [
    {
      name: "json",
      help: "Write JSON, for programs.",
      group: "What is shown",
    },
  ],
  examples: ["shep merge /state/*/shep/journal.db"],
  load: bySettings(async () => (await import("./mod.ts")).runMergeCommand),
};
