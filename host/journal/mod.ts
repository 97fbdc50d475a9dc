/**
 * The journal of runs: what happened, what is owed, and how to go on.
 *
 * @module
 */
export {
  type Attempt,
  listRuns,
  type OwedHandler,
  type PlayRecord,
  readRun,
  type ResultRecord,
  type RunRecord,
  type RunState,
  type RunSummary,
  type TaskRecord,
} from "./history.ts";
export { type JournalOptions, type ResumeRequest, usualJournal } from "./options.ts";
export type { NotificationEntry, ResultEntry } from "./entries.ts";
export { playbooksToResume } from "./resume.ts";
export type { StoredOptions } from "./recorded_run.ts";
