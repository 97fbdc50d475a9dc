/**
 * Every command and flag of the command line, as data. Parsing, help, "did you mean" and shell
 * completion read this table and nothing else.
 *
 * @module
 */
import type { Command, Flag } from "./command.ts";
import { CONFIG_COMMAND } from "./commands/config/table.ts";
import { DOC_COMMAND } from "./commands/doc/table.ts";
import { HISTORY_COMMAND } from "./commands/history/table.ts";
import { MERGE_COMMAND } from "./commands/merge/table.ts";
import { INVENTORY_COMMAND } from "./commands/inventory/table.ts";
import { VARS_COMMAND } from "./commands/vars/table.ts";
import { VAULT_COMMAND } from "./commands/vault/table.ts";
import { PLUGIN_COMMAND } from "./commands/plugin/table.ts";
import { RUN_FLAGS } from "./run_flags.ts";

/** The flags that every command takes, and that `shep` alone takes. */
export const COMMON_FLAGS: readonly Flag[] = [
  { name: "help", short: "h", help: "Show this help and exit.", group: "Options" },
  { name: "version", help: "Show Shep's version and exit.", group: "Options" },
];

/** The shells that `shep completion` can write for. */
export const SHELLS: readonly string[] = ["bash", "zsh", "fish"];

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  {
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
    flags: [...RUN_FLAGS, ...COMMON_FLAGS],
    examples: [
      "shep run -i hosts.ini site.yml",
      "shep run -i hosts.ini --check --diff --limit web site.yml",
      "shep run -i localhost, -c local -e version=1.2 site.yml",
      "shep run --resume",
    ],
  },
  { ...DOC_COMMAND, flags: [...DOC_COMMAND.flags, ...COMMON_FLAGS] },
  { ...HISTORY_COMMAND, flags: [...HISTORY_COMMAND.flags, ...COMMON_FLAGS] },
  { ...MERGE_COMMAND, flags: [...MERGE_COMMAND.flags, ...COMMON_FLAGS] },
  { ...INVENTORY_COMMAND, flags: [...INVENTORY_COMMAND.flags, ...COMMON_FLAGS] },
  { ...VARS_COMMAND, flags: [...VARS_COMMAND.flags, ...COMMON_FLAGS] },
  { ...VAULT_COMMAND, flags: [...VAULT_COMMAND.flags, ...COMMON_FLAGS] },
  { ...CONFIG_COMMAND, flags: [...CONFIG_COMMAND.flags, ...COMMON_FLAGS] },
  { ...PLUGIN_COMMAND, flags: [...PLUGIN_COMMAND.flags, ...COMMON_FLAGS] },
  {
    name: "completion",
    summary: "Print a script that completes shep's command lines in a shell.",
    positional: {
      name: "SHELL",
      help: "The shell to write for.",
      isRequired: true,
      isRepeatable: false,
      choices: SHELLS,
    },
    flags: COMMON_FLAGS,
    examples: [
      "source <(shep completion bash)",
      "shep completion fish > ~/.config/fish/completions/shep.fish",
    ],
  },
  {
    name: "version",
    summary: "Show the versions of Shep and of what it runs on.",
    flags: COMMON_FLAGS,
    examples: [],
  },
  {
    name: "help",
    summary: "Show the help of Shep or of a command.",
    positional: {
      name: "COMMAND",
      help: "The command to explain.",
      isRequired: false,
      isRepeatable: false,
      choices: [
        "run",
        "doc",
        "history",
        "merge",
        "inventory",
        "vars",
        "vault",
        "config",
        "plugin",
        "completion",
        "version",
        "help",
      ],
    },
    flags: COMMON_FLAGS,
    examples: [],
  },
];

/** The command of that name. */
export function findCommand(name: string): Command | undefined {
  return COMMANDS.find((command) => command.name === name);
}

/** Every spelling of a flag, as it is typed: `--limit`, `-l`. */
export function spellings(flag: Flag): string[] {
  const long = [flag.name, ...flag.aliases ?? []].map((name) => `--${name}`);
  return flag.short === undefined ? long : [`-${flag.short}`, ...long];
}
