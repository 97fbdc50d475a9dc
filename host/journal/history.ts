/**
 * What a journal tells of runs.
 *
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import { Fault, parseJson, type ValueMap } from "@shep/sdk";
import type { HostStats } from "../events.ts";
import { openJournal } from "./database.ts";
import {
  entriesOf,
  type JournalEntry,
  type NotificationEntry,
  type ResultEntry,
} from "./entries.ts";
import type { StoredOptions } from "./recorded_run.ts";

/** A time that a run was carried out: the first, or one that resumed it. */
export interface Attempt {
  /** The process that carries it out. */
  readonly process: number;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** Nothing if the process was ended, or is still at it. */
  readonly finished?: number;
  /** Nothing if it could not go on. */
  readonly exitCode?: number;
  /** The recap's counters by host. */
  readonly recap: Readonly<Record<string, HostStats>>;
}

/** How a run stands. */
export type RunState = "ok" | "failed" | "interrupted" | "running";

/** A run, as it is listed. */
export interface RunSummary {
  /** Counts the runs of a journal. */
  readonly id: number;
  /** How it stands. */
  readonly state: RunState;
  /** Shep's. */
  readonly version: string;
  /** The directory that its paths are relative to. */
  readonly cwd: string;
  /** What was asked for. */
  readonly options: StoredOptions;
  /** Those at it, in their order. */
  readonly attempts: readonly Attempt[];
}

/** What a task came to on a host. */
export interface ResultRecord extends
  Pick<
    ResultEntry,
    "host" | "status" | "handling" | "isWithheld" | "delegate" | "finished" | "duration"
  > {
  /** What it returned. */
  readonly values: ValueMap;
}

/** A task, and what it came to. */
export interface TaskRecord {
  /** As it was shown. */
  readonly name: string;
  /** As it was written. */
  readonly action: string;
  /** `file:line:column`. */
  readonly place: string;
  /** Whether it was notified. */
  readonly isHandler: boolean;
  /** Host by host. */
  readonly results: readonly ResultRecord[];
}

/** A play, and its tasks. */
export interface PlayRecord {
  /** As it was shown. */
  readonly name: string;
  /** Those that had a result. */
  readonly tasks: readonly TaskRecord[];
}

/** A handler that a host is owed. */
export type OwedHandler = Pick<NotificationEntry, "handler" | "host">;

/** A run, as it is shown. */
export interface RunRecord extends RunSummary {
  /** Those in which something happened; a resumed run has some of them twice. */
  readonly plays: readonly PlayRecord[];
  /** Handlers that were notified, and had no result since. */
  readonly owed: readonly OwedHandler[];
}

/** All runs of a journal, the latest first. */
export function listRuns(file: string): Promise<RunSummary[]> {
  return reading(file, (database) => {
    const ids = database.prepare("SELECT id FROM runs ORDER BY id DESC").all();
    return ids.map(({ id }) => summaryOf(database, Number(id)));
  });
}

/**
 * A run with all its results.
 *
 * @throws {Fault} `not-found`, if there is none of that number.
 */
export function readRun(file: string, run: number): Promise<RunRecord> {
  return reading(file, (database) => {
    const summary = summaryOf(database, run);
    const entries = entriesOf(database, run).flat();
    return { ...summary, plays: playsOf(entries), owed: owedHandlers(entries) };
  });
}

