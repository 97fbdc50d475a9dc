/**
 * The flags that say which inventory is meant.
 *
 * @module
 */
import type { Flag } from "../../command.ts";
import { RUN_FLAGS } from "../run/flags.ts";
import { VAULT_FLAGS } from "../../vault_flags.ts";

/** They mean what they mean to `shep run`. */
const SHARED: readonly string[] = ["inventory", "plugins", "limit", "extra-vars"];

/** For the table of commands. */
export const INVENTORY_FLAGS: readonly Flag[] = [
  ...RUN_FLAGS.filter(({ name }) => SHARED.includes(name)),
  {
    name: "playbook-dir",
    value: "DIR",
    isFile: true,
    help: "Where group_vars and host_vars are besides those of the inventory (default: here).",
    group: "What runs where",
  },
  ...VAULT_FLAGS,
];
