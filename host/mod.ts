/**
 * The controller as a library: it reads playbooks and inventories, starts plugins, runs plays, and
 * tells of everything as events.
 *
 * @module
 */
export { describeActions, type DescribeActionsOptions, type DescribedActions } from "./actions.ts";
export type { Console } from "./console.ts";
export * from "./events.ts";
export { FACT_CACHES, type FactCacheSettings } from "./facts/cache.ts";
export type { FactOptions, Gathering } from "./facts/options.ts";
export {
  type InspectedPlay,
  type InspectedPlaybook,
  type InspectedTask,
  type Inspection,
  inspectPlaybooks,
} from "./inspect.ts";
export {
  type GroupView,
  InventoryView,
  type VariableSetting,
  viewInventory,
  type ViewSources,
} from "./inventory/inventory_view.ts";
export type { TaggedMap, TaggedText, TaggedValue } from "@shep/sdk/inventory";
export type { SourcePosition } from "./playbook/model.ts";
export type { PluginForm, PluginManifest } from "./plugin/manifest.ts";
export { type JournalOptions, type ResumeRequest, usualJournal } from "./journal/options.ts";
export type { Shard } from "./inventory/shard.ts";
export { ExitCode, exitCodeOf } from "./exit_code.ts";
export { runPlaybooks } from "./run.ts";
export type { Compatibility } from "./session/compatibility.ts";
export type { ConnectionFlags } from "./connection/options.ts";
export type { PasswordRequest } from "./connection/passwords.ts";
export { type BecomeSettings, DEFAULT_FORKS, type RunOptions } from "./run_options.ts";
export type { AskPassword, VaultRequest } from "./vault/mod.ts";