async function reading<T>(file: string, read: (database: DatabaseSync) => T): Promise<T> {
  const database = await openJournal(file);
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** What is known of a run as a whole. */
export function runWith(
  database: DatabaseSync,
  run: number,
): Pick<RunSummary, "version" | "cwd" | "options"> & { readonly extraVars: string | undefined } {
  const row = database.prepare("SELECT * FROM runs WHERE id = ?").get(run);
  if (!row) {
    throw new Fault("not-found", `There is no run ${run} in the journal`, {
      hint: "'shep history' lists those that there are",
    });
  }
  return {
    version: String(row["version"]),
    cwd: String(row["cwd"]),
    options: JSON.parse(String(row["options"])),
    extraVars: row["extra_vars"] === null ? undefined : String(row["extra_vars"]),
  };
}

/** The attempts at a run, in their order. */
export function attemptsOf(database: DatabaseSync, run: number): Attempt[] {
  const rows = database.prepare("SELECT * FROM attempts WHERE run = ? ORDER BY number").all(run);
  return rows.map((row) => ({
    process: Number(row["process"]),
    started: Number(row["started"]),
    ...(row["finished"] === null ? {} : { finished: Number(row["finished"]) }),
    ...(row["exit_code"] === null ? {} : { exitCode: Number(row["exit_code"]) }),
    recap: JSON.parse(String(row["recap"] ?? "{}")),
  }));
}

/** The last run that did not end well, and is not still going on. */
export function latestUnfinished(database: DatabaseSync): number | undefined {
  const ids = database.prepare("SELECT id FROM runs ORDER BY id DESC").iterate();
  for (const { id } of ids) {
    const state = stateOf(attemptsOf(database, Number(id)).at(-1));
    if (state === "failed" || state === "interrupted") return Number(id);
  }
  return undefined;
}

function summaryOf(database: DatabaseSync, id: number): RunSummary {
  const { extraVars: _, ...run } = runWith(database, id);
  const attempts = attemptsOf(database, id);
  return { id, state: stateOf(attempts.at(-1)), ...run, attempts };
}

/** The exit code of a run that a user interrupted. */
const INTERRUPTED = 99;

function stateOf(attempt: Attempt | undefined): RunState {
  if (!attempt || attempt.exitCode === INTERRUPTED) return "interrupted";
  if (attempt.exitCode !== undefined) return attempt.exitCode === 0 ? "ok" : "failed";
  return isRunning(attempt) ? "running" : "interrupted";
}

/** Whether an attempt goes on: as far as can be seen, where processes are files. */
export function isRunning({ finished, process, started }: Attempt): boolean {
  if (finished !== undefined) return false;
  if (process === Deno.pid) return true;
  try {
    // A process that began after the attempt only has its number.
    return Deno.statSync(`/proc/${process}`).mtime!.getTime() <= started + 1000;
  } catch {
    return false;
  }
}

/** Records that are being made. */
interface OpenTask extends TaskRecord {
  readonly results: ResultRecord[];
}

interface OpenPlay extends PlayRecord {
  readonly tasks: OpenTask[];
}

/** The plays in which something happened. */
function playsOf(entries: readonly JournalEntry[]): PlayRecord[] {
  const plays: OpenPlay[] = [];
  let task: OpenTask | undefined;
  for (const entry of entries) {
    if (entry.kind === "play") {
      plays.push({ name: entry.name, tasks: [] });
      task = undefined;
    } else if (entry.kind === "result") {
      if (task?.place !== entry.place || task.name !== entry.name) {
        const { name, action, place, isHandler } = entry;
        task = { name, action, place, isHandler, results: [] };
        plays.at(-1)?.tasks.push(task);
      }
      task.results.push({ ...entry, values: parseJson(entry.values) as ValueMap });
    }
  }
  return plays.filter(({ tasks }) => tasks.length > 0);
}

/** Handlers that were notified and have not run since; a topic is settled by any handler. */
function owedHandlers(entries: readonly JournalEntry[]): OwedHandler[] {
  const names = new Set(
    entries.flatMap((entry) => entry.kind === "result" && entry.isHandler ? [entry.name] : []),
  );
  const owed = new Map<string, NotificationEntry>();
  for (const entry of entries) {
    if (entry.kind === "notification") owed.set(`${entry.handler}\n${entry.host}`, entry);
    if (entry.kind !== "result" || !entry.isHandler) continue;
    for (const [key, { handler, host }] of owed) {
      const isAnswer = handler === entry.name || !names.has(handler);
      if (host === entry.host && isAnswer) owed.delete(key);
    }
  }
  return [...owed.values()].map(({ handler, host }) => ({ handler, host }));
}
