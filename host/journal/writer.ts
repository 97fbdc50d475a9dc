/**
 * Writes one run into a journal.
 *
 * @module
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { digestOf } from "./digest.ts";
import type { JournalEntry } from "./entries.ts";
import type { RecordedRun } from "./recorded_run.ts";

/** How many runs are kept: the latest. */
const KEPT_RUNS = 500;

/** A run's place in an open journal. */
export class JournalWriter {
  readonly #database: DatabaseSync;
  readonly #run: number;
  readonly #attempt: number;
  readonly #bundle: StatementSync;
  #bundles = 0;
  readonly #digested = new Set<string>();

  /** Begins a run, or a further attempt at `run`. */
  constructor(database: DatabaseSync, recorded: RecordedRun, run: number | undefined) {
    this.#database = database;
    database.exec("BEGIN IMMEDIATE");
    this.#run = run ?? insertRun(database, recorded);
    this.#attempt = insertAttempt(database, this.#run, recorded.started);
    database.exec("COMMIT");
    this.#bundle = database.prepare("INSERT INTO bundles VALUES (?, ?, ?, ?)");
  }

  /** Writes all of `entries`, or none. */
  write(entries: readonly JournalEntry[]): void {
    this.#bundle.run(this.#run, this.#attempt, ++this.#bundles, JSON.stringify(entries));
  }

  /** Notes what is in files that the run was made of, as they are now. */
  async addFiles(paths: Iterable<string>): Promise<void> {
    for (const path of paths) {
      if (this.#digested.has(path)) continue;
      this.#digested.add(path);
      const digest = await digestOf(path);
      if (digest === undefined) continue;
      this.#database.prepare("INSERT OR REPLACE INTO files VALUES (?, ?, ?)")
        .run(this.#run, path, digest);
    }
  }

  /** Notes how the run ended; without an exit code it could not go on. */
  finish(exitCode: number | undefined, recap: string): void {
    this.#database.prepare(
      "UPDATE attempts SET finished = ?, exit_code = ?, recap = ? WHERE run = ? AND number = ?",
    ).run(Date.now(), exitCode ?? null, recap, this.#run, this.#attempt);
  }

  /**
   * Closes the journal. What is written by now is copied into place; to wait for the disk would
   * take longer than a short run, and only a failure of power could make a difference.
   */
  close(): void {
    this.#database.exec("PRAGMA synchronous = OFF");
    this.#database.close();
  }
}

function insertRun(
  database: DatabaseSync,
  { version, cwd, options, extraVars }: RecordedRun,
): number {
  const { lastInsertRowid } = database.prepare(
    "INSERT INTO runs (version, cwd, options, extra_vars) VALUES (?, ?, ?, ?)",
  ).run(version, cwd, JSON.stringify(options), extraVars ?? null);
  const run = Number(lastInsertRowid);
  if (run > KEPT_RUNS) forget(database, run - KEPT_RUNS);
  return run;
}

/** Forgets a run and those before it. */
function forget(database: DatabaseSync, run: number): void {
  for (const table of ["attempts", "files", "bundles"]) {
    database.prepare(`DELETE FROM ${table} WHERE run <= ?`).run(run);
  }
  database.prepare("DELETE FROM runs WHERE id <= ?").run(run);
}

function insertAttempt(database: DatabaseSync, run: number, started: number): number {
  const row = database.prepare("SELECT max(number) AS last FROM attempts WHERE run = ?").get(run);
  const number = Number(row?.["last"] ?? 0) + 1;
  database.prepare("INSERT INTO attempts (run, number, process, started) VALUES (?, ?, ?, ?)")
    .run(run, number, Deno.pid, started);
  return number;
}
