/**
 * How the inventory reaches files: through functions it is handed, for it has no permission itself.
 *
 * @module
 */
import type { InventoryData, VarsLayer } from "@shep/sdk/inventory";

/** One entry of a directory. */
export interface DirectoryEntry {
  /** Without the directory. */
  readonly name: string;
  /** A link to a directory counts as one. */
  readonly isDirectory: boolean;
}

/** A file, read. */
export interface SourceText {
  /** Decrypted, if it was a vault. */
  readonly text: string;
  /** Whether somebody may run it. */
  readonly isExecutable: boolean;
}

/** A source that another inventory is to read. */
export interface ForeignSource {
  /** The inventory's name. */
  readonly inventory: string;
  /** The path of the source. */
  readonly path: string;
  /** What the source says of how to read it. */
  readonly configuration?: VarsLayer;
  /** What the sources before it say. */
  readonly known?: InventoryData;
}

/** Files, and other inventories, as the host lets the inventory have them. */
export interface SourceReader {
  /** A file; rejects when it cannot be read. */
  readFile(path: string): Promise<SourceText>;
  /** The entries of a directory in any order, or `null` when there is no such directory. */
  list(path: string): Promise<readonly DirectoryEntry[] | null>;
  /** What another inventory says of a source. */
  readForeign(source: ForeignSource): Promise<InventoryData>;
}
