/**
 * `shep run`, for the table of commands.
 *
 * @module
 */
import type { Command } from "../../command.ts";
import { RUN_FLAGS } from "./flags.ts";

/** `shep run`, without the flags that every command has. */
export const RUN_COMMAND: Command = {
  name: "run",
  summary: "Run playbooks.",
  positional: {
    name: "PLAYBOOK",
    help: "Playbook files, run one after another.",
    isRequired: true,
    isDispensableWith: "resume",
    isRepeatable: true,
    isFile: true,
  },
  flags: RUN_FLAGS,
  examples: [
    "shep run -i hosts.ini site.yml",
    "shep run -i hosts.ini --check --diff --limit web site.yml",
    "shep run -i localhost, -c local -e version=1.2 site.yml",
    "shep run --resume",
  ],
  load: async () => (await import("./mod.ts")).startAndRun,
};
