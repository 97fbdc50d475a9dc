/**
 * Facts in one file of SQLite.
 *
 * @see https://www.sqlite.org
 * @module
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { dirname } from "@shep/sdk/path";
import { Fault, jsonText, parseJson, type ValueMap } from "@shep/sdk";
import type { CachePlace, FactCache } from "./cache.ts";

/** How long to wait for another run that writes, in milliseconds. */
const PATIENCE = 5000;

/**
 * Opens a database of facts, and makes it where there is none.
 *
 * @throws {Fault} When it cannot be opened, or is none.
 */
export async function openSqliteCache(place: CachePlace): Promise<FactCache> {
  // Loading it takes milliseconds that a run without such a cache should not pay.
  const { DatabaseSync } = await import("node:sqlite");
  try {
    Deno.mkdirSync(dirname(place.location), { recursive: true });
    return new SqliteCache(new DatabaseSync(place.location, { timeout: PATIENCE }), place);
  } catch (cause) {
    throw new Fault("failed", `The fact cache '${place.location}' cannot be opened`, {
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

class SqliteCache implements FactCache {
  readonly #database: DatabaseSync;
  readonly #place: CachePlace;
  readonly #read: StatementSync;
  readonly #write: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync, place: CachePlace) {
    this.#database = database;
    this.#place = place;
    database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" +
        "CREATE TABLE IF NOT EXISTS facts (" +
        "  host TEXT PRIMARY KEY, facts TEXT NOT NULL, written INTEGER NOT NULL)",
    );
    this.#read = database.prepare("SELECT facts, written FROM facts WHERE host = ?");
    this.#write = database.prepare("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)");
    this.#remove = database.prepare("DELETE FROM facts WHERE host = ?");
  }

  read(host: string): ValueMap | undefined {
    const row = this.#read.get(this.#key(host));
    if (!row || Date.now() - Number(row["written"]) > this.#place.lifetime) return undefined;
    const facts = parseJson(String(row["facts"]));
    return facts instanceof Map ? facts : undefined;
  }

  write(host: string, facts: ValueMap): void {
    this.#write.run(this.#key(host), jsonText(facts), Date.now());
  }

  remove(host: string): void {
    this.#remove.run(this.#key(host));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #key(host: string): string {
    return this.#place.prefix + host;
  }
}
