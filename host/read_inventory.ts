/**
 * The inventory of a run, as the inventory plugin reads it.
 *
 * @module
 */
import { dirname, join, resolve } from "@shep/sdk/path";
import { loadInventory } from "@shep/sdk/wire";
import { isWithin } from "./controller/files.ts";
import { readingSession } from "./controller/session.ts";
import type { RunContext } from "./engine/context.ts";
import type { FactMentions } from "./facts/mentions.ts";
import { inventoryData, playbookVariables } from "./inventory/from_wire.ts";
import { Inventory } from "./inventory/mod.ts";
import type { PluginRegistry } from "./plugin/registry.ts";
import type { RunOptions } from "./run_options.ts";

/** Reads the sources, and the files of variables beside them and beside the playbooks. */
export async function readInventory(
  registry: PluginRegistry,
  { inventory: sources, playbooks }: RunOptions,
  { vault, warn, mentions }: Pick<RunContext, "vault" | "warn"> & {
    readonly mentions?: FactMentions | undefined;
  },
): Promise<Inventory> {
  const playbookDirs = [...new Set(playbooks.map((file) => dirname(resolve(file))))];
  const paths = sources.map((source) => source.includes(",") ? source : resolve(source));
  const besides = [...paths.map((path) => dirname(path)), ...playbookDirs];
  const roots = [...paths, ...besides.flatMap(variableFolders)];
  const reply = await registry.call("inventories", "ansible", loadInventory, {
    sources: paths,
    playbookDirs,
  }, {
    context: readingSession((path) => isWithin(path, roots), (path) => resolve(path), vault),
  });
  for (const summary of reply.warnings) warn({ summary });
  const data = inventoryData(reply);
  const playbookVars = playbookVariables(reply);
  const learn = (file: string, values: unknown): void => {
    vault.learnValues(file, values);
    mentions?.addValue(values);
  };
  for (const { file, values } of [...data.varsFiles, ...playbookVars]) learn(file, values);
  for (const { vars } of [...data.hosts.values(), ...data.groups.values()]) {
    for (const { source, values } of vars) learn(source.file, values);
  }
  const inventory = new Inventory(data);
  inventory.setPlaybookVars(playbookVars);
  return inventory;
}

/** Where variables of groups and hosts are, beside what lies in a folder. */
function variableFolders(folder: string): string[] {
  return [join(folder, "group_vars"), join(folder, "host_vars")];
}
