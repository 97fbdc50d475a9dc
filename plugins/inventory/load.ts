/**
 * Loads an inventory from everything `-i` named.
 *
 * @module
 */
import { dirname, extname } from "@shep/sdk/path";
import { InventoryBuilder } from "./builder.ts";
import { inventoryFiles } from "./directory.ts";
import { Document } from "./document.ts";
import { InventoryError } from "./error.ts";
import { isProgram, pluginOf, readConfigured, readProgram } from "./foreign.ts";
import { isHostList, readHostList } from "./hostlist.ts";
import { readIni } from "./ini.ts";
import type { InventoryData, VarsFile } from "@shep/sdk/inventory";
import type { SourceReader, SourceText } from "./reader.ts";
import { type InventorySettings, NO_SETTINGS, requireEnabled } from "./settings.ts";
import { readVarsFiles } from "./vars_files.ts";
import { readYaml } from "./yaml.ts";

/**
 * The inventory that several sources make together; later sources win.
 *
 * A source is a comma-separated list of hosts, a directory of inventories, or a file: a program by
 * its `#!`, YAML, JSON or TOML by its extension, what the `plugin` that a YAML file names reads, INI
 * otherwise. `group_vars/` and `host_vars/` in the directory, or beside the file, belong to it.
 *
 * @example
 * ```ts
 * import { loadInventory } from "@shep/plugins/inventory";
 * import assert from "node:assert/strict";
 *
 * const files = new Map([["hosts", "[web]\nweb[1:2] ansible_user=deploy\n"]]);
 * const inventory = await loadInventory(["hosts"], {
 *   list: () => Promise.resolve(null),
 *   readFile: (path) => Promise.resolve({ text: files.get(path)!, isExecutable: false }),
 *   readForeign: () => Promise.reject(new Error("it names no other inventory")),
 * });
 * assert.deepEqual([...inventory.hosts.keys()], ["web1", "web2"]);
 * ```
 *
 * @throws {InventoryError} for the first source that cannot be used. Ansible warns and goes on with
 * what is left, be it a part of a file; a run on half of the hosts is not what was asked for.
 */
export async function loadInventory(
  sources: readonly string[],
  reader: SourceReader,
  settings: InventorySettings = NO_SETTINGS,
): Promise<InventoryData> {
  const builder = new InventoryBuilder();
  const bases = new Set<string>();
  for (const source of sources) {
    if (isHostList(source)) {
      requireEnabled(["host_list", "advanced_host_list"], source, settings);
      readHostList(source, builder);
      continue;
    }
    const entries = await reader.list(source);
    bases.add(entries === null ? dirname(source) : source);
    const files = entries === null
      ? [source]
      : await inventoryFiles(source, entries, reader, settings);
    if (files.length === 0) builder.warn(`${source}: this directory holds no inventory`);
    for (const file of files) await readSource(file, builder, reader, settings);
  }
  const varsFiles: VarsFile[] = [];
  const names = { groups: builder.groupNames(), hosts: builder.hostNames() };
  for (const base of bases) varsFiles.push(...await readVarsFiles(base, names, reader));
  return builder.finish(varsFiles);
}

async function readSource(
  file: string,
  builder: InventoryBuilder,
  reader: SourceReader,
  settings: InventorySettings,
): Promise<void> {
  const source = await readFile(file, reader);
  const { text } = source;
  const extension = extname(file);
  if (isProgram(source)) {
    requireEnabled(["script"], file, settings);
    await readProgram(file, source, builder, reader);
  } else if (extension === ".toml") {
    requireEnabled(["toml"], file, settings);
    const { readToml } = await import("./toml.ts");
    readToml(text, file, builder);
  } else if (![".yml", ".yaml", ".json"].includes(extension)) {
    requireEnabled(["ini"], file, settings);
    readIni(text, file, builder);
  } else if (text.trim() === "") {
    builder.warn(`${file}: this inventory is empty`);
  } else {
    await readDocument(new Document(text, file), builder, reader, settings);
  }
}

async function readDocument(
  document: Document,
  builder: InventoryBuilder,
  reader: SourceReader,
  settings: InventorySettings,
): Promise<void> {
  const plugin = pluginOf(document);
  requireEnabled(plugin === undefined ? ["yaml"] : ["auto", plugin], document.file, settings);
  if (plugin === undefined) readYaml(document, builder);
  else await readConfigured(document, plugin, builder, reader);
}

async function readFile(file: string, reader: SourceReader): Promise<SourceText> {
  try {
    return await reader.readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InventoryError(`this inventory cannot be read: ${why}`, {
      file,
      hint: `If "${file}" is a host and not a file, add a comma: -i ${file},`,
    }, { cause: error });
  }
}
