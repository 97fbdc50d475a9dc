/**
 * Inventories: where hosts, groups and their variables come from.
 *
 * @module
 */
import type { ListDirectoryReply, ReadFileReply } from "../wire/messages/action.ts";
import type { LoadInventoryReply, LoadInventoryRequest } from "../wire/messages/inventory.ts";

/** What an inventory may ask of the host. */
export interface InventoryContext {
  /** Aborted when nobody waits any longer. */
  readonly signal: AbortSignal;
  /** Reads a file that belongs to the sources. */
  readFile(path: string): Promise<ReadFileReply>;
  /** Has another inventory of the run read a source. */
  load(request: LoadInventoryRequest): Promise<LoadInventoryReply>;
  /** Lists a directory that belongs to the sources. */
  listDirectory(path: string): Promise<ListDirectoryReply>;
}

/** A reader of inventories. */
export interface InventoryDefinition {
  /** What it is called, for people. */
  readonly name: string;
  /**
   * Loads what `-i` named, and the variables beside the playbooks.
   *
   * @throws {Fault} `syntax` for a source that cannot be read, with its position.
   */
  load(
    request: LoadInventoryRequest,
    context: InventoryContext,
  ): LoadInventoryReply | Promise<LoadInventoryReply>;
}

/**
 * Declares an inventory.
 *
 * @example
 * ```ts
 * import { defineInventory, Fault, inventoryReply } from "@shep/sdk";
 *
 * export const lines = defineInventory({
 *   name: "lines",
 *   async load({ sources }, context) {
 *     const [file = ""] = sources;
 *     const { data } = await context.readFile(file);
 *     const names = new TextDecoder().decode(data).trim().split("\n");
 *     if (names[0] === "") throw new Fault("syntax", "a line names a host", { file, line: 1 });
 *     const hosts = names.map((name) => ({ name, source: { file }, vars: [] }));
 *     return inventoryReply({
 *       hosts: new Map(hosts.map((host) => [host.name, host])),
 *       groups: new Map(),
 *       varsFiles: [],
 *       warnings: [],
 *     });
 *   },
 * });
 * ```
 */
export function defineInventory(inventory: InventoryDefinition): InventoryDefinition {
  return inventory;
}
