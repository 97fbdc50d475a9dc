/**
 * The plugin `inventory`.
 *
 * @module
 */
import {
  defineInventory,
  definePlugin,
  type InventoryContext,
  inventoryData,
  inventoryReply,
  type LoadInventoryReply,
  type LoadInventoryRequest,
  type PluginDefinition,
  variableLayer,
} from "@shep/sdk";
import { asFault } from "./error.ts";
import { loadInventory } from "./load.ts";
import { manifest } from "./manifest.ts";
import type { VarsFile } from "@shep/sdk/inventory";
import type { SourceReader } from "./reader.ts";
import { settingsOf } from "./settings.ts";
import { readVarsFiles } from "./vars_files.ts";

async function load(
  request: LoadInventoryRequest,
  context: InventoryContext,
): Promise<LoadInventoryReply> {
  const reader = hostedReader(context);
  try {
    const data = await loadInventory(request.sources, reader, settingsOf(request.options));
    const names = {
      groups: [...data.groups.keys()],
      // Whether or not a source names it, a play may.
      hosts: new Set([...data.hosts.keys(), "localhost"]),
    };
    const playbookFiles: VarsFile[] = [];
    for (const base of request.playbookDirs) {
      playbookFiles.push(...await readVarsFiles(base, names, reader));
    }
    return inventoryReply(data, playbookFiles);
  } catch (error) {
    throw asFault(error);
  }
}

/** Files as the host lets the plugin see them. */
function hostedReader(context: InventoryContext): SourceReader {
  const decoder = new TextDecoder();
  return {
    readFile: async (path) => {
      const { kind, data, mode } = await context.readFile(path);
      if (kind === "missing") throw new Error("there is no such file");
      if (kind === "directory") throw new Error("it is a directory");
      return { text: decoder.decode(data), isExecutable: (mode & 0o111) !== 0 };
    },
    list: async (path) => {
      const { kind, entries } = await context.listDirectory(path);
      if (kind !== "directory") return null;
      const there = entries.filter((entry) => entry.kind !== "missing");
      return there.map((entry) => ({
        name: entry.name,
        isDirectory: entry.kind === "directory",
      }));
    },
    readForeign: async ({ inventory, path, configuration, known }) =>
      inventoryData(
        await context.load({
          inventory,
          sources: [path],
          playbookDirs: [],
          ...(configuration && { configuration: variableLayer(configuration) }),
          ...(known && { known: inventoryReply(known) }),
        }),
      ),
  };
}

/** Reads inventories as Ansible reads them. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  inventories: [defineInventory({ name: "ansible", load })],
});
