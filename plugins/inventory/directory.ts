/**
 * Which files of a directory are inventories.
 *
 * @see https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html#organizing-inventory-in-a-directory
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html#inventory-ignore-exts
 *
 * @module
 */
import { join } from "@shep/sdk/path";
import type { DirectoryEntry, SourceReader } from "./reader.ts";
import type { InventorySettings } from "./settings.ts";

/** They belong to the inventory, but are none. */
const IGNORED_NAMES: readonly string[] = ["group_vars", "host_vars", "vars_plugins"];

/**
 * The inventory files of a directory and of those in it, sorted by name; later ones win.
 *
 * @param entries What the directory holds.
 */
export async function inventoryFiles(
  path: string,
  entries: readonly DirectoryEntry[],
  reader: SourceReader,
  settings: InventorySettings,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const entry of sortedByName(entries)) {
    if (isIgnored(entry.name, settings)) continue;
    const inner = join(path, entry.name);
    const below = entry.isDirectory ? await reader.list(inner) : null;
    if (below === null) files.push(inner);
    else files.push(...await inventoryFiles(inner, below, reader, settings));
  }
  return files;
}

/** In the order in which Ansible reads a directory. */
export function sortedByName(entries: readonly DirectoryEntry[]): readonly DirectoryEntry[] {
  return entries.toSorted((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function isIgnored(
  name: string,
  { ignoredEndings, ignoredPatterns }: InventorySettings,
): boolean {
  return name.startsWith(".") || IGNORED_NAMES.includes(name) ||
    ignoredEndings.some((ending) => name.endsWith(ending)) ||
    ignoredPatterns.some((pattern) => pattern.test(name));
}
