/**
 * The inventory of a run, as the inventory plugin reads it.
 *
 * @module
 */
import { dirname, join, resolve } from "@shep/sdk/path";
import { inventoryData, playbookVariables } from "@shep/sdk";
import { toValue, type ValueMap } from "@shep/sdk/value";
import { loadInventory } from "@shep/sdk/wire";
import { isWithin } from "../controller/files.ts";
import { type PluginSession, readingSession } from "../controller/session.ts";
import { inClear, withoutSecrets } from "../controller/vaulted_file.ts";
import type { RunContext } from "../engine/run_context.ts";
import type { FactMentions } from "../facts/mentions.ts";
import { type ForeignServices, loadForeign } from "./foreign_inventories.ts";
import { Inventory } from "./mod.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import type { ConfiguredOptions } from "../run_options.ts";

/** What an inventory is read with. */
export interface InventoryServices extends Pick<RunContext, "vault" | "warn"> {
  readonly mentions?: FactMentions | undefined;
  /** Whether nobody reads variables: files of them are empty then where they are vaulted. */
  readonly looksOnly?: boolean | undefined;
  /** For sources that other inventories read; they are refused if absent. */
  readonly foreign?: ForeignServices;
}

/** Reads the sources, and the files of variables beside them and beside the playbooks. */
export async function readInventory(
  registry: PluginRegistry,
  options: ConfiguredOptions,
  { vault, warn, mentions, foreign, looksOnly = false }: InventoryServices,
): Promise<Inventory> {
  const { playbooks, playbookDirs: more = [] } = options;
  const playbookDirs = [
    ...new Set([
      ...playbooks.map((file) => dirname(resolve(file))),
      ...more.map((dir) => resolve(dir)),
    ]),
  ];
  const paths = inventorySources(options);
  const besides = [...paths.map((path) => dirname(path)), ...playbookDirs];
  const variables = [...paths, ...besides].flatMap(variableFolders);
  const roots = [...paths, ...variables];
  const reading = readingSession(
    (path) => isWithin(path, roots),
    (path) => resolve(path),
    (found) =>
      looksOnly && isWithin(found.path, variables) ? withoutSecrets(found) : inClear(found, vault),
  );
  const context: PluginSession = {
    ...reading,
    ...(foreign && { load: (request) => loadForeign(request, foreign, reading) }),
  };
  const request = { sources: paths, playbookDirs, options: readingOptions(options) };
  const reply = await registry.call("inventories", "ansible", loadInventory, request, { context });
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
  if (data.hosts.size === 0 && options.config.get("LOCALHOST_WARNING")) {
    warn({
      summary: "The inventory has no hosts: there is localhost alone, which is not in 'all'",
    });
  }
  const inventory = new Inventory(data);
  inventory.setPlaybookVars(playbookVars);
  return inventory;
}

/**
 * What inventories are read from: what `-i` named, else the settings. Nobody misses the usual file:
 * it is read if it is there.
 */
export function inventorySources({ inventory, config }: ConfiguredOptions): readonly string[] {
  if (inventory.length > 0) {
    return inventory.map((source) => source.includes(",") ? source : resolve(source));
  }
  const usual = config.get("DEFAULT_HOST_LIST");
  return config.originOf("DEFAULT_HOST_LIST").kind === "default" ? usual.filter(isThere) : usual;
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The settings that the reader of inventories knows. */
function readingOptions({ config }: ConfiguredOptions): ValueMap {
  return toValue({
    enabled: config.get("INVENTORY_ENABLED"),
    ignored_endings: config.get("INVENTORY_IGNORE_EXTS"),
    ignored_patterns: config.get("INVENTORY_IGNORE_PATTERNS"),
  });
}

/** Where variables of groups and hosts are, beside what lies in a folder. */
function variableFolders(folder: string): string[] {
  return [join(folder, "group_vars"), join(folder, "host_vars")];
}
