/**
 * `shep help`, for the table of commands.
 *
 * @module
 */
import type { Command } from "../../command.ts";

/**
 * `shep help`, without the flags that every command has.
 *
 * @param others The names of all other commands.
 */
export function helpCommand(others: readonly string[]): Command {
  const name = "help";
  return {
    name,
    summary: "Show the help of Shep or of a command.",
    positional: {
      name: "COMMAND",
      help: "The command to explain.",
      isRequired: false,
      isRepeatable: false,
      choices: [...others, name],
    },
    flags: [],
    examples: [],
    load: async () => (await import("./mod.ts")).runHelpCommand,
  };
}
