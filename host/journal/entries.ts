/**
 * What a journal says of a run, in the order in which it happened.
 *
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import type { ResultStatus } from "../events.ts";

/** What a task came to on a host. */
export interface ResultEntry {
  /** Tells it from other entries. */
  readonly kind: "result";
  /** `file:line:column`. */
  readonly place: string;
  /** Where it ran. */
  readonly host: string;
  /** How many times the host had come to the task before. */
  readonly occurrence: number;
  /** As it was shown. */
  readonly name: string;
  /** As it was written. */
  readonly action: string;
  /** Whether it was notified. */
  readonly isHandler: boolean;
  /** How it ended. */
  readonly status: ResultStatus;
  /** What a failure led to, if it was not the end. */
  readonly handling?: "ignored" | "rescued";
  /** Whether the values are not all that the task returned. */
  readonly isWithheld: boolean;
  /** The host that it was delegated to. */
  readonly delegate?: string;
  /** Milliseconds since 1970. */
  readonly finished: number;
  /** Milliseconds. */
  readonly duration: number;
  /** As JSON. */
  readonly values: string;
}

/** A play begins. */
export interface PlayEntry {
  /** Tells it from other entries. */
  readonly kind: "play";
  /** As it was shown. */
  readonly name: string;
}

/** A handler is owed. */
export interface NotificationEntry {
  /** Tells it from other entries. */
  readonly kind: "notification";
  /** Its name, or a topic. */
  readonly handler: string;
  /** Where it is owed. */
  readonly host: string;
}

/** Anything that is written down. */
export type JournalEntry = ResultEntry | PlayEntry | NotificationEntry;

/** The entries of each attempt at a run. They lie in the journal as they were written: in bundles. */
export function entriesOf(database: DatabaseSync, run: number): JournalEntry[][] {
  const rows = database.prepare(
    "SELECT attempt, entries FROM bundles WHERE run = ? ORDER BY attempt, number",
  ).all(run);
  const attempts: JournalEntry[][] = [];
  for (const { attempt, entries } of rows) {
    (attempts[Number(attempt) - 1] ??= []).push(...JSON.parse(String(entries)));
  }
  return Array.from(attempts, (entries) => entries ?? []);
}
