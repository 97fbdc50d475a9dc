/**
 * Going on with a run that failed or was interrupted.
 *
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import { Fault } from "@shep/sdk";
import type { RunOptions } from "../run_options.ts";
import { openJournal } from "./database.ts";
import { digestOf } from "./digest.ts";
import { entriesOf, type ResultEntry } from "./entries.ts";
import { type Attempt, attemptsOf, isRunning, latestUnfinished, runWith } from "./history.ts";
import { Occurrences } from "./occurrences.ts";
import type { ResumeRequest } from "./options.ts";
import { extraVarsDigest } from "./recorded_run.ts";
import { Replay } from "./replay.ts";

/** A run that goes on. */
export interface ResumedRun {
  readonly run: number;
  readonly options: RunOptions;
  readonly replay: Replay;
  readonly occurrences: Occurrences;
}

/**
 * Finds the run to go on with: the one of that number, or the last that did not end well.
 *
 * @throws {Fault} When there is none, or it cannot safely go on.
 */
export async function resume(
  file: string,
  { run }: ResumeRequest,
  requested: RunOptions,
): Promise<ResumedRun> {
  const database = await openJournal(file);
  try {
    return await resumed(database, run ?? latest(database, file), requested);
  } finally {
    database.close();
  }
}

/**
 * The playbooks of the run to go on with.
 *
 * @throws {Fault} When there is none.
 */
export async function playbooksToResume(
  file: string,
  { run }: ResumeRequest,
): Promise<readonly string[]> {
  const database = await openJournal(file);
  try {
    return runWith(database, run ?? latest(database, file)).options.playbooks;
  } finally {
    database.close();
  }
}

function latest(database: DatabaseSync, file: string): number {
  const run = latestUnfinished(database);
  if (run !== undefined) return run;
  throw new Fault("not-found", "There is no run that could be resumed", {
    detail: `Every run in '${file}' ended well.`,
    hint: "'shep history' lists them",
  });
}

async function resumed(
  database: DatabaseSync,
  run: number,
  requested: RunOptions,
): Promise<ResumedRun> {
  const { cwd, options, extraVars } = runWith(database, run);
  const attempts = attemptsOf(database, run);
  checkAttempt(run, attempts.at(-1)!);
  if (cwd !== Deno.cwd()) throw cannot(run, `It ran in '${cwd}'`, `cd '${cwd}' first`);
  if (await extraVarsDigest(requested) !== extraVars) {
    const hint = extraVars === undefined ? "Leave -e out" : "Give the same -e, in the same order";
    throw cannot(run, "Its variables of the command line (-e) were others", hint);
  }
  await checkFiles(database, run);
  const occurrences = new Occurrences();
  return {
    run,
    options: { ...requested, ...options },
    replay: new Replay(resultsOf(database, run), occurrences),
    occurrences,
  };
}

function checkAttempt(run: number, attempt: Attempt): void {
  if (attempt.exitCode === 0) {
    throw cannot(run, "It ended well", "'shep history' lists the runs that did not");
  }
  if (isRunning(attempt)) {
    throw cannot(run, `It is still running, as process ${attempt.process}`, "Wait for its end");
  }
}

async function checkFiles(database: DatabaseSync, run: number): Promise<void> {
  const files = database.prepare("SELECT path, digest FROM files WHERE run = ?").all(run);
  for (const { path, digest } of files) {
    const now = await digestOf(String(path));
    if (now === digest) continue;
    const what = now === undefined ? "is gone" : "has changed";
    throw cannot(
      run,
      `'${path}' ${what} since`,
      "Run the playbook from its beginning, or with --start-at-task",
    );
  }
}

function cannot(run: number, detail: string, hint: string): Fault {
  return new Fault("failed", `Run ${run} cannot be resumed`, { detail: `${detail}.`, hint });
}

/** The results of each attempt. */
function resultsOf(database: DatabaseSync, run: number): ResultEntry[][] {
  return entriesOf(database, run).map((entries) =>
    entries.filter((entry) => entry.kind === "result")
  );
}
