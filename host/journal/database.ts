/**
 * The journal of runs: one file of SQLite.
 *
 * @see https://www.sqlite.org/wal.html
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import { dirname } from "@shep/sdk/path";
import { Fault } from "@shep/sdk";

/** Raised by a change of the tables. A journal of another version is left alone. */
const SCHEMA_VERSION = 1;

/** How long to wait for another run that writes, in milliseconds. */
const PATIENCE = 5000;

/**
 * A run may have several attempts: the first, and those that resumed it. What happens is written in
 * bundles of entries: a row for each would cost three times as much.
 */
const TABLES = `
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  cwd TEXT NOT NULL,
  options TEXT NOT NULL,
  extra_vars TEXT
);
CREATE TABLE attempts (
  run INTEGER NOT NULL,
  number INTEGER NOT NULL,
  process INTEGER NOT NULL,
  started INTEGER NOT NULL,
  finished INTEGER,
  exit_code INTEGER,
  recap TEXT,
  PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE TABLE files (
  run INTEGER NOT NULL,
  path TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (run, path)
) WITHOUT ROWID;
CREATE TABLE bundles (
  run INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  number INTEGER NOT NULL,
  entries TEXT NOT NULL,
  PRIMARY KEY (run, attempt, number)
) WITHOUT ROWID;
PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens a journal, and makes it where there is none: for its owner only.
 *
 * @throws {Fault} When that cannot be done.
 */
export async function openJournal(file: string): Promise<DatabaseSync> {
  // Only those that need it wait for it to be loaded.
  const { DatabaseSync } = await import("node:sqlite");
  try {
    Deno.mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    Deno.openSync(file, { write: true, create: true, mode: 0o600 }).close();
    const database = new DatabaseSync(file, { timeout: PATIENCE });
    prepare(database);
    return database;
  } catch (cause) {
    throw new Fault("failed", `The journal '${file}' cannot be opened`, {
      detail: cause instanceof Error ? cause.message : String(cause),
      hint: "Remove the file, or run with --no-journal",
      cause,
    });
  }
}

function prepare(database: DatabaseSync): void {
  // Whatever was written is there when the process dies, and the file is whole when power fails.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  if (versionOf(database) === SCHEMA_VERSION) return;
  database.exec("BEGIN IMMEDIATE");
  // Another run may have made the tables in the meantime.
  const version = versionOf(database);
  if (version === 0) database.exec(TABLES);
  database.exec("COMMIT");
  if (version !== 0 && version !== SCHEMA_VERSION) {
    throw new Error(`It was written by another version of Shep: ${version}, not ${SCHEMA_VERSION}`);
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}
