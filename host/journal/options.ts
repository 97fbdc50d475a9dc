/**
 * Where a run is written down, and what it goes on with.
 *
 * @module
 */
import { join } from "@shep/sdk/path";
import type { Replay } from "./replay.ts";

/** Which run goes on. */
export interface ResumeRequest {
  /** Its number; the last that did not end well if absent. */
  readonly run?: number;
}

/** What a run is asked for about its journal. */
export interface JournalOptions {
  /** The file of the journal. */
  readonly file: string;
  /** The run that goes on with all that it was asked for; a new one begins if absent. */
  readonly resume?: ResumeRequest;
}

/** What a journal and its run tell each other. */
export interface Recording {
  /** Takes the path of each file of the playbooks that is read. */
  readonly files: Set<string>;
  /** What need not be done again. */
  readonly replay?: Replay;
}

/** Where the journal is, if nothing else is said: below `XDG_STATE_HOME`. */
export function usualJournal(environment: Readonly<Record<string, string>>): string | undefined {
  const { XDG_STATE_HOME: state, HOME: home } = environment;
  if (state) return join(state, "shep", "journal.db");
  return home ? join(home, ".local", "state", "shep", "journal.db") : undefined;
}
