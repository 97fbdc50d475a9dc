/**
 * Every command and flag of the command line, as data. Parsing, help, "did you mean" and shell
 * completion read this table and nothing else; so does `main`, to carry a command out.
 *
 * @module
 */
import type { Command, Flag } from "./command.ts";
import { COMPLETION_COMMAND } from "./commands/completion/table.ts";
import { CONFIG_COMMAND } from "./commands/config/table.ts";
import { DOC_COMMAND } from "./commands/doc/table.ts";
import { helpCommand } from "./commands/help/table.ts";
import { HISTORY_COMMAND } from "./commands/history/table.ts";
import { INVENTORY_COMMAND } from "./commands/inventory/table.ts";
import { MERGE_COMMAND } from "./commands/merge/table.ts";
import { PLUGIN_COMMAND } from "./commands/plugin/table.ts";
import { RUN_COMMAND } from "./commands/run/table.ts";
import { VARS_COMMAND } from "./commands/vars/table.ts";
import { VAULT_COMMAND } from "./commands/vault/table.ts";
import { VERSION_COMMAND } from "./commands/version/table.ts";

/** The flags that every command takes, and that `shep` alone takes. */
export const COMMON_FLAGS: readonly Flag[] = [
  { name: "help", short: "h", help: "Show this help and exit.", group: "Options" },
  { name: "version", help: "Show Shep's version and exit.", group: "Options" },
];

/** All but help, which names them. */
const EXPLAINED: readonly Command[] = [
  RUN_COMMAND,
  DOC_COMMAND,
  HISTORY_COMMAND,
  MERGE_COMMAND,
  INVENTORY_COMMAND,
  VARS_COMMAND,
  VAULT_COMMAND,
  CONFIG_COMMAND,
  PLUGIN_COMMAND,
  COMPLETION_COMMAND,
  VERSION_COMMAND,
];

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  ...EXPLAINED,
  helpCommand(EXPLAINED.map(({ name }) => name)),
].map((command) => ({ ...command, flags: [...command.flags, ...COMMON_FLAGS] }));

/** The command of that name. */
export function findCommand(name: string): Command | undefined {
  return COMMANDS.find((command) => command.name === name);
}
