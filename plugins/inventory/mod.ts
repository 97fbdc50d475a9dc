/**
 * Reads Ansible's inventories without touching a file itself.
 *
 * @module
 */
export { type Diagnosis, InventoryError } from "./error.ts";
export { loadInventory } from "./load.ts";
export type {
  Annotations,
  GroupData,
  HostData,
  InventoryData,
  Source,
  VarsFile,
  VarsLayer,
} from "@shep/sdk/inventory";
export type { DirectoryEntry, ForeignSource, SourceReader, SourceText } from "./reader.ts";
export type { InventorySettings } from "./settings.ts";
export { type Names, readVarsFiles } from "./vars_files.ts";
