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
import { isHostList, readHostList } from "./hostlist.ts";
import { readIni } from "./ini.ts";
import type { InventoryData, VarsFile } from "@shep/sdk/inventory";
import type { SourceReader } from "./reader.ts";
import { readScriptHostVars, readScriptOutput } from "./script.ts";
import { readVarsFiles } from "./vars_files.ts";
import { readYaml } from "./yaml.ts";

/**
 * The inventory that several sources make together; later sources win.
 *
 * A source is a comma-separated list of hosts, a directory of inventories, or a file: YAML or JSON
 * by its extension, a script by its `#!`, INI otherwise. `group_vars/` and `host_vars/` in the
 * directory, or beside the file, belong to it.
 *
 * @example
 * ```ts
 * import { loadInventory } from "@shep/plugins/inventory";
 * import assert from "node:assert/strict";
 *
 * const files = new Map([["hosts", "[web]\nweb[1:2] ansible_user=deploy\n"]]);
 * const inventory = await loadInventory(["hosts"], {
 * XX
 * assert.deepEqual([...inventory.hosts.keys()], ["web1", "web2"]);
 * ```
 *
 * @throws {InventoryError} for the first source that cannot be used. Ansible warns and goes on with
 * what is left, be it a part of a file; a run on half of the hosts is not what was asked for.
 */
export async function loadInventory(
  sources: readonly string[],
  reader: SourceReader,
): Promise<InventoryData> {
  const builder = new InventoryBuilder();
  const bases = new Set<string>();
  for (const source of sources) {
    if (isHostList(source)) {
      readHostList(source, builder);
      continue;
    }
    const entries = await reader.list(source);
    bases.add(entries === null ? dirname(source) : source);
    const files = entries === null ? [source] : await inventoryFiles(source, entries, reader);
    if (files.length === 0) builder.warn(`${source}: this directory holds no inventory`);
    for (const file of files) await readFile(file, builder, reader);
  }
  const varsFiles: VarsFile[] = [];
  const names = { groups: builder.groupNames(), hosts: builder.hostNames() };
  for (const base of bases) varsFiles.push(...await readVarsFiles(base, names, reader));
  return builder.finish(varsFiles);
}

async function readFile(
  file: string,
  builder: InventoryBuilder,
  reader: SourceReader,
): Promise<void> {
  const text = await readText(file, reader);
  if (text.startsWith("#!")) return await readScript(file, builder, reader);
  if (text.includes("\0")) {
    throw new InventoryError("this is no text", {
      file,
      hint: "Inventory programs without a #! line are not supported yet: start it from a script.",
    });
  }
  const extension = extname(file);
  if (extension === ".toml") {
    throw new InventoryError("TOML inventories are not supported yet", {
      file,
      hint: "Convert it: ansible-inventory -i THIS --list --yaml --export > hosts.yml",
    });
  }
  if (![".yml", ".yaml", ".json"].includes(extension)) return readIni(text, file, builder);
  if (text.trim() === "") return builder.warn(`${file}: this inventory is empty`);
  readYaml(new Document(text, file), builder);
}

async function readText(file: string, reader: SourceReader): Promise<string> {
  try {
    return await reader.readText(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InventoryError(`this inventory cannot be read: ${why}`, {
      file,
      hint: `If "${file}" is a host and not a file, add a comma: -i ${file},`,
    }, { cause: error });
  }
}

async function readScript(
  file: string,
  builder: InventoryBuilder,
  reader: SourceReader,
): Promise<void> {
  if (reader.runScript === undefined) {
    throw new InventoryError("inventory scripts are not supported yet", {
      file,
      hint:
        `Hand in what it finds: ansible-inventory -i ${file} --list --yaml --export > hosts.yml`,
    });
  }
  const output = await reader.runScript(file, ["--list"]);
  for (const host of readScriptOutput(new Document(output, file).value, file, builder)) {
    const vars = (await reader.runScript(file, ["--host", host])).trim();
    if (vars !== "") readScriptHostVars(host, new Document(vars, file).value, file, builder);
  }
}
