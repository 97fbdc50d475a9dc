/**
 * How the inventory reaches files: through functions it is handed, for it has no permission itself.
 *
 * @module
 */
/** One entry of a directory. */
export interface DirectoryEntry {
  /** Without the directory. */
  readonly name: string;
  /** A link to a directory counts as one. */
  readonly isDirectory: boolean;
  /** Whether the user may run it. */
  readonly isExecutable: boolean;
}

/** Files as the host lets the inventory see them. */
export interface SourceReader {
  /** The text of a file, decrypted if it was a vault; rejects when it cannot be read. */
  readText(path: string): Promise<string>;
  /** The entries of a directory in any order, or `null` when there is no such directory. */
  list(path: string): Promise<readonly DirectoryEntry[] | null>;
  /** What an inventory script prints when it is run with these arguments. */
  runScript?(path: string, args: readonly string[]): Promise<string>;
}
