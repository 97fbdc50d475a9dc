/**
 * The commands `shep vault …`.
 *
 * @module
 */
export { runVaultCommand } from "./command.ts";
export { processContext, type VaultContext } from "./context.ts";
