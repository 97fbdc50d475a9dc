/**
 * `shep completion`, for the table of commands.
 *
 * @module
 */
import type { Command } from "../../command.ts";

/** The shells that `shep completion` can write for. */
export const SHELLS: readonly string[] = ["bash", "zsh", "fish"];

/** `shep completion`, without the flags that every command has. */
export const COMPLETION_COMMAND: Command = {
  name: "completion",
  summary: "Print a script that completes shep's command lines in a shell.",
  positional: {
    name: "SHELL",
    help: "The shell to write for.",
    isRequired: true,
    isRepeatable: false,
    choices: SHELLS,
  },
  flags: [],
  examples: [
    "source <(shep completion bash)",
    "shep completion fish > ~/.config/fish/completions/shep.fish",
  ],
  load: async () => (await import("./mod.ts")).runCompletionCommand,
};
