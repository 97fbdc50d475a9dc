/**
 * The plugin `inventory`.
 *
 * @module
 */
import {
  defineInventory,
  definePlugin,
  Fault,
  type InventoryContext,
  type LoadInventoryReply,
  type LoadInventoryRequest,
  type PluginDefinition,
  type VariableFile,
  type VariableLayer,
} from "@shep/sdk";
import { YamlError } from "../parser/mod.ts";
import { InventoryError } from "./error.ts";
import { loadInventory } from "./load.ts";
import { manifest } from "./manifest.ts";
import type { InventoryData, VarsFile, VarsLayer } from "@shep/sdk/inventory";
import type { SourceReader } from "./reader.ts";
import { readVarsFiles } from "./vars_files.ts";

async function load(
  request: LoadInventoryRequest,
  context: InventoryContext,
): Promise<LoadInventoryReply> {
  const reader = hostedReader(context);
  try {
    const data = await loadInventory(request.sources, reader);
    const names = {
      groups: [...data.groups.keys()],
      // Whether or not a source names it, a play may.
      hosts: new Set([...data.hosts.keys(), "localhost"]),
    };
    const playbookFiles: VarsFile[] = [];
    for (const base of request.playbookDirs) {
      playbookFiles.push(...await readVarsFiles(base, names, reader));
    }
    return reply(data, playbookFiles);
  } catch (error) {
    throw asFault(error);
  }
}

/** Files as the host lets the plugin see them. */
function hostedReader(context: InventoryContext): SourceReader {
  const decoder = new TextDecoder();
  return {
    readText: async (path) => {
      const file = await context.readFile(path);
      if (file.kind === "missing") throw new Error("there is no such file");
      if (file.kind === "directory") throw new Error("it is a directory");
      return decoder.decode(file.data);
    },
    list: async (path) => {
      const { kind, entries } = await context.listDirectory(path);
      if (kind !== "directory") return null;
      return entries.map((entry) => ({
        name: entry.name,
        isDirectory: entry.kind === "directory",
        isExecutable: (entry.mode & 0o111) !== 0,
      }));
    },
  };
}

function reply(data: InventoryData, playbookFiles: readonly VarsFile[]): LoadInventoryReply {
  return {
    hosts: [...data.hosts.values()].map(({ name, source, vars }) => ({
      name,
      ...source,
      variables: vars.map(layer),
    })),
    groups: [...data.groups.values()].map(({ name, hosts, children, priority, vars }) => ({
      name,
      hosts: [...hosts],
      children: [...children],
      priority,
      variables: vars.map(layer),
    })),
    variableFiles: data.varsFiles.map(variableFile),
    playbookVariableFiles: playbookFiles.map(variableFile),
    warnings: data.warnings,
  };
}

function layer({ source, ...rest }: VarsLayer): VariableLayer {
  return { ...rest, ...source };
}

function variableFile({ kind, ...rest }: VarsFile): VariableFile {
  return { owner: kind, ...rest };
}

function asFault(error: unknown): unknown {
  if (error instanceof InventoryError) {
    const diagnosis = Object.entries(error.diagnosis).filter(([, value]) => value !== undefined);
    return new Fault("syntax", error.message, { ...Object.fromEntries(diagnosis), cause: error });
  }
  if (error instanceof YamlError) {
    const { message, hint, file, line, column, sourceLine } = error;
    return new Fault("syntax", message, { hint, file, line, column, sourceLine, cause: error });
  }
  return error;
}

/** Reads inventories as Ansible reads them. */
export const plugin: PluginDefinition = definePlugin({
  ...manifest,
  inventories: [defineInventory({ name: "ansible", load })],
});
